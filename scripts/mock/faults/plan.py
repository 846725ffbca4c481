"""Plans: all that befalls one exchange, put together from the faults that strike it."""

from __future__ import annotations

import http
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve, field, fields, frozen, has
from starlette.responses import Response

from scripts.mock.faults.envelopes import Envelopes
from scripts.mock.wishes import Wishes

PlanT = TypeVar("PlanT", bound=Any)

NOTHING, HEAD, HALF, ALL = range(4)
"""How much of an answer is sent: nothing, status and headers, half of the body too, or all of it."""


@frozen
class Reply:
    """An answer before it is sent. The names of headers are in lower case; `Content-Length` is not among them."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @staticmethod
    def of(response: Response) -> Reply:
        """Take what a response would send."""
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        return Reply(response.status_code, headers, bytes(response.body))

    def response(self) -> Response:
        """Make a response of it."""
        return Response(self.body, self.status, self.headers)

    def head(self, *, longer: int = 0, closes: bool = False) -> bytes:
        """Write status line and headers; `Content-Length` is off by `longer`."""
        phrases = {status.value: status.phrase for status in http.HTTPStatus}
        lines = [f"HTTP/1.1 {self.status} {phrases.get(self.status, '')}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"content-length: {max(len(self.body) + longer, 0)}", *(["connection: close"] if closes else [])]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


Maker: TypeAlias = Callable[[Envelopes], Reply]
"""Makes an answer in the place of the service's own."""

Touch: TypeAlias = Callable[[Reply], Reply]
"""Changes an answer."""


@frozen
class Delivery:
    """How an answer is sent: `much` of it, in drops or at once, and whether the connection is reset or closed then.

    `drop`: bytes that come every `every` seconds; 0 is all at once. `drips_head`: status and headers drip too.
    `longer`: by how much `Content-Length` promises more than there is.
    """

    much: int = ALL
    resets: bool = False
    closes: bool = False
    drop: int = 0
    every: float = 0.0
    drips_head: bool = False
    longer: int = 0


@frozen
class FileManner:
    """How a file is served.

    `ranges`: whether a part can be asked for. `misplaced`: the part is another one. `changed`: bytes and `ETag` are
    others each time. `zipped`: it is compressed. `etag`: `strong`, `weak` or `none`.
    """

    ranges: bool = True
    misplaced: bool = False
    changed: bool = False
    zipped: bool = False
    etag: str = "strong"


USUAL: Final = Wishes()


@frozen
class Plan:
    """What befalls one exchange.

    `latency` in seconds, infinite for an answer that never comes. `done`: the request is carried out although `maker`
    answers in its place. `refuses`: seconds for which nobody can connect once this is answered. `told`: the faults as
    they were written, for the log.
    """

    latency: float = 0.0
    done: bool = False
    maker: Maker | None = None
    wishes: Wishes = USUAL
    touches: tuple[Touch, ...] = ()
    file: FileManner = FileManner()
    delivery: Delivery = Delivery()
    refuses: float | None = None
    told: tuple[str, ...] = field(default=(), eq=False)

    @property
    def idle(self) -> bool:
        """Whether the request is not carried out at all."""
        return not self.done and (self.maker is not None or self.delivery.much == NOTHING)

    @property
    def ordinary(self) -> bool:
        """Whether the service's own answer is sent as it is."""
        return self == FINE or self == evolve(FINE, wishes=self.wishes, file=self.file)

    def touched(self, reply: Reply) -> Reply:
        """Change an answer by all the touches, in the order in which they were asked for."""
        for touch in self.touches:
            reply = touch(reply)
        return reply


FINE: Final = Plan()
"""Nothing goes wrong."""


def joined(first: PlanT, second: PlanT) -> PlanT:
    """Put two plans together, or two parts of plans: the second counts where both say something."""
    if second == type(second)() or first == type(first)():
        return first if second == type(second)() else second
    put: dict[str, Any] = {}
    for one in fields(type(first)):
        usual, here, there = (getattr(plan, one.name) for plan in (type(first)(), first, second))
        if isinstance(usual, tuple):
            put[one.name] = here + there
        elif has(type(usual)):
            put[one.name] = joined(here, there)
        else:
            put[one.name] = here if there == usual else there
    return evolve(first, **put)
