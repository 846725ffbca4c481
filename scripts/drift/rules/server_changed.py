"""A page calls a host that the description does not name."""

from collections.abc import Iterator

from scripts.drift.answers import update
from scripts.drift.context import Context, Judged
from scripts.drift.judging import WARNING, of_page
from scripts.values import Json


def judge(context: Context) -> Iterator[Judged]:
    """Judge every host of every operation on every page."""
    known = {*context.base.servers, *context.effective.servers}
    for compared in context.compared:
        for server in compared.said.servers:
            if server.rstrip("/") in known:
                continue
            source: dict[str, Json] = (
                {"page": compared.page, "from": ["example"]} if compared.page else {"inferred": "from a page"}
            )
            entry: list[Json] = [{"url": server, "description": "A host that a page calls.", "x-source": source}]
            yield of_page(
                context, compared, "server-changed", WARNING, (server, ", ".join(context.effective.servers)),
                f"the page calls {server}, which is none of the servers described",
                line=compared.said.line, subject=(server,), actions=(update("/servers", entry),),
            )  # fmt: skip
