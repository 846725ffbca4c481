"""What does not fit is one error, with the place, the two types and the body, and nothing else ever escapes."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from scripts.codegen.runtime.codec import PATHS, decode, encode, parse
from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.encode_error import EncodeError
from scripts.codegen.runtime.model import Model
from tests.runtime.codec_models import Everything, Quoted, Task, Tree, Word

MISFITS: list[tuple[type[Model], bytes, str, str, str]] = [
    (Task, b"[]", "", "object", "array"),
    (Task, b"null", "", "object", "null"),
    (Task, b'"text"', "", "object", "string"),
    (Task, b'{"status": 7}', "/status", "string", "integer"),
    (Task, b'{"progress": 9.5}', "/progress", "integer", "number"),
    (Task, b'{"progress": true}', "/progress", "integer", "boolean"),
    (Task, b'{"progress": 1e400}', "/progress", "integer", "number"),
    (Task, b'{"progress": "9"}', "/progress", "integer", "string"),
    (Task, b'{"result": []}', "/result", "object", "array"),
    (Task, b'{"result": {"error": 5}}', "/result/error", "object or string", "integer"),
    (Task, b'{"result": {"error": {"code": "x"}}}', "/result/error/code", "integer", "string"),
    (Task, b'{"result": {"subtitile": 1}}', "/result/subtitile", "object", "integer"),
    (
        Task,
        b'{"result": {"subtitile": {"segments": [{"words": [{}, null, {"start": "0:01"}]}]}}}',
        "/result/subtitile/segments/0/words/2/start",
        "number",
        "string",
    ),
    (Task, b'{"result": {"subtitle": {"segments": [1]}}}', "/result/subtitle/segments/0", "object", "integer"),
    (Everything, b'{"ratio": true}', "/ratio", "number", "boolean"),
    (Everything, b'{"flag": 1}', "/flag", "boolean", "integer"),
    (Everything, b'{"errMsg": {}}', "/errMsg", "string", "object"),
    (Everything, b"{\"a/b~c {d} 'e'\": []}", "/a~1b~0c {d} 'e'", "integer", "array"),
    (Everything, b'{"state": "on"}', "/state", "integer", "string"),
    (Everything, b'{"names": ["a", 1]}', "/names/1", "string", "integer"),
    (Everything, b'{"grid": [[1], [2, "3"]]}', "/grid/1/1", "integer", "string"),
    (Everything, b'{"by_name": {"a/b": "c"}}', "/by_name/a~1b", "number", "string"),
    (Everything, b'{"words": {"a": {"word": 1}}}', "/words/a/word", "string", "integer"),
    (Everything, b'{"many": [{"a": {"word": 1}}]}', "/many/0/a/word", "string", "integer"),
    (Everything, b'{"mixed": 1}', "/mixed", "array, string or boolean", "integer"),
    (Everything, b'{"loose": {}}', "/loose", "array", "object"),
    (Quoted, b'{"a \\"b\\" \\\\": "x"}', '/a "b" \\', "integer", "string"),
    (Quoted, b'{"": "x"}', "/", "integer", "string"),
]

NOT_JSON: list[tuple[bytes, str]] = [
    (b"", "nothing"),
    (b" \r\n", "nothing"),
    (b"\xef\xbb\xbf", "nothing"),
    (b"<!DOCTYPE html><title>502</title>", "HTML"),
    (b"<?xml version='1.0'?><Error/>", "XML"),
    (b"Bad gateway", "text"),
    (b'{"status": "succ', "JSON that is cut off"),
    (b'{"status": ', "JSON that is cut off"),
    (b'{"status": "success"', "JSON that is cut off"),
    (b'{"status": "success"} {}', "malformed JSON"),
    (b"{'status': 1}", "malformed JSON"),
    (b'{"status": "a\nb"}', "malformed JSON"),
    (b'{"status": NaN}', "NaN"),
    (b'{"status": [-Infinity]}', "-Infinity"),
    (b"RIFF\xff\xfe\x00\x00WAVE", "bytes that are not UTF-8"),
    ('{"status": "成功"}'.encode("gb18030"), "bytes that are not UTF-8"),
    ('{"status": "a"}'.encode("utf-16"), "bytes that are not UTF-8"),
    (b'{"status": "\\ud83d"}', "half a character"),
    (b'{"\\udc00": 1}', "half a character"),
    (b'{"a":' * 200_000, "nesting too deep"),
    (b"[" * 200_000 + b"]" * 200_000, "nesting too deep"),
    (b'{"status": ' + b"9" * 5000 + b"}", "an integer too long"),
]

every_path = pytest.mark.parametrize("path", PATHS)


def _error(path: str, cls: type[Model], body: bytes) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        PATHS[path].decode(cls, body)
    return caught.value


@every_path
@pytest.mark.parametrize("case", MISFITS, ids=lambda case: f"{case[2]} {case[4]}")
def test_a_wrong_type_is_told_with_its_place(path: str, case: tuple[type[Model], bytes, str, str, str]) -> None:
    cls, body, pointer, expected, found = case
    error = _error(path, cls, body)
    assert (error.pointer, error.expected, error.found, error.body) == (pointer, expected, found, body)
    assert (error.operation, error.status) == (None, None)
    assert error.__cause__ is error.__context__ is None


@every_path
@pytest.mark.parametrize("case", NOT_JSON, ids=lambda case: f"{case[1]} {len(case[0])}")
def test_a_body_that_is_not_json_is_told_by_what_it_is(path: str, case: tuple[bytes, str]) -> None:
    body, found = case
    error = _error(path, Task, body)
    assert (error.pointer, error.expected, error.found, error.body) == ("", "JSON", found, body)
    assert error.__cause__ is error.__context__ is None


@pytest.mark.parametrize("case", NOT_JSON, ids=lambda case: f"{case[1]} {len(case[0])}")
def test_parse_refuses_the_same(case: tuple[bytes, str]) -> None:
    with pytest.raises(DecodeError) as caught:
        parse(case[0])
    assert caught.value.found == case[1]


@every_path
def test_a_model_nested_too_deep_is_told_too(path: str) -> None:
    body = b'{"children": [' * 450 + b"{}" + b"]}" * 450
    assert _error(path, Tree, body).found == "nesting too deep"
    data: dict[str, Any] = {}
    for _ in range(5000):
        data = {"children": [data]}
    with pytest.raises(DecodeError) as caught:
        Tree.from_dict(data)
    assert caught.value.found == "nesting too deep"


def test_the_message_says_what_where_why_and_what_next_and_shows_a_few_characters_only() -> None:
    error = _error("plain", Task, b'{"progress": "' + b"x" * 10_000 + b'"}')
    assert str(error) == (
        "The answer does not fit its model at /progress: expected integer, found string ('" + "x" * 40 + "'...). "
        "Likely cause: the service changed, or does something that its documentation does not say. The answer stands "
        "unread in `body`; please report this place and the two types."
    )
    assert len(repr(error)) < 500


def test_errors_are_values_that_can_be_compared_and_pickled() -> None:
    error = _error("plain", Task, b'{"progress": []}')
    assert error == _error("fast", Task, b'{"progress": []}')
    assert error != _error("plain", Task, b'{"progress": {}}')
    assert pickle.loads(pickle.dumps(error)) == copy.copy(error) == error  # noqa: S301  # own


@pytest.mark.parametrize("data", [[], None, "text", 5, [("status", "success")]])
def test_from_dict_refuses_what_is_no_object(data: Any) -> None:
    with pytest.raises(DecodeError) as caught:
        Task.from_dict(data)
    assert (caught.value.pointer, caught.value.expected, caught.value.body) == ("", "object", None)


@pytest.mark.parametrize(
    ("value", "pointer", "found"),
    [
        (Everything(count="9"), "/count", "string"),  # type: ignore[arg-type]
        (Everything(flag=1), "/flag", "integer"),  # type: ignore[arg-type]
        (Everything(words={"a": Word(word=b"x")}), "/words/a/word", "bytes"),  # type: ignore[arg-type]
        (Everything(slice=[0, {"a/b": object()}]), "/slice/1/a~1b", "object"),
        ({"voices": [Word(), {1: 2}]}, "/voices/1", "object"),
        ([float("nan")], "/0", "a value without JSON form"),
        (["\ud83d"], "/0", "half a character"),
        ({"times": {1, 2}}, "/times", "set"),
    ],
    ids=range(8),
)
def test_what_json_cannot_say_is_told_before_it_is_sent(value: Any, pointer: str, found: str) -> None:
    with pytest.raises(EncodeError) as caught:
        encode(value)
    assert (caught.value.pointer, caught.value.found) == (pointer, found)


def test_a_list_that_holds_itself_is_told_too() -> None:
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(EncodeError):
        encode({"circle": circle})


def test_a_byte_order_mark_is_no_reason_to_refuse() -> None:
    assert decode(Task, b'\xef\xbb\xbf{"status": "success"}') == Task(status="success")
