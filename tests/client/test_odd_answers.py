"""Claims about answers as bytes: whatever comes back, it is a result or an error of ours, over any connections."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest

from speech302 import (
    DecodeError,
    OutcomeUnknownError,
    Speech302Error,
    TaskHandle,
    TransportError,
)
from tests.client.rude import rude, says
from tests.client.support import OPERATIONS, PAID, Run, every_colour

BODY = b'{"task_id": "t1"}'
OK = b"HTTP/1.1 200 OK\r\n"
PACKED = gzip.compress(BODY)


def whole(body: bytes = BODY, *headers: bytes, start: bytes = OK) -> bytes:
    lines = [*headers, b"Content-Length: %d" % len(body)]
    return start + b"\r\n".join(lines) + b"\r\n\r\n" + body


GOOD: dict[str, bytes] = {
    "as usual": whole(),
    "in gzip": whole(PACKED, b"Content-Encoding: gzip"),
    "in deflate": whole(zlib.compress(BODY), b"Content-Encoding: deflate"),
    "in an encoding that nobody knows, and not really": whole(BODY, b"Content-Encoding: odd"),
    "in chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n11\r\n" + BODY + b"\r\n0\r\n\r\n",
    "in HTTP/1.0, to the end of the connection": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "after 100": b"HTTP/1.1 100 Continue\r\n\r\n" + whole(),
    "after 103": b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + whole(),
    "without a reason": whole(start=b"HTTP/1.1 200\r\n"),
    "with line feeds alone": whole().replace(b"\r\n", b"\n"),
    "with an empty line behind": whole() + b"\r\n",
    "with a long header": whole(BODY, b"X: " + b"a" * 60_000),
    "with a header of odd bytes": whole(BODY, b"X-Request-Id: \xe9\xff"),
    "with a folded header": whole(BODY, b"X: a\r\n b"),
    "with a content type that is none": whole(BODY, b"Content-Type: ;;;"),
    "with a character set that nobody knows": whole(BODY, b"Content-Type: application/json; charset=odd"),
    "with a mark of byte order": whole(b"\xef\xbb\xbf" + BODY),
    "with a key twice": whole(b'{"task_id": "a", "task_id": "t1"}'),
}
DAMAGED: dict[str, bytes] = {
    "no gzip in spite of the header": whole(BODY, b"Content-Encoding: gzip"),
    "a chunk without a length": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY + b"\r\n0\r\n\r\n",
    "chunks without an end": OK + b"Transfer-Encoding: chunked\r\n\r\n11\r\n" + BODY + b"\r\n",
    "a body and nothing else": BODY,
    "a status of four digits": whole(start=b"HTTP/1.1 1000 OK\r\n"),
    "a status of letters": whole(start=b"HTTP/1.1 abc OK\r\n"),
    "headers without end": whole(BODY, *(b"X%d: a" % number for number in range(40_000))),
    "a header with a zero byte": whole(BODY, b"X: a\0b"),
    "a header without a colon": whole(BODY, b"odd"),
    "two lengths that differ": whole(BODY, b"Content-Length: 5"),
    "a negative length": OK + b"Content-Length: -1\r\n\r\n" + BODY,
    "a length beyond all files": OK + b"Content-Length: 99999999999999999999999\r\n\r\n" + BODY,
    "a length that is too long": OK + b"Content-Length: 18\r\n\r\n" + BODY,
}
UNREADABLE: dict[str, bytes] = {
    "nothing": whole(b""),
    "nothing at 204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "half of a gzip": whole(PACKED[:-10], b"Content-Encoding: gzip"),
    "UTF-16": whole(BODY.decode().encode("utf-16")),
    "lists in lists": whole(b"[" * 100_000),
    "a number that is none": whole(b'{"task_id": NaN}'),
    "a number beyond all bounds": whole(b'{"task_id": ' + b"9" * 5_000 + b"}"),
    "half a character": whole(b'{"task_id": "\\ud800"}'),
}
ODD: dict[str, bytes] = {
    "a switch of protocols": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "a status of zeros": whole(start=b"HTTP/1.1 000 No\r\n"),
    "an unheard-of status": whole(start=b"HTTP/1.1 999 No\r\n"),
    "not modified": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "a body at 204": whole(start=b"HTTP/1.1 204 No Content\r\n"),
    "a length and chunks": whole(b"11\r\n" + BODY + b"\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"),
    "one length twice": whole(BODY, b"Content-Length: 17"),
    "very many headers": whole(BODY, *(b"X%d: a" % number for number in range(300))),
    "an unusable address": whole(b"", b"Location: http://[::1", start=b"HTTP/1.1 302 Found\r\n"),
    "a page of a proxy": whole(b"<html>", b"Content-Type: text/html", start=b"HTTP/1.1 502 Bad Gateway\r\n"),
    "a body and more": whole() + b"more",
}
"""What one kind of connections makes out and another one does not."""
CREATE = PAID["create_voice_clone"].call


@every_colour
@pytest.mark.parametrize("answer", GOOD.values(), ids=GOOD)
def test_an_answer_is_read_however_it_is_sent(run: Run, answer: bytes) -> None:
    with rude(says(answer)) as server:
        handle: TaskHandle = run(CREATE, base_url=server.base_url)
    assert (handle.id, len(server.requests)) == ("t1", 1)


@every_colour
@pytest.mark.parametrize("answer", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_answer_to_a_paid_request_leaves_its_outcome_unknown(run: Run, answer: bytes) -> None:
    with rude(says(answer)) as server, pytest.raises(OutcomeUnknownError) as caught:
        run(CREATE, base_url=server.base_url, retries=10)
    assert (caught.value.charge_possible, len(server.requests)) == (True, 1)


@every_colour
@pytest.mark.parametrize("answer", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_body_of_a_paid_answer_is_kept_and_its_request_not_sent_again(run: Run, answer: bytes) -> None:
    with rude(says(answer)) as server, pytest.raises(DecodeError) as caught:
        run(CREATE, base_url=server.base_url, retries=10)
    assert len(server.requests) == 1
    assert any("may have been charged" in note for note in caught.value.__notes__)


@every_colour
@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
@pytest.mark.parametrize("operation", ["create_voice_clone", "get_voice_clone"])
def test_every_answer_ends_in_a_result_or_an_error_of_ours(run: Run, operation: str, answer: bytes) -> None:
    async def ended(client: Any) -> Speech302Error | None:
        try:
            await OPERATIONS[operation].call(client)
        except Speech302Error as error:
            return error
        return None

    paid = OPERATIONS[operation].paid
    with rude(says(answer)) as server:
        error = run(ended, base_url=server.base_url, retries=1)
    assert 1 <= len(server.requests) <= (1 if paid else 2)
    assert not isinstance(error, TransportError) or (error.sent, error.charge_possible) == (True, paid)
