"""Where the ledger is: named by an option or the environment, else in the folder of this user's state."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from ..errors import ConfigurationError
from ..ledger_error import of_system

if TYPE_CHECKING:
    from ..ledger import Ledger
    from .settings import Settings
    from .world import World

LEDGER_VARIABLE = "SPEECH302_LEDGER"
FILE = "tasks.sqlite"


@attrs.frozen
class Place:
    """The file of the ledger. `named`: somebody chose it, so that its folder is not made, and its name is repeated."""

    path: Path
    named: bool

    def open(self, world: World) -> Ledger:
        """The ledger, made if it is missing. Raises LedgerError."""
        from ..ledger import Ledger  # sqlite3 is slow to import

        if not self.named:
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise of_system(error, self.path) from None
        return Ledger(self.path, clock=world.clock)

    def existing(self, world: World) -> Ledger | None:
        """The ledger if there is one. Raises LedgerError."""
        try:
            there = self.path.exists()
        except OSError as error:
            raise of_system(error, self.path) from None
        return self.open(world) if there else None

    def words(self) -> list[str]:
        """The option that names it in a command that goes on."""
        return ["--ledger", str(self.path)] if self.named else []


def place_of(settings: Settings, world: World) -> Place | None:
    """Where the ledger is; None if none is wanted. Raises ConfigurationError if there is no home to have it in."""
    if settings.no_ledger:
        return None
    named = settings.ledger or world.variable(LEDGER_VARIABLE)
    try:
        if named:
            return Place(Path(named).expanduser().absolute(), named=True)
        return Place(state_folder(world) / FILE, named=False)
    except (OSError, RuntimeError) as error:
        cure = "Name a file with --ledger FILE, or go without: --no-ledger"
        raise ConfigurationError("--ledger", f"it cannot be placed ({error})", cure) from None


def state_folder(world: World) -> Path:
    """The folder of this program's state, by the custom of the system."""
    home = Path(world.variable("HOME") or Path.home())
    if state := world.variable("XDG_STATE_HOME"):
        return Path(state) / "speech302"
    if sys.platform == "win32":
        return Path(world.variable("LOCALAPPDATA") or home / "AppData" / "Local") / "speech302"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "speech302"
    return home / ".local" / "state" / "speech302"
