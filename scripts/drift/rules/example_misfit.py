"""An example on a page does not fit the description."""

from collections.abc import Iterator

from scripts.drift.answers import admit
from scripts.drift.comparison import Compared
from scripts.drift.context import Context, Judged
from scripts.drift.described import Described, Side
from scripts.drift.fit import Misfit, misfits
from scripts.drift.judging import WARNING, of_page, shown_value
from scripts.drift.observed import described_status
from scripts.drift.types import text_of
from scripts.drift.view import media
from scripts.page import Example
from scripts.values import Json


def judge(context: Context) -> Iterator[Judged]:
    """Judge every whole example; one that fits with the overlays or without them is known."""
    for compared in context.compared:
        shown: list[tuple[Side, Example]] = [("request", one) for one in compared.said.request_examples]
        shown += [("response", one) for one in compared.said.response_examples]
        for side, example in shown:
            found = [list(_misfits(context, compared, side, example, index)) for index in (0, 1)]
            if all(found):
                yield from (_told(context, compared, side, example, one) for one in found[0])


def _misfits(context: Context, compared: Compared, side: Side, example: Example, index: int) -> Iterator[Misfit]:
    view = (context.effective, context.base)[index]
    operation = view.operations.get(compared.id, compared.effective)
    node = view.data["paths"].get(operation.path, {}).get(operation.method.lower(), {})
    if side == "request":
        holder, at = view.follow(node.get("requestBody", {}), f"{operation.at}/requestBody")
    else:
        status = described_status(operation, example.status or 200)
        holder, at = view.follow(node.get("responses", {}).get(status, {}), f"{operation.at}/responses/{status}")
    content = media(holder)
    if content is not None:
        yield from misfits(view, content.get("schema", {}), f"{at}/content", example.body, closed=False)


def _told(context: Context, compared: Compared, side: Side, example: Example, one: Misfit) -> Judged:
    described = _described(compared, side, one)
    says = {"missing": "absent", "bound": one.told}.get(one.kind, shown_value(one.value))
    describes = "required" if one.kind == "missing" else text_of(one.kinds)
    message = f"in an example of the {side}, `{one.path or 'the body'}` is {says}; the description says {describes}"
    return of_page(
        context, compared, "example-misfit", WARNING, (says, describes), message,
        line=example.line, described=described, subject=(side, one.path, one.kind, one.told),
        actions=admit(context.effective, described, one, _source(compared)) if described else (),
    )  # fmt: skip


def _source(compared: Compared) -> dict[str, Json]:
    return {"page": compared.page, "from": ["example"]} if compared.page else {"inferred": "from an example"}


def _described(compared: Compared, side: Side, one: Misfit) -> Described | None:
    # The items of an array are told by the field that holds them.
    return compared.effective.values.get((side, one.path.rstrip("[]")))
