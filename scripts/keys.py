"""Keys: what looks like one in a text, and how it is taken out before anything is stored."""

import re
from collections.abc import Iterator
from typing import Final

REDACTED: Final = "sk-REDACTED"
"""What stands where a key stood."""

PATTERN: Final = re.compile(
    r"""
    \b(?P<own>(?:sk|SK)-(?!REDACTED\b)[A-Za-z0-9_-]{8,})            # the vendor's keys, and those of many others
    | \b(?:ghp|gho|glpat|xox[bap])[_-][A-Za-z0-9-]{10,}
    | \bAKIA[0-9A-Z]{16}\b
    | \beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}   # tokens of three parts
    | -----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----
    | (?i:bearer)[ ]+(?!\{\{|<|"|'|\\|sk-REDACTED|\*|\{)(?P<bearer>[A-Za-z0-9._~+/-]{20,}=*)
    """,
    re.VERBOSE,
)


def find_keys(text: str) -> Iterator[int]:
    """Yield the offset of everything in a text that looks like a key."""
    yield from (match.start() for match in PATTERN.finditer(text))


def holds_key(text: str) -> bool:
    """Tell whether anything in a text looks like a key."""
    return next(find_keys(text), None) is not None


def scrub(text: str) -> str:
    """Replace everything in a text that looks like a key by `REDACTED`."""
    return PATTERN.sub(_redacted, text)


def _redacted(match: re.Match[str]) -> str:
    bearer = match.group("bearer")
    return match.group().replace(bearer, REDACTED) if bearer else REDACTED
