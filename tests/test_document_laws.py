"""Laws of documents: whatever is written reads back equal, and JSON is read as strictly as by the standard library."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.documents import dump_json, dump_yaml, parse
from scripts.failures import Failure
from scripts.values import Json, same

YAML, JSON = Path("x.yaml"), Path("x.json")

# Text that one reader or the other could take for something else, beside any text at all.
SYNTAX = st.text(alphabet=" \n\t:#'\"-a1.\\?|>&*%~xe_,[]{}=<\u2028\xa0\ufeff\x85\r")
WORD_LIST = """
    null ~ y n yes No ON off true = << 1_000 0x1f 0o7 017 1:30 2001-01-01 .inf .NaN - -- --- ... . ? : !x a:b -1 +1 1e3
    .5 5. 1.1.0 a: #b
"""
WORDS = st.sampled_from(WORD_LIST.split())
LONG = st.text(alphabet="ab :", min_size=100, max_size=260)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
PRIMITIVES = st.none() | st.booleans() | st.integers() | FLOATS | st.text() | SYNTAX | WORDS | LONG
KEYS = st.text() | SYNTAX | WORDS | st.text(alphabet="ab ", min_size=390, max_size=420)
VALUES: st.SearchStrategy[Json] = st.recursive(
    PRIMITIVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12
)


@settings(deadline=None)
@given(VALUES)
def test_yaml_round_trips(value: Json) -> None:
    """What dump_yaml writes, parse reads back equal, and so does a YAML 1.1 reader."""
    text = dump_yaml(value)
    assert text.endswith("\n")
    assert same(parse(text, YAML).data, value)
    assert same(yaml.safe_load(text), value)


@settings(deadline=None)
@given(VALUES)
def test_json_round_trips(value: Json) -> None:
    """What dump_json or the standard library writes, parse reads back equal."""
    assert same(parse(dump_json(value), JSON).data, value)
    assert same(parse(json.dumps(value), JSON).data, value)


@settings(deadline=None)
@given(st.text(alphabet='{}[],:"0123456789.eE+-truefalsn \n\\u'))
def test_json_is_read_as_strictly_as_the_standard_library_reads_it(text: str) -> None:
    """Parsing takes what json.loads takes, less duplicate names and numbers without end, and nothing else."""
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(Failure):
            parse(text, JSON)
        return
    # json.loads lets pass what this reader is stricter about.
    twice = "is written twice in one object" in outcome(text)
    assert twice or "the number is too large" in outcome(text) or same(parse(text, JSON).data, expected)


def outcome(text: str) -> str:
    try:
        parse(text, JSON)
    except Failure as failure:
        return str(failure)
    return ""
