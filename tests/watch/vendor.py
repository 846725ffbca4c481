"""A stand-in for the vendor on this machine: it answers as it is told to, and keeps what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from scripts.generate.effective import effective
from scripts.watch.net import Time

ROOT = Path(__file__).parents[2]
EFFECTIVE = effective(ROOT / "spec/openapi.yaml", ROOT / "overlays")
DESCRIPTION: dict[str, Any] = EFFECTIVE.data
EXPORT = (ROOT / "tests/page/pages/export-plain/page.md").read_text(encoding="utf-8")
CATALOGUE = (ROOT / "spec/shared/catalogue.json").read_text(encoding="utf-8")
STATUS = (ROOT / "spec/subtitle_tasks/pages/subtitle_task_status.txt").read_text(encoding="utf-8")
SHELL = "<!doctype html><html><head><title>302.AI</title><script>draw()</script></head><body><div></div></body></html>"
LOGIN = "<!doctype html><html><body><h1>Log in</h1><form><input name=user></form></body></html>"


@frozen
class Answer:
    """One answer. `cut`: the connection ends so many bytes before the length that was announced."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(factory=dict)
    cut: int = 0

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@frozen
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Reply = Callable[[Asked], Answer]


@define
class Vendor:
    """Answers request after request to a path by what stands in `pages`, the last one for ever."""

    base_url: str = ""
    pages: dict[str, list[Answer | Reply]] = field(factory=dict)
    otherwise: Answer | Reply = Answer(status=404)
    asked: list[Asked] = field(factory=list)
    over: threading.Event = field(factory=threading.Event)

    def answer(self, asked: Asked) -> Answer:
        before = sum(one.path == asked.path for one in self.asked)
        self.asked.append(asked)
        listed = self.pages.get(asked.path, [self.otherwise])
        found = listed[min(before, len(listed) - 1)]
        return found if isinstance(found, Answer) else found(asked)

    def hang(self, _: Asked) -> Answer:
        """Say nothing until the test is over."""
        self.over.wait(20)
        return Answer()


@contextmanager
def vendor() -> Iterator[Vendor]:
    """Serve on loopback while the block runs."""
    made = Vendor()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = made.answer(Asked(self.command, self.path, headers, self.rfile.read(length)))
            self.send_response(answer.status)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.content) + answer.cut))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = respond  # noqa: N815 - the names that the library looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Log nothing."""

        def handle(self) -> None:
            # The client may have gone, as some tests want it to.
            with suppress(OSError):
                super().handle()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.base_url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.over.set()
            server.shutdown()
            thread.join(5)


@define
class Clock:
    """Clocks whose sleeps pass at once and are kept."""

    slept: list[float] = field(factory=list)
    seconds: float = 1_700_000_000.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def time(self) -> Time:
        return Time(sleep=self.sleep, now=lambda: self.seconds, wall=lambda: self.seconds)


def as_html(text: str) -> str:
    """Draw a text as a page: a block for each line, as an editor of documentation does it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    lines = "".join(f"<div><span>{line}</span></div>\n" for line in escaped.split("\n") if line.strip())
    return f"<!doctype html><html><head><title>x</title><style>p {{}}</style></head><body>{lines}</body></html>"
