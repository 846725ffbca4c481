"""Replies: what a fault answers in the place of the service."""

import time
from email.utils import formatdate
from typing import Final

from starlette.responses import JSONResponse

from scripts.mock.faults.plan import Maker, Reply

TEXT: Final = "text/plain; charset=utf-8"
NETWORK: Final = -10003
"""The vendor's code for an error of its network."""

PAGE: Final = """<!DOCTYPE html>
<html>
<head><title>{status}</title></head>
<body><center><h1>{status}</h1></center><hr><center>proxy</center></body>
</html>
"""


def plain(status: str, retry_after: str | None = None) -> Maker:
    """Answer a status, with `Retry-After` as it is given."""
    headers = {"content-type": TEXT, **({} if retry_after is None else {"retry-after": retry_after})}
    return lambda _: Reply(int(status), headers, f"HTTP {status}, as asked for by a fault".encode())


def dated(status: str, seconds: str) -> Maker:
    """Answer a status, with `Retry-After` as the date that is so many seconds from now, or ago if there are less."""
    return lambda envelopes: plain(status, formatdate(time.time() + float(seconds), usegmt=True))(envelopes)


def vendor(status: str, code: str | int = NETWORK) -> Maker:
    """Answer a status with the vendor's envelope."""
    return lambda envelopes: Reply.of(JSONResponse(envelopes.vendor(int(code)), int(status)))


def business(status: str, code: str) -> Maker:
    """Answer a status with the envelope of a family."""
    return lambda envelopes: Reply.of(JSONResponse(envelopes.business(int(code)), int(status)))


def page(status: str) -> Maker:
    """Answer a status with a page for browsers, as proxies do."""
    return lambda _: Reply(int(status), {"content-type": "text/html"}, PAGE.format(status=status).encode())


def redirect(status: str, url: str) -> Maker:
    """Send to another address."""
    return lambda _: Reply(int(status), {"location": url, "content-type": TEXT}, b"")
