"""The vendor's catalogue: from its whole answer, in whatever it wraps its rows, to the rows of products we describe."""

import json
from collections.abc import Iterator
from typing import Any, Final

from scripts.failures import Failure
from scripts.values import Json
from scripts.watch.sources import Known

# What the stored catalogue has of a row. The others change daily, and nobody asks them anything.
_ROW: Final = ("id", "name", "tag", "alias_name", "definition", "created_on", "modified_on")
_DEFINITION: Final = ("url", "link", "title", "method", "stability")
_DEEPEST: Final = 100


def reduced(text: str, known: Known) -> str:
    """Write the rows of our products as the stored catalogue has them, in the order of their ids.

    Raises `Failure` when the answer is no JSON, has no product at all, or none of ours.
    """
    rows = list(_rows(_parsed(text), 0))
    if not rows:
        raise Failure("there is no catalogue", cause="no object in the answer has a list `definition`")
    ours = [_cut(row) for row in rows if any(_is_ours(one, known) for one in row["definition"])]
    if not ours:
        cause = f"of its {len(rows)} products none has an operation of the description"
        raise Failure("the catalogue has no product of ours", cause=cause)
    unique = {json.dumps(row, sort_keys=True): row for row in ours}
    return json.dumps(sorted(unique.values(), key=_place), indent=1, ensure_ascii=False) + "\n"


def _parsed(text: str) -> Json:
    try:
        found: Json = json.loads(text.removeprefix("\ufeff"))
    except ValueError as error:
        raise Failure("there is no catalogue", cause=f"the answer is not JSON: {error}") from None
    except RecursionError:
        raise Failure("there is no catalogue", cause="the answer nests too deeply") from None
    return found


def _rows(value: Json, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        definitions = value.get("definition")
        if isinstance(definitions, list) and all(isinstance(one, dict) for one in definitions):
            yield value
            return
        for inner in value.values():
            yield from _rows(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _rows(inner, depth + 1)
    elif isinstance(value, str) and '"definition"' in value:
        # Some caches wrap JSON as a text of JSON.
        try:
            yield from _rows(json.loads(value), depth + 1)
        except (ValueError, RecursionError):
            return


def _is_ours(definition: dict[str, Any], known: Known) -> bool:
    link, method, url = (_text(definition.get(name)) for name in ("link", "method", "url"))
    return link in known.links or (method.upper(), url) in known.addresses


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in _ROW if name in row}
    definitions = [{name: one[name] for name in _DEFINITION if name in one} for one in row["definition"]]
    return kept | {"definition": definitions}


def _place(row: dict[str, Any]) -> tuple[float, str]:
    number = row.get("id")
    return (number if isinstance(number, int | float) else float("inf"), str(number))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
