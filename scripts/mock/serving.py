"""Serving: the service on a socket, in a thread of its own or until interrupted."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from scripts.failures import UNUSABLE, Failure
from scripts.mock.description import load_description
from scripts.mock.gate import Gate
from scripts.mock.line import LineProtocol
from scripts.mock.service import Service
from scripts.recordings import recordings

ROOT: Final = Path(__file__).resolve().parents[2]
DESCRIPTION: Final = ROOT / "generated" / "openapi.json"
SPEC: Final = ROOT / "spec"
PATIENCE: Final = 10.0
"""Seconds that a thread may take to start or to stop; both take about a tenth of one."""

ACCESS_LOG: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"uvicorn.access": {"handlers": ["stream"], "level": "INFO", "propagate": False}},
}
"""One line a request on standard error, and no other noise. Headers, and so the key, are never logged."""


class _Server(uvicorn.Server):
    """A server that says when it serves, so that nobody has to ask again and again, and that has a gate."""

    def __init__(self, config: uvicorn.Config, gate: Gate) -> None:
        super().__init__(config)
        self.settled = threading.Event()
        self.gate = gate

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self.gate.attach(self)
        self.lifespan.state["gate"] = self.gate
        self.settled.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        self.gate.forget()
        await super().shutdown(sockets)


def embedded(**options: Any) -> Service:
    """Make the service of the generated description and the recordings; `options` are those of `Service`."""
    return Service(load_description(DESCRIPTION), recordings(SPEC), **options)


@contextmanager
def serving(
    app: ASGIApp | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    faults: Iterable[str] = (),
    gate: Gate | None = None,
) -> Iterator[str]:
    """Serve in a thread while the block runs, and give the base URL, which has no trailing slash.

    Without `app`, serves the generated description and the recordings, with `faults`. Port 0 takes a free one. With
    `gate.closed()` connections are refused. Raises `Failure` when the address cannot be had, the description cannot be
    served, or there is no such fault.
    """
    application = app or embedded(faults=faults).app()
    with listening(host, port) as listener:
        address = base_url(listener)
        server = _Server(_config(application), gate or Gate())
        thread = threading.Thread(target=_run, args=(server, listener), name="embedded service", daemon=True)
        thread.start()
        server.settled.wait(PATIENCE)
        if not server.started:
            raise Failure("the embedded service did not start", address, cure="serve it with `make mock` to see why")
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def serve(app: ASGIApp, listener: socket.socket, *, quiet: bool = False) -> None:
    """Serve until interrupted; every request is logged as one line on standard error, unless `quiet`."""
    config = _config(app, log_config=None if quiet else ACCESS_LOG, access_log=not quiet)
    # The server finishes what it does and then passes the interrupt on, which is the way to end it.
    with suppress(KeyboardInterrupt):
        _Server(config, Gate()).run([listener])


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Open a listening socket. Raises `Failure`, exit code 2, when the address cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
        # Else each answer on a kept connection waits for the client's delayed acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        # Python repeats the address in the system's own words.
        cause = (error.strerror or str(error)).partition(" (while")[0]
        cure = "choose another port with --port (0 takes a free one), or another --host"
        raise Failure(
            f"the service cannot listen on {host} port {port}", cause=cause, cure=cure, exit_code=UNUSABLE
        ) from None
    with listener:
        yield listener


def base_url(listener: socket.socket) -> str:
    """Return the address that reaches a listening socket from this machine."""
    host, port = listener.getsockname()[:2]
    # To listen on all addresses is to listen on this one too, and the key goes to no other host unencrypted.
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not listened on
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _config(app: ASGIApp, *, log_config: dict[str, Any] | None = None, access_log: bool = False) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=log_config,
        log_level=None if log_config else "critical",
        access_log=access_log,
        lifespan="off",
        loop="asyncio",
        http=LineProtocol,
        ws="none",
        timeout_graceful_shutdown=1,
    )


def _run(server: _Server, listener: socket.socket) -> None:
    try:
        server.run([listener])
    finally:
        # However it ended, nobody is to wait for it any longer.
        server.settled.set()
