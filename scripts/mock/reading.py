"""Reading requests: the key, the parameters and the body, each judged by the description."""

import json
import math
from typing import Final

from starlette.requests import Request

from scripts.mock.description import JSON_TYPE, Operation, Parameter
from scripts.mock.refusals import RefusalError
from scripts.mock.schemas import Schemas
from scripts.mock.shape import Object
from scripts.values import Json

NOT_TEXT: Final = ("integer", "number", "boolean")


def check_key(operation: Operation, request: Request) -> None:
    """Take any key that is one. Raises `RefusalError` when there is none and the operation needs one."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if operation.needs_key and (scheme.lower() != "bearer" or not key.strip()):
        raise RefusalError("key")


def read_parameters(operation: Operation, request: Request, schemas: Schemas) -> Object:
    """Return the parameters by name. Raises `RefusalError` when one is missing or does not fit its schema."""
    found = {}
    for parameter in operation.parameters:
        given = _given(parameter, request)
        if given is not None:
            found[parameter.name] = value = _typed(given, schemas.type_at(parameter.schema))
            fault = schemas.fault(parameter.schema, value)
            if fault:
                raise RefusalError("request", f"{parameter.place} parameter {parameter.name}: {fault}")
        elif parameter.required:
            raise RefusalError("request", f"{parameter.place} parameter {parameter.name} is missing")
    return found


async def read_body(operation: Operation, request: Request, schemas: Schemas) -> Json:
    """Return the JSON body. Raises `RefusalError` when it is missing, is no JSON, or does not fit its schema."""
    raw = await request.body()
    if operation.body is None or not (raw or operation.body_required):
        return None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON_TYPE:
        raise RefusalError("request", f"the body must be {JSON_TYPE}, not {kind or 'of an unnamed type'}")
    try:
        value = _parsed(raw)
        fault = schemas.fault(operation.body, value)
    except (ValueError, RecursionError) as error:
        raise RefusalError("request", f"the body is not JSON: {error}") from None
    if fault:
        raise RefusalError("request", f"body {fault}")
    return value


def _given(parameter: Parameter, request: Request) -> str | None:
    if parameter.place == "path":
        return str(request.path_params[parameter.name])
    places = {"query": request.query_params, "header": request.headers, "cookie": request.cookies}
    return places[parameter.place].get(parameter.name)


def _typed(given: str, kind: Json) -> Json:
    """Read the text of a parameter as the type that its schema asks for, where it is of that type."""
    if kind not in NOT_TEXT:
        return given
    try:
        return _parsed(given.encode())
    except ValueError:
        return given


def _parsed(raw: bytes) -> Json:
    value: Json = json.loads(raw.decode(), parse_constant=_refused, parse_float=_finite)
    # A lone half of a surrogate pair passes as an escape, and could not be written back as UTF-8.
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _refused(number)


def _refused(number: str) -> float:
    # Python reads NaN and Infinity, and overflows to them; JSON does not have them.
    message = f"{number[:40]} is not a number that JSON can hold"
    raise ValueError(message)
