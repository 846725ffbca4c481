"""Claims about a request as bytes: it is the same over any connections, and nothing is added to it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.client.rude import answers, rude
from tests.client.support import KEY, Operation, Run, every_colour, every_free_operation, every_operation

HEADERS = {"host", "authorization", "user-agent", "accept", "accept-encoding"}
"""What a request holds; one with a body its length and type besides."""
ODD = ["a b", "a/b", "a?b#c", "a&b=c;d", "a%20b%", "a+b", "\u00e9\u4eba", "..a", "a\\b", "a\"b'", "-e1", "~a:@!$,*()"]
"""Task ids that careless quoting would change."""


def sent(run: Run, call: Any) -> tuple[str, dict[str, str], bytes]:
    """The first line of the one request that a call makes, its headers by their small names, and its body."""
    with rude(answers(200)) as server:
        run(call, base_url=server.base_url, retries=0)
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    pairs = [line.partition(": ") for line in lines]
    assert len({name.lower() for name, _, _ in pairs}) == len(pairs), "no header is sent twice"
    return first, {name.lower(): value for name, _, value in pairs}, body


@every_colour
@every_operation
def test_a_request_holds_its_own_headers_and_no_others(run: Run, operation: Operation) -> None:
    first, headers, body = sent(run, operation.answered)
    more = {"content-length", "content-type"} if operation.schema else set()
    assert set(headers) - {"connection"} == HEADERS | more
    assert headers["authorization"] == f"Bearer {KEY}"
    assert (headers["accept"], headers["accept-encoding"]) == ("*/*", "gzip, deflate")
    assert headers["user-agent"].startswith("speech302/")
    assert first.split(" ")[::2] == [operation.method, "HTTP/1.1"]
    if operation.schema:
        assert (headers["content-type"], int(headers["content-length"])) == ("application/json", len(body))
        assert set(json.loads(body)) == set(operation.arguments)
    else:
        assert body == b""


@every_colour
@every_free_operation
@pytest.mark.parametrize("task_id", ODD)
def test_an_odd_task_id_arrives_as_it_is(run: Run, operation: Operation, task_id: str) -> None:
    first, _, body = sent(run, lambda client: operation.call(client, task_id=task_id))
    if operation.schema:  # a POST that reads
        assert json.loads(body) == {"task_id": task_id}
        return
    target = first.split(" ")[1]
    url = httpx.URL(f"http://host{target}")
    segment = target.partition("?")[0].rpartition("/")[2]
    found = url.params["task_id"] if "?" in target else httpx.URL(f"http://host/{segment}").path[1:]
    assert found == task_id


@every_colour
def test_the_variables_of_a_proxy_and_a_netrc_file_are_not_used_for_this_machine(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / "netrc").write_text("default login a password b", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    _, headers, _ = sent(run, lambda client: client.voice_clones.get("t1"))
    assert headers["authorization"] == f"Bearer {KEY}"


@every_colour
def test_a_cookie_of_the_service_is_not_sent_back(run: Run) -> None:
    """Under a name, since cookies of bare addresses are kept by nobody."""

    async def twice(client: Any) -> None:
        await client.voice_clones.get("t1")
        await client.voice_clones.get("t1")

    with rude(answers(200, "Set-Cookie: session=1; Path=/")) as server:
        run(twice, base_url=server.base_url.replace("127.0.0.1", "localhost"))
    assert len(server.requests) == 2
    assert not [request for request in server.requests if b"session" in request]
