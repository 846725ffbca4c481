"""The key: where it comes from, where it may go, and how it is kept out of everything that is stored or told."""

import os
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from scripts.failures import UNUSABLE, Failure
from scripts.keys import REDACTED, scrub
from scripts.values import Json
from scripts.watch.net import is_loopback

KEY_VARIABLES: Final = ("AI302_API_KEY", "AI302_KEY")
"""Where the client looks for the key, in its order."""

BASE_URL_VARIABLE: Final = "AI302_BASE_URL"
# No key is so short, and a made-up one such as `x` would take every x out of an answer.
_SHORTEST: Final = 8


def key_of(environment: Mapping[str, str] = os.environ) -> str:
    """Return the key of the environment. Raises `Failure`, exit code 2, without one, and never shows it."""
    for name in KEY_VARIABLES:
        key = environment.get(name, "").strip()
        if key and not all("!" <= character <= "~" for character in key):
            cause = "it contains a blank or a character outside ASCII"
            cure = "set the key alone, as the service shows it, without the word Bearer"
            raise Failure(f"{name} holds no key", cause=cause, cure=cure, exit_code=UNUSABLE)
        if key:
            return key
    cause = f"neither {' nor '.join(KEY_VARIABLES)} is set"
    raise Failure("there is no API key", cause=cause, cure=f"export {KEY_VARIABLES[0]}=...", exit_code=UNUSABLE)


def base_url_of(given: str | None, otherwise: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the service's address: the one given, else that of the environment, else the description's.

    It has no trailing slash. Raises `Failure`, exit code 2, for what is none, or would send the key unencrypted.
    """
    url = given if given is not None else environment.get(BASE_URL_VARIABLE, "").strip() or otherwise
    fault = _fault(url)
    if fault:
        # The address itself may hold a password, and so is not shown.
        cure = "give an address such as https://api.302.ai"
        raise Failure("the base URL is unusable", cause=fault, cure=cure, exit_code=UNUSABLE)
    return url.rstrip("/")


def origin(url: str) -> str:
    """Return host and port of an address, as recordings and messages name it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def scrubbed(value: Json, key: str) -> Json:
    """Return a value in which no text, and no name of a field, holds the key or anything that looks like one."""
    if isinstance(value, str):
        return scrubbed_text(value, key)
    if isinstance(value, dict):
        return {scrubbed_text(name, key): scrubbed(item, key) for name, item in value.items()}
    return [scrubbed(item, key) for item in value] if isinstance(value, list) else value


def scrubbed_text(text: str, key: str) -> str:
    """Take the key, as it is and as it stands in an address, out of a text, and whatever looks like one."""
    if len(key) >= _SHORTEST:
        for form in (key, quote(key, safe=""), quote(key)):
            text = text.replace(form, REDACTED)
    return scrub(text)


def _fault(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not host or not all("!" <= character <= "~" for character in url):
        return "it is no web address with a host"
    if "@" in parts.netloc or parts.query or parts.fragment:
        return "it holds a user, a query or a fragment"
    if parts.scheme == "http" and not is_loopback(host):
        return "it is http, which would send the key unencrypted; http is for this machine alone"
    return None
