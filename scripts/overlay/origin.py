"""Origins: where a node of a document was written by hand, for as long as nothing has changed it."""

from collections.abc import Callable
from typing import TypeAlias

from scripts.documents import Document
from scripts.pointers import resolve
from scripts.values import Json, same

Origin: TypeAlias = Callable[[str], str | None]
"""Names the `file:line` of a JSON pointer of the document that an overlay is applied to, where it knows one."""


def origin_in(written: Document, current: Json) -> Origin:
    """Return the origin of a document that began as `written` and has been through overlays since."""

    def origin(pointer: str) -> str | None:
        return written.place(pointer) if _unchanged(pointer, written.data, current) else None

    return origin


def origin_of(origin: Origin | None, pointer: str, before: Json, now: Json) -> str | None:
    """Ask `origin`, which speaks of the document `before`, for a node of `now` that is the same in both."""
    return origin(pointer) if origin and _unchanged(pointer, before, now) else None


def _unchanged(pointer: str, before: Json, now: Json) -> bool:
    try:
        return same(resolve(before, pointer), resolve(now, pointer))
    except LookupError:
        return False
