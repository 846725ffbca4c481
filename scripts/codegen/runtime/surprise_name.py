"""What of an unknown field's name may be told: the names of fields, and no data that an answer uses as names."""

from __future__ import annotations

import re

MOST = 16
"""How many unknown names are told of one place; where there are more, they are data."""

_LONGEST = 40
_FIRST = "[A-Za-z]+(?:[0-9]{1,3}[A-Za-z]*)?"
_NAME = re.compile(rf"[_$@]*{_FIRST}(?:[_-]+(?:{_FIRST}|[0-9]{{1,2}}|[0-9]{{1,3}}[A-Za-z]+))*_*")


def is_name(text: str) -> bool:
    """Whether a text looks like the name of a field, and not like an id, a key, a number, a date, an address or prose.

    A name is a few ASCII words with `_` or `-` between them, each with one run of at most three digits: `fps`,
    `errMsg`, `sha256`, `url_720p`; but not `5f4dcc3b5aa7`, `task-20260101`, `a@b.example`, `two words` or a long text.
    """
    return len(text) <= _LONGEST and _NAME.fullmatch(text) is not None
