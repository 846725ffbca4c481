"""Sending one call: what only reads again while the service is down, what costs money once, whatever comes of it."""

from collections.abc import Callable
from contextlib import closing
from itertools import count
from typing import Final

import httpx
from attrs import frozen

from scripts.failures import UNUSABLE, Failure
from scripts.watch.call import Call
from scripts.watch.net import TIME, Time, asks_again, open_client, pause, reason, retry_after
from scripts.watch.operations import Operation
from scripts.watch.secrets import origin, scrubbed_text

USER_AGENT: Final = "speech302-watch (records one exchange)"
LARGEST: Final = 10_000_000
"""The most bytes of an answer that are read; one that is longer is returned one chunk too long."""

MAY_BE_CHARGED: Final = "look into the account before you send it again: it may have been charged"
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


@frozen
class Service:
    """The service as it is asked: its address, the key that goes there and nowhere else, and the clocks."""

    base_url: str
    key: str
    client_factory: Callable[[], httpx.Client] = open_client
    clock: Time = TIME
    timeout: float = 60.0

    @property
    def host(self) -> str:
        """Host and port, as messages name it."""
        return origin(self.base_url)


def send(operation: Operation, call: Call, service: Service) -> httpx.Response:
    """Send a call, follow no redirect, and return the answer with its content read.

    Raises `Failure`, exit code 2, when no whole answer came; it says whether money may have been spent.
    """
    with closing(service.client_factory()) as client:
        for sent in count(1):
            rest = None
            try:
                response = _once(client, call, service)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                rest = pause(sent, None) if operation.only_reads and isinstance(error, httpx.TransportError) else None
                if rest is None:
                    raise _unreached(operation, service, error) from None
            else:
                if operation.only_reads and asks_again(response.status_code):
                    asked = retry_after(response.headers.get("retry-after"), service.clock.wall())
                    rest = pause(sent, asked)
                if rest is None:
                    return response
            service.clock.sleep(rest)
    raise AssertionError("the pauses end")


def _once(client: httpx.Client, call: Call, service: Service) -> httpx.Response:
    """Send once, and read at most `LARGEST` bytes: what is cut is told by whoever reads it."""
    url = httpx.URL(service.base_url + call.target)
    base = httpx.URL(service.base_url)
    if not call.path.startswith("/") or (url.scheme, url.netloc) != (base.scheme, base.netloc):
        raise Failure("the key must go nowhere but to the service", service.host, f"the path is {call.path!r}")
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", **call.headers, "Authorization": f"Bearer {service.key}"}
    timeout = httpx.Timeout(service.timeout, connect=min(10.0, service.timeout))
    extensions = {"timeout": timeout.as_dict()}
    request = httpx.Request(call.method, url, headers=headers, content=call.content, extensions=extensions)
    content = bytearray()
    with closing(client.send(request, stream=True, auth=None, follow_redirects=False)) as response:
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > LARGEST:
                break
    # Its content was decoded while it was read.
    headers = {name: value for name, value in response.headers.items() if name != "content-encoding"}
    return httpx.Response(response.status_code, headers=headers, content=bytes(content), request=request)


def unusable(operation: Operation, service: Service, what: str, cause: str, cure: str | None) -> Failure:
    """Make the failure of a request that was answered; what costs money may have been charged."""
    cures = [cure, MAY_BE_CHARGED if operation.is_paid else None]
    return Failure(what, service.host, cause, "\n".join(one for one in cures if one) or None)


def _unreached(operation: Operation, service: Service, error: Exception) -> Failure:
    cause = scrubbed_text(reason(error), service.key)
    if not operation.is_paid or isinstance(error, _NEVER_SENT):
        cure = "check the network and the base URL (--base-url, AI302_BASE_URL)"
        cure += "; the request did not leave, so nothing was charged" if operation.is_paid else ""
        return Failure("the service cannot be reached", service.host, cause, cure, UNUSABLE)
    what = "it is not known whether the service took the request"
    return Failure(what, service.host, cause, f"{MAY_BE_CHARGED}; it was sent once", UNUSABLE)
