"""From arguments to one request, checked against the description before anything is sent."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote, urlencode

from attrs import frozen
from jsonschema import Draft202012Validator

from scripts.failures import Failure, choices
from scripts.pointers import pointer_of
from scripts.values import Json, type_of
from scripts.watch.operations import JSON_TYPE, Operation

_MOST_FAULTS: Final = 8


@frozen
class Call:
    """One request, as a recording holds it: `path` with its parameters filled in, `query` not yet encoded."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Json

    @property
    def target(self) -> str:
        """Path and encoded query, as they follow the base URL."""
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path

    @property
    def content(self) -> bytes | None:
        """The body as it is sent."""
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False, allow_nan=False).encode()


def read_argument(operation: Operation, given: str) -> tuple[str, Json]:
    """Read `NAME=VALUE` of the command line: a text where the description allows one, and else JSON.

    Raises `Failure` for what has no `=`, and for what is no JSON where no text is wanted.
    """
    name, equals, text = given.partition("=")
    if not equals or not name:
        raise Failure("an argument is not NAME=VALUE", cause=f"it is {given!r}", cure=_cure(operation, name))
    types = operation.types.get(name, frozenset())
    if name in operation.parameters or "string" in types:
        return name, text
    try:
        value: Json = json.loads(text)
    except ValueError:
        if not types:
            return name, text
        cause = f"the description says {' or '.join(sorted(types))}, and {text!r} is not JSON"
        cure = "write it as JSON, in the quotes of your shell"
        raise Failure(f"the argument `{name}` cannot be read", cause=cause, cure=cure) from None
    return name, value


def make_call(operation: Operation, arguments: Mapping[str, Json], body: Json, components: Json) -> Call:
    """Make the request; arguments that are fields of the body are put into it, over those of `body`.

    Raises `Failure` for unknown, missing and wrong arguments; nothing has been sent then.
    """
    unknown = [name for name in arguments if name not in operation.takes]
    if unknown:
        what = f"`{operation.id}` has no argument `{unknown[0]}`"
        raise Failure(what, cure=choices(unknown[0], operation.takes, "arguments"))
    outside = {name: _text(name, value) for name, value in arguments.items() if name in operation.parameters}
    fields = {name: value for name, value in arguments.items() if name not in operation.parameters}
    whole = _whole(operation, fields, body)
    _check_missing(operation, outside, whole)
    _check_body(operation, whole, components)
    placed = {place: _placed(operation, outside, place) for place in ("path", "query", "header")}
    headers = placed["header"] | ({} if whole is None else {"Content-Type": JSON_TYPE})
    return Call(operation.method, _filled(operation.path, placed["path"]), placed["query"], headers, whole)


def _whole(operation: Operation, fields: dict[str, Json], body: Json) -> Json:
    if operation.body is None:
        if body is not None:
            raise Failure(f"`{operation.id}` takes no body", cure=_cure(operation, ""))
        return None
    if body is not None and not isinstance(body, dict):
        if fields:
            cause = f"the body is no object but {type_of(body)}, and `{next(iter(fields))}` would be a field of it"
            raise Failure("a body and an argument contradict each other", cause=cause)
        return body
    return {**(body or {}), **fields}


def _check_missing(operation: Operation, outside: Mapping[str, str], whole: Json) -> None:
    missing = [name for name, one in operation.parameters.items() if one.get("required") and name not in outside]
    required: Iterable[str] = (operation.body or {}).get("required", [])
    if isinstance(whole, dict):
        missing += [name for name in required if name not in whole]
    if missing:
        named = ", ".join(f"`{name}`" for name in missing)
        cure = " ".join(f"--argument {name}=..." for name in missing)
        if operation.body is not None:
            cure += "\nor a JSON file with the whole body: --body FILE"
        raise Failure(f"`{operation.id}` needs {named}", cure=cure)


def _check_body(operation: Operation, whole: Json, components: Json) -> None:
    if operation.body is None:
        return
    # The schema's references lead into the components of the description.
    validator = Draft202012Validator({"components": components, **operation.body})
    errors = sorted(validator.iter_errors(whole), key=lambda error: [str(step) for step in error.absolute_path])
    faults = [f"{pointer_of(tuple(one.absolute_path)) or 'the body'}: {one.message[:200]}" for one in errors]
    if faults:
        cause = "\n".join(faults[:_MOST_FAULTS])
        raise Failure(f"the body does not fit `{operation.id}`", cause=cause, cure="nothing was sent; correct it")


def _text(name: str, value: Json) -> str:
    if isinstance(value, dict | list) or value is None:
        raise Failure(f"the argument `{name}` cannot stand in an address", cause=f"it is {type_of(value)}")
    return value if isinstance(value, str) else json.dumps(value)


def _placed(operation: Operation, outside: Mapping[str, str], place: str) -> dict[str, str]:
    cookies = [name for name in outside if operation.parameters[name]["in"] == "cookie"]
    if cookies:
        raise Failure(f"the argument `{cookies[0]}` is a cookie", cause="a recording holds none")
    return {name: value for name, value in outside.items() if operation.parameters[name]["in"] == place}


def _filled(path: str, values: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        value = values[match.group(1)]
        if value.strip() in ("", ".", ".."):
            cause = f"{value!r} would name another path"
            raise Failure(f"the argument `{match.group(1)}` cannot stand in the path", cause=cause)
        return quote(value, safe="")

    return re.sub(r"\{([^/{}]+)\}", fill, path)


def _cure(operation: Operation, name: str) -> str:
    return choices(name, operation.takes, "arguments")
