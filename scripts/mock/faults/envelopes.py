"""Envelopes: errors as the vendor words them, for answers that faults put in the place of the service's own."""

from typing import Final

from attrs import frozen

from scripts.mock.description import Envelope
from scripts.mock.refusals import Refusals
from scripts.mock.shape import Object, put
from scripts.values import Json

USUAL: Final = Envelope("/code", (0,), "/msg", "/trace_id", ())
"""The envelope of the only family that has one to itself, for descriptions without any."""


@frozen
class Envelopes:
    """Both envelopes, for one exchange: `own` is the one of the operation's family or, without it, of any family."""

    refusals: Refusals
    own: Envelope
    trace: str

    def vendor(self, code: int) -> Json:
        """Write the vendor's envelope with an `err_code` of either sign."""
        return self.refusals.wished(code)

    def business(self, code: int) -> Json:
        """Write a family's own envelope."""
        answer: Object = {}
        put(answer, self.own.code, code)
        put(answer, self.own.message, f"Error {code}, as asked for by a fault")
        put(answer, self.own.trace, self.trace)
        return answer
