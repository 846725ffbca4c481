"""The clients and the ledger of one command, opened when they are needed and closed with it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from ..ledger_error import LedgerError
from .handles import configured
from .keys import key_of
from .places import place_of

if TYPE_CHECKING:
    from ..ledger import Ledger
    from .command import Program
    from .screen import Screen
    from .settings import Settings
    from .world import World


class Session:
    """A context. Raises ConfigurationError and LedgerError where something cannot be opened."""

    def __init__(self, program: Program, world: World, settings: Settings, screen: Screen) -> None:
        self.place = place_of(settings, world)
        self._program = program
        self._world = world
        self._settings = settings
        self._screen = screen
        self._open = ExitStack()
        self._clients: dict[str, Any] = {}
        self._ledger: Ledger | None = None
        self._looked = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def client(self, host: str | None = None, *, creates: bool = False) -> Any:
        """The client for a host, else for the configured one. `creates`: without its ledger nothing may be paid for."""
        host = host or configured(self._program, self._settings, self._world)
        if host not in self._clients:
            key = key_of(self._settings, self._world)
            self._screen.hide(key)
            make = self._world.client or self._program.client
            settings = self._settings
            made = make(
                api_key=key.reveal(),
                base_url=host,
                timeout=settings.request_timeout,
                retries=settings.retries,
                ledger=self.ledger() if creates else self.known_ledger(),
                clock=self._world.clock,
            )
            self._clients[host] = self._open.enter_context(made)
        return self._clients[host]

    def ledger(self) -> Ledger | None:
        """The ledger, made if it is missing; None if none is wanted."""
        if self._ledger is None and self.place is not None:
            self._ledger = self._open.enter_context(self.place.open(self._world))
        return self._ledger

    def known_ledger(self) -> Ledger | None:
        """The ledger if there is one that can be used: what only waits does not fail for the want of it."""
        if self._ledger is None and self.place is not None and not self._looked:
            self._looked = True
            try:
                found = self.place.existing(self._world)
            except LedgerError as error:
                self._screen.warn(f"{error} Going on without it.")
                return None
            self._ledger = None if found is None else self._open.enter_context(found)
        return self._ledger
