"""Refusals: what the service answers when it does not do what it was asked to.

`refusals.json` has one entry a refusal: the HTTP status and the vendor's error; and `business`, the code with which
the families that have an envelope of their own refuse, at HTTP 200. The numbers 10001 and 10011 are the vendor's for
these cases. Which known number goes with which other case is inferred, as are the texts.
"""

from pathlib import Path
from typing import Final

from attrs import frozen

from scripts.documents import load
from scripts.mock.description import Envelope
from scripts.mock.shape import Object, find, mapping, put
from scripts.mock.template import Scope, fill
from scripts.values import Json

TABLE: Final = Path(__file__).with_name("refusals.json")


class RefusalError(Exception):
    """A request that is refused: by which entry of the table, and why."""

    def __init__(self, name: str, reason: str = "") -> None:
        """Keep the facts; the table has the words."""
        super().__init__(name, reason)
        self.name: Final = name
        self.reason: Final = reason


@frozen
class Refusals:
    """The table of refusals."""

    table: Object

    def answer(self, refused: RefusalError, own: Envelope | None = None, trace: str = "") -> tuple[int, Json]:
        """Return HTTP status and body; `own` is the envelope of the operation's family alone."""
        entry = mapping(self.table[refused.name])
        error = fill(entry["error"], Scope({"reason": refused.reason}))
        if own and "business" in entry:
            answer: Object = {}
            put(answer, own.code, entry["business"])
            put(answer, own.message, find(error, "/message"))
            put(answer, own.trace, trace)
            return 200, answer
        status = entry["http"]
        return status if isinstance(status, int) else 500, {"error": error}

    def wished(self, code: int) -> Json:
        """Return the vendor's envelope with this `err_code`, as a fault asks for it."""
        return {"error": fill(mapping(self.table["wished"])["error"], Scope({"code": code}))}


def load_refusals() -> Refusals:
    """Read the table."""
    return Refusals(mapping(load(TABLE).data))
