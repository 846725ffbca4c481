"""YAML 1.2 core schema: what a scalar's text means.

`on`, `off`, `yes`, `no` and dates are strings; `0o17` and `0x1f` are numbers; `017` is seventeen. A number that JSON
lacks is refused.
"""

import math
import re
from typing import Final

from scripts.values import Json, type_of

CONSTANTS: Final[dict[str, Json]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER: Final = re.compile(r"[-+]?[0-9]+")
OCTAL: Final = re.compile(r"0o[0-7]+")
HEXADECIMAL: Final = re.compile(r"0x[0-9a-fA-F]+")
FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_FINITE: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
NUMERIC_START: Final = frozenset("+-.0123456789")

TAG: Final = "tag:yaml.org,2002:"
TYPES: Final[dict[str, frozenset[str]]] = {
    TAG + "null": frozenset({"null"}),
    TAG + "bool": frozenset({"boolean"}),
    TAG + "int": frozenset({"number"}),
    TAG + "float": frozenset({"number"}),
}


def plain(text: str) -> Json:
    """Read an untagged scalar without quotes. Raises `ValueError` for a number that JSON cannot hold."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] not in NUMERIC_START:
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    if OCTAL.fullmatch(text) or HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if FLOAT.fullmatch(text):
        return _finite(float(text), text)
    if NOT_FINITE.fullmatch(text):
        raise ValueError(f"JSON has no {text}")
    return text


def tagged(tag: str, text: str) -> Json:
    """Read a scalar with a tag. Raises `ValueError` for a tag that JSON lacks, or a text that does not fit it."""
    if tag in ("!", TAG + "str"):
        return text
    if tag not in TYPES:
        raise ValueError(f"JSON has no {tag.replace(TAG, '!!')}")
    value = plain(text)
    if type_of(value) not in TYPES[tag] or (tag == TAG + "int" and not isinstance(value, int)):
        raise ValueError(f"{text!r} is no {tag.replace(TAG, '!!')}")
    if tag == TAG + "float" and isinstance(value, int):
        return _finite(float(value), text)
    return value


def _finite(number: float, text: str) -> float:
    if not math.isfinite(number):
        raise ValueError(f"the number {text} is too large")
    return number
