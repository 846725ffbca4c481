"""Templates: JSON with placeholders, filled with what a request said.

A placeholder is `{source:pointer}`, `source` being a name of the scope and the JSON pointer leading into its value;
`{file:name}` is the address of a file of this service, and `{body:/start|srt}` writes seconds as an SRT time. A text
that is one placeholder and nothing else becomes the value itself, whatever its type. What points at nothing leaves out
the field or the item that it stands for. `{"$each": "source:pointer", "$item": template}` makes a list: one template
for each item, which finds the item in `item` and its number, from 1, in `number`.
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from scripts.mock.shape import sequence, text
from scripts.pointers import resolve
from scripts.values import Json

PLACEHOLDER: Final = re.compile(r"\{(\w+):([^{}|]*)(?:\|(srt))?\}")
LAST_SRT: Final = 359_999_999
"""Milliseconds of 99:59:59,999, the last time that SRT can write."""


@frozen
class Scope:
    """What placeholders find: the values by source, and the address below which files are served."""

    values: Mapping[str, Json]
    files: str = ""


def fill(template: Json, scope: Scope) -> Json:
    """Fill a template. Raises `LookupError` when it is one placeholder as a whole and points at nothing."""
    if isinstance(template, str):
        return _text(template, scope)
    if isinstance(template, list):
        return [value for item in template for value in _filled(item, scope)]
    if isinstance(template, dict):
        if "$each" in template:
            return _each(text(template["$each"]), template.get("$item"), scope)
        return {name: value for name, item in template.items() for value in _filled(item, scope)}
    return template


def srt_time(seconds: float) -> str:
    """Write seconds as SRT does: `00:00:00,521`."""
    # Cut to the range before the product, which would be infinite for the largest numbers.
    milliseconds = min(round(min(max(seconds, 0), LAST_SRT) * 1000), LAST_SRT)
    rest, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(rest, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02},{thousandths:03}"


def _filled(template: Json, scope: Scope) -> list[Json]:
    """Fill a template into a list of one value, or of none when it points at nothing."""
    try:
        return [fill(template, scope)]
    except LookupError:
        return []


def _text(template: str, scope: Scope) -> Json:
    whole = PLACEHOLDER.fullmatch(template)
    if whole:
        return _value(whole, scope)
    return PLACEHOLDER.sub(lambda match: _inserted(match, scope), template)


def _inserted(match: re.Match[str], scope: Scope) -> str:
    try:
        return str(_value(match, scope))
    except LookupError:
        return ""


def _value(match: re.Match[str], scope: Scope) -> Json:
    source, pointer, form = match.groups()
    if source == "file":
        return scope.files + str(pointer)
    value = resolve(scope.values[source], pointer)
    return srt_time(value) if form and isinstance(value, int | float) else value


def _each(where: str, template: Json, scope: Scope) -> list[Json]:
    source, _, pointer = where.partition(":")
    try:
        items = sequence(resolve(scope.values[source], pointer))
    except LookupError:
        items = []
    scopes = (
        evolve(scope, values={**scope.values, "item": item, "number": number})
        for number, item in enumerate(items, start=1)
    )
    return [value for inner in scopes for value in _filled(template, inner)]
