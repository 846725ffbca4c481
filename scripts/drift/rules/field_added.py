"""A page shows a field that the description does not know."""

from collections.abc import Iterator

from scripts.drift.answers import Actions, add_fields, place_for
from scripts.drift.comparison import Compared
from scripts.drift.context import Context, Judged
from scripts.drift.described import Side, parent_of
from scripts.drift.judging import BREAKING, INFORMATION, of_page
from scripts.page import Field


def judge(context: Context) -> Iterator[Judged]:
    """Judge every field without a counterpart; those within a new field are told with it."""
    for compared in context.compared:
        for side, said in compared.added:
            if side == "parameter" or not isinstance(said, Field):
                continue
            needed = side == "request" and said.required is True
            kind = f"the {side}'s required field" if needed else f"the {side}'s field"
            message = f"the page shows {kind} `{said.path or said.name}`, which is not described"
            actions = _answer(context, compared, side, said)
            yield of_page(
                context, compared, "field-added", BREAKING if needed else INFORMATION,
                (said.type or "of no stated type", "nothing"), message,
                line=said.line, subject=(side, said.path or said.name, said.type or ""), actions=actions,
                words="" if actions else "describe the field in spec/: the page lost where it stands",
            )  # fmt: skip


def _answer(context: Context, compared: Compared, side: Side, said: Field) -> Actions:
    if said.path is None:
        return ()
    place = place_for(context.effective, compared.effective, side, parent_of(said.path))
    if place is None:
        return ()
    fields = compared.said.request_fields if side == "request" else compared.said.response_fields
    inner = {one.path: one for one in fields if one.path and one.path.startswith(said.path) and one is not said}
    where = f"the page {compared.page or compared.file} shows it"
    return add_fields(place, compared, said, inner, where, of_request=side == "request")
