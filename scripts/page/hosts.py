"""Hosts: whether an address on a page is one of this service."""

from urllib.parse import urlsplit

from scripts.page.curl import Curl
from scripts.page.labelling import words
from scripts.page.notes import Notes
from scripts.page.passage import Passage


def is_ours(server: str | None) -> bool:
    """Tell whether a server is one of this service; an address without one may be."""
    if server is None:
        return True
    try:
        host = urlsplit(server).hostname or ""
    except ValueError:
        return False
    return any(host == own or host.endswith(f".{own}") for own in str(words()["hosts"]).split())


def warn_of_hosts(curls: list[Curl], passage: Passage, notes: Notes) -> None:
    """Warn of every curl command that calls another host: the page may be another site's, or the service has moved."""
    for curl in curls:
        if not is_ours(curl.server):
            told = f"the curl command calls {curl.server}, which is no known host of this service"
            notes.warn(passage.number(curl.url_at), told)
