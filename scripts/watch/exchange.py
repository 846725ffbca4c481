"""One live exchange: a request of the description is sent, and what came back is a recording without secrets."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from scripts.documents import parse
from scripts.failures import Failure
from scripts.recordings import Recording
from scripts.values import Json
from scripts.watch.call import Call, make_call
from scripts.watch.net import REDIRECTS, TIME, Time, open_client, tell
from scripts.watch.operations import JSON_TYPE, Operation, operation_named
from scripts.watch.secrets import scrubbed, scrubbed_text
from scripts.watch.sending import LARGEST, Service, send, unusable

_HEADERS: Final = re.compile(r"content-type|retry-after|(?:x-)?(?:[a-z]+-)?(?:request|trace|correlation)-id")
"""The headers of an answer that say something of the service and nothing of whoever asked."""


def perform(
    description: Mapping[str, Any],
    operation_id: str,
    arguments: Mapping[str, Json],
    body: Json,
    service: Service,
    *,
    allow_paid: bool = False,
) -> dict[str, Json]:
    """Call an operation, and return the exchange as the content of a recording's file whose case is `live`.

    Raises `Failure`: wrong arguments and what costs money without `allow_paid`, before anything is sent; and whatever
    keeps the answer from being recorded.
    """
    operation, call = prepared(description, operation_id, arguments, body, allow_paid=allow_paid)
    return exchange(operation, call, "live", service)


def prepared(
    description: Mapping[str, Any],
    operation_id: str,
    arguments: Mapping[str, Json],
    body: Json,
    *,
    allow_paid: bool = False,
) -> tuple[Operation, Call]:
    """Check everything about a call that can be checked before it is sent. Raises `Failure`; see `perform`."""
    operation = operation_named(description, operation_id)
    call = make_call(operation, arguments, body, description.get("components", {}))
    if operation.is_paid and not allow_paid:
        cure = "add --allow-paid if that is what you want; nothing was sent"
        raise Failure(f"`{operation.id}` costs money", cause=f"the price is {operation.price}", cure=cure)
    return operation, call


def live(
    recording: Recording,
    description: Mapping[str, Any],
    base_url: str,
    key: str,
    client_factory: Callable[[], httpx.Client] = open_client,
    clock: Time = TIME,
) -> dict[str, Json]:
    """Send the request of a recording again, and return what came of it in the same form.

    Raises `Failure`: for an operation that does not only read, and a request that is not one of its operation (a page
    can lose a parameter), before anything is sent; and, exit code 2, when the service cannot be reached.
    """
    refused = unrepeatable(recording, description)
    if refused is not None:
        raise refused
    operation, request = operation_named(description, recording.operation), recording.request
    # Of the recorded headers only those of the operation are sent: no older key, no cookie.
    ours = {"content-type", *(name.lower() for name in operation.parameters)}
    headers = {name: value for name, value in request["headers"].items() if name.lower() in ours}
    call = Call(operation.method, request["path"], request["query"], headers, request["body"])
    return exchange(operation, call, recording.case, Service(base_url, key, client_factory, clock))


def unrepeatable(recording: Recording, description: Mapping[str, Any]) -> Failure | None:
    """Tell why the request of a recording must not or cannot be sent again; None when it can.

    Raises `Failure`, exit code 2, for an operation that the description does not have.
    """
    operation = operation_named(description, recording.operation)
    if not operation.only_reads:
        cause = f"`{operation.id}` does not only read, or costs money"
        return Failure("the recorded request must not be sent again", recording.place("/operation"), cause)
    if not operation.fits(recording.request["method"], recording.request["path"]):
        cause = f"the description says {operation.method} {operation.path}, with every parameter filled in"
        return Failure("the recorded request cannot be sent again", recording.place("/request/path"), cause)
    return None


def exchange(operation: Operation, call: Call, case: str, service: Service) -> dict[str, Json]:
    """Send a call that was checked, and return the content of a recording's file. Raises `Failure`; see `perform`."""
    started = datetime.fromtimestamp(service.clock.wall(), UTC)
    response = send(operation, call, service)
    body = _body(operation, response, service)
    headers = {name.title(): value for name, value in response.headers.items() if _HEADERS.fullmatch(name)}
    request: dict[str, Json] = {
        "method": call.method,
        "path": call.path,
        "query": dict(call.query),
        "headers": dict(call.headers),
        "body": call.body,
    }
    made: dict[str, Json] = {
        "operation": operation.id,
        "case": case,
        "source": {"recorded": f"{started:%Y-%m-%dT%H:%M:%SZ}", "host": service.host},
        "request": scrubbed(request, service.key),
        "response": scrubbed({"status": response.status_code, "headers": {**headers}, "body": body}, service.key),
    }
    return made


def _body(operation: Operation, response: httpx.Response, service: Service) -> Json:
    """Read the JSON of an answer, None when it is empty. Raises `Failure` for whatever else came."""
    status, content = response.status_code, response.content
    if status in REDIRECTS:
        cure = "the key was not sent there; give that address as --base-url if it is the service's"
        cause = scrubbed_text(f"HTTP {status} to {_host(response.headers.get('location', ''))}", service.key)
        raise unusable(operation, service, "the service redirects", cause, cure)
    if not content:
        return None
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower() or "an unnamed type"
    size = f"more than {LARGEST:,}" if len(content) > LARGEST else f"{len(content):,}"
    told = f"HTTP {status} came with {size} bytes of {scrubbed_text(tell(kind), service.key)}"
    if kind != JSON_TYPE and not kind.endswith("+json"):
        raise unusable(operation, service, "the answer is not JSON, and a recording holds nothing else", told, None)
    if len(content) > LARGEST:
        raise unusable(operation, service, "the answer is too large to be recorded", told, None)
    try:
        return parse(content.decode(), Path("the answer"), "json").data
    except UnicodeDecodeError:
        fault = "it is not UTF-8"
    except Failure as failure:
        fault = scrubbed_text(tell(f"{failure.where}: {failure.cause or failure.what}"), service.key)
    raise unusable(operation, service, "the answer cannot be recorded", f"{told}; {fault}", None)


def _host(location: str) -> str:
    try:
        parts = urlsplit(location)
    except ValueError:
        return "what is no address"
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else "another path"
