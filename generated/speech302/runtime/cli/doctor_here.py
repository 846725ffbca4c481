"""What the doctor checks on this machine: key, proxy, certificates, packages and ledger."""

from __future__ import annotations

import os
import stat
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..ledger_error import LedgerError
from .doctor_check import Check
from .keys import key_of, source_of
from .places import place_of

if TYPE_CHECKING:
    from .places import Place
    from .run import Run

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
NEEDED = ("attrs", "httpx", "typer", "rich")
EXTRAS = {
    "fast": ("msgspec", "sniffio"),
    "aiohttp": ("aiohttp",),
    "subtitles": ("pysubs2",),
    "opentelemetry": ("opentelemetry-api",),
}


def key(run: Run) -> Check:
    """Whether there is a key that can be sent; it is not shown."""
    try:
        run.screen.hide(key_of(run.settings, run.world))
    except ConfigurationError as error:
        return Check("key", "wrong", f"{error.setting}: {error.problem}", error.cure)
    source = source_of(run.settings, run.world)
    if run.settings.key_file is not None and _readable_by_others(Path(run.settings.key_file).expanduser()):
        return Check("key", "warning", f"{source} can be read by others", f"chmod 600 {run.settings.key_file}")
    return Check("key", "ok", f"taken from {source}")


def _readable_by_others(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def proxy(run: Run) -> Check:
    """The proxies of the environment, without what they need to log in."""
    named = {name: run.world.variable(name) or run.world.variable(name.lower()) for name in _PROXIES}
    found = {name: value for name, value in named.items() if value}
    if not found:
        return Check("proxy", "ok", "none")
    listed = ", ".join(f"{name}={_without_login(value)}" for name, value in found.items())
    if besides := run.world.variable("NO_PROXY") or run.world.variable("no_proxy"):
        listed += f", except for {besides}"
    for name, value in found.items():
        scheme = _scheme(value)
        if scheme not in ("http", "https", "socks5", "socks5h"):
            return Check("proxy", "wrong", listed, f"Give {name} as http://HOST:PORT")
        if scheme.startswith("socks") and find_spec("socksio") is None:
            return Check("proxy", "wrong", listed, "Install what SOCKS needs: pip install 'httpx[socks]'")
    return Check("proxy", "ok", listed)


def _scheme(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return parts.scheme.lower() if parts.hostname and parts.port != 0 else ""
    except ValueError:
        return ""


def _without_login(address: str) -> str:
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{'***@' if '@' in rest else ''}{rest.rpartition('@')[2]}"


def certificates(run: Run) -> Check | None:
    """Whether the certificates that the environment names are there; None if it names none."""
    found = {name: run.world.variable(name) for name in _CERTIFICATES if run.world.variable(name)}
    for name, value in found.items():
        if not Path(value).exists():
            cure = f"Correct or unset {name}"
            return Check("certificates", "wrong", f"{name} names {value}, which does not exist", cure)
    listed = ", ".join(f"{name}={value}" for name, value in found.items())
    return Check("certificates", "ok", listed) if found else None


def packages(run: Run) -> Check:
    """What is installed, and which extras are not."""
    python = ".".join(map(str, sys.version_info[:3]))
    told = [f"{run.program.name} {run.program.version}", f"Python {python}"]
    told += [f"{name} {_version(name) or 'not installed'}" for name in NEEDED]
    there = [f"{extra} ({name} {_version(name)})" for extra, (name, *_) in EXTRAS.items() if _version(name)]
    missing = [extra for extra, (name, *_) in EXTRAS.items() if not _version(name)]
    told.append(f"extras: {', '.join(there) or 'none'}")
    finding = ", ".join(told) + (f"; not installed: {', '.join(missing)}" if missing else "")
    if "subtitles" in missing:
        cure = f"Subtitles cannot be written as srt, vtt or ass: pip install '{run.program.name}[cli]'"
        return Check("packages", "warning", finding, cure)
    return Check("packages", "ok", finding)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def ledger(run: Run) -> Check:
    """Whether the ledger can be written, and by this version."""
    place = place_of(run.settings, run.world)
    if place is None:
        return Check("ledger", "warning", "none is kept", "Leave out --no-ledger, so that no paid task is lost")
    try:
        if not place.path.exists():
            return _to_be_made(place)
        with place.open(run.world) as opened:
            entries, unfinished = len(opened.entries()), len(opened.unfinished())
    except (LedgerError, OSError) as error:
        return Check("ledger", "wrong", str(error).rstrip("."), "Name another one: --ledger FILE")
    cure = f"See {run.program.name} tasks" if unfinished else ""
    return Check("ledger", "ok", f"{place.path}, {entries} entries, {unfinished} unfinished", cure)


def _to_be_made(place: Place) -> Check:
    folder = place.path.parent
    while not place.named and not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if folder.is_dir() and os.access(folder, os.W_OK):
        return Check("ledger", "ok", f"{place.path} is made when a task is created")
    problem = "cannot be written" if folder.exists() else "does not exist"
    return Check("ledger", "wrong", f"{place.path} cannot be made: the folder {folder} {problem}", "Name another one")
