"""Where the key comes from: the environment or a file, never an option's value, which every list of processes shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..configuration import KEY_VARIABLES, checked_key
from ..errors import ConfigurationError
from ..secret import Secret

if TYPE_CHECKING:
    from .settings import Settings
    from .world import World

CURE = f"Set the environment variable {' or '.join(KEY_VARIABLES)}, or name a file that holds the key: --key-file FILE"
_MOST = 10_000


def source_of(settings: Settings, world: World) -> str | None:
    """What the key is taken from, such as `AI302_API_KEY`; None if there is none."""
    if settings.key_file is not None:
        return f"the file {settings.key_file}"
    return next((name for name in KEY_VARIABLES if world.variable(name)), None)


def key_of(settings: Settings, world: World) -> Secret:
    """The key, checked. Raises ConfigurationError, which does not show it."""
    source = source_of(settings, world)
    if source is None:
        raise ConfigurationError("the key", "there is none", CURE)
    given = world.environment[source] if settings.key_file is None else _read(Path(settings.key_file).expanduser())
    return Secret(checked_key(source, given))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
        if len(content) > _MOST:
            raise ConfigurationError("--key-file", f"{path} is too large to hold a key", "Name the file of the key")
        return content.decode("utf-8-sig").strip()
    except OSError as error:
        problem = f"{path} cannot be read ({error.strerror or error})"
    except ValueError:
        problem = f"{path} is no text file"
    raise ConfigurationError("--key-file", problem, "Name a file that holds the key and nothing else")
