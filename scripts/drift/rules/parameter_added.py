"""A page lists a parameter that the description does not know."""

from collections.abc import Iterator

from scripts.drift.answers import add_parameter
from scripts.drift.context import Context, Judged
from scripts.drift.judging import BREAKING, INFORMATION, of_page
from scripts.page import Parameter


def judge(context: Context) -> Iterator[Judged]:
    """Judge every parameter without a counterpart."""
    for compared in context.compared:
        for side, said in compared.added:
            if side != "parameter" or not isinstance(said, Parameter):
                continue
            severity = BREAKING if said.required else INFORMATION
            kind = "a required" if said.required else "a"
            message = f"the page lists {kind} {said.place} parameter `{said.name}`"
            yield of_page(
                context, compared, "parameter-added", severity, (said.type or "of no stated type", "nothing"), message,
                line=said.line, subject=(said.place, said.name), actions=add_parameter(compared, said),
            )  # fmt: skip
