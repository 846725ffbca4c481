"""Live answers: the recorded reading requests repeated at the service itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import httpx

from scripts.documents import dump_json, parse
from scripts.failures import UNUSABLE, Failure
from scripts.recordings import Recording
from scripts.watch import base_url_of, key_of, live, server_of, unrepeatable

REFUSED: Final = (401, 403)


def ask(
    recordings: Sequence[Recording], data: dict[str, Any], client: Callable[[], httpx.Client] | None = None
) -> list[Recording]:
    """Repeat every recorded request that only reads and that nothing is missing from.

    `client`: makes the client that sends them. Raises `Failure`, exit code 2: without a key, without a request that can
    be repeated, when the service cannot be reached, and when it refuses the key, since nothing is known then.
    """
    known = {node.get("operationId") for item in data["paths"].values() for node in item.values()}
    asked = [one for one in recordings if one.operation in known and unrepeatable(one, data) is None]
    if not asked:
        cause = "no recording is of an operation that only reads, with all that the request needs"
        cure = "record one: python -m scripts watch record OPERATION"
        raise Failure("there is nothing to ask the service", cause=cause, cure=cure, exit_code=UNUSABLE)
    key, base_url = key_of(), base_url_of(None, server_of(data))
    options: dict[str, Any] = {} if client is None else {"client_factory": client}
    return [_answer(live(one, data, base_url, key, **options)) for one in asked]


def _answer(exchange: dict[str, Any]) -> Recording:
    status, name = exchange["response"]["status"], f"{exchange['operation']}.{exchange['case']}"
    if status in REFUSED:
        cause = f"it answered {name} with HTTP {status}"
        raise Failure("the service refuses the key", cause=cause, cure="set the key of an account", exit_code=UNUSABLE)
    document = parse(dump_json(exchange), Path(f"live/{name}.json"))
    return Recording(document, exchange["operation"], exchange["case"], exchange["request"], exchange["response"])
