"""The parts of reading: types, allowed values, JSON, curl, characters."""

from typing import Any

import pytest

from scripts.page.bounds import read_bounds
from scripts.page.curl import read_curl
from scripts.page.decoding import is_garbled
from scripts.page.enumeration import split, typed_value
from scripts.page.json_block import read_block
from scripts.page.type_names import read_loose_type, read_type, refine

TYPES = {
    "string": "string",
    "integer <int64>": "integer",
    "string <date-time> | null": "string|null",
    "null": "null",
    "array": "array",
    "array[string]": "array[string]",
    "array [string]": "array[string]",
    "array [object {5}]": "array[object]",
    "array [array[integer]]": "array[array[integer]]",
    "object {3}": "object",
    "object (Pet) {3}": "object",
    "enum<string>": "string",
    "enum <integer>": "integer",
    "array[enum<string>]": "array[string]",
    "integer | string": "integer|string",
    "number | integer": "number",
    "anyOf": "anyOf",
    "file": "file",
}


@pytest.mark.parametrize("written", TYPES)
def test_a_type_has_one_normal_form(written: str) -> None:
    found = read_type(written)
    assert found is not None
    assert found.name == TYPES[written]


@pytest.mark.parametrize(
    "text", ["", "String", "a string", "string.", "strings", "object of", "array[", "enum<x>", "s" * 99]
)
def test_prose_is_no_type(text: str) -> None:
    assert read_type(text) is None


LOOSE = {"String": "string", "int": "integer", "Float": "number", "bool": "boolean", "List<String>": "array[string]"}
LOOSE |= {
    "string[]": "array[string]",
    "字符串": "string",
    "对象数组": "array[object]",
    "配列": "array",
    "`Object`": "object",
}


@pytest.mark.parametrize("written", LOOSE)
def test_a_table_may_name_a_type_otherwise(written: str) -> None:
    found = read_loose_type(written)
    assert found is not None
    assert found.name == LOOSE[written]


def test_an_example_completes_a_stated_type_and_never_contradicts_it() -> None:
    assert refine(None, "integer") == "integer"
    assert refine("array", "array[object]") == "array[object]"
    assert refine("string", "integer") == "string"


SPLIT = {
    "queueprocessingsuccessfail": ["queue", "processing", "success", "fail"],
    "PENDINGSTARTEDSUCCESSFAILURE": ["PENDING", "STARTED", "SUCCESS", "FAILURE"],
    "16:99:161:1": ["16:9", "9:16", "1:1"],
    "zhenja": ["zh", "en", "ja"],
    "alloyecho": None,
    "1234": None,
    "successsuccess": None,
    "": None,
}


@pytest.mark.parametrize("text", SPLIT)
def test_glued_values_are_split_only_in_the_one_way_that_known_words_allow(text: str) -> None:
    assert split(text, set()) == SPLIT[text]


def test_the_values_that_an_example_shows_are_known_words() -> None:
    assert split("ttsclone", {"tts", "clone"}) == ["tts", "clone"]
    assert split("aab", {"a", "aa", "ab", "b"}) is None, "a | ab and aa | b"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1", "integer", 1),
        ("1", "string", "1"),
        ("1.5", "anyOf", 1.5),
        ("true", "boolean", True),
        ("null", "anyOf", None),
    ],
)
def test_a_written_value_has_the_type_of_its_field(text: str, kind: str, value: object) -> None:
    assert typed_value(text, kind) == value


BOUNDS: dict[str, Any] = {
    ">= 0 <= 1.5": (0, 1.5),
    ">= 0<= 9": (0, 9),
    "≥ -1": (-1, None),
    ">= 1 characters<= 20 characters": (None, None),
    "> 0": (None, None),
}


@pytest.mark.parametrize("text", BOUNDS)
def test_bounds_are_read_and_lengths_are_none(text: str) -> None:
    found = read_bounds(text)
    assert found is not None
    assert (found.minimum, found.maximum) == BOUNDS[text]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, {"b": ', {"a": [1, {"b": ""}]}),
        ('{"a": 1, // why\n"b": 2,}', {"a": 1, "b": 2}),
        ("{'a': True, 'b': [..., 1]}", {"a": True, "b": [1]}),
        ('{"a": "x', {"a": ""}),
    ],
)
def test_what_is_no_json_still_tells_its_names(text: str, value: object) -> None:
    block = read_block(text, 0, lambda _: 1)
    assert block.fault is not None
    assert block.value == value


@pytest.mark.parametrize(
    "text", ['{"a": 1e999}', '{"a": "\\ud800"}', '{"a": ' + "1" * 5000 + "}", "[" * 500, '{"a": NaN}']
)
def test_what_json_cannot_say_is_a_fault(text: str) -> None:
    assert read_block(text, 0, lambda _: 1).fault is not None


CURLS: dict[str, Any] = {
    "curl --location --request POST 'https://api.302.ai/a' \\\n--data-raw '{\"x\": 1}'{\"y\": 2}": (
        "POST",
        "/a",
        '{"x": 1}',
    ),
    "curl 'https://api.302.ai/a?b=1'\nmore": ("GET", "/a", None),
    'curl -X PUT "https://api.302.ai/a" -H "A: b" -d "{\\"x\\": 1}"': ("PUT", "/a", '{"x": 1}'),
    "curl https://api.302.ai/a -d 'it'\\''s'": ("POST", "/a", "it's"),
    "curl --location 'https://api.302.ai/a'\n--header 'B: c'\n--form 'f=@\"x\"'": ("POST", "/a", None),
    "curl -G 'https://api.302.ai/a' -d 'x=1'": ("GET", "/a", "x=1"),
    "curl '{{baseUrl}}/a/{id}'": ("GET", "/a/{id}", None),
}


@pytest.mark.parametrize("text", CURLS)
def test_a_curl_command_is_read_as_a_shell_does(text: str) -> None:
    curl = read_curl(text, 0)
    assert (curl.method, curl.path, curl.data) == CURLS[text]
    assert curl.complete


def test_a_curl_command_that_is_cut_says_so() -> None:
    assert not read_curl("curl 'https://api.302.ai/a' -d '{\"x\": ", 0).complete


@pytest.mark.parametrize(
    "text", ["ä»»åŠ¡", "任务状态".encode().decode("latin-1"), "任务状态".encode().decode("gb18030", "ignore")]
)
def test_mojibake_is_recognised(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    ["任务状态\uff0c可以为空", "café", "音声を読み上げる", "“quoted” \u2013 dash", "🟢200成功", "±÷", "naïve Ärger"],
)
def test_prose_of_any_language_is_no_mojibake(text: str) -> None:
    assert not is_garbled(text)
