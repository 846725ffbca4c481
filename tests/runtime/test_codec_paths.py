"""The paths of the codec mean the same: the compiled and the fast one do what the plain one does, errors included."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime import fast
from scripts.codegen.runtime.codec import PATHS
from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.encode_error import EncodeError
from scripts.codegen.runtime.model import Model
from tests.runtime.codec_cases import MODELS, anything, facts, model_classes, objects, state, usual_objects
from tests.runtime.codec_models import Everything, Failure, Result, Segment, Task, Transcript, Word

some_model = st.sampled_from(MODELS)
pytestmark = pytest.mark.skipif(not fast.available(), reason="compares with msgspec, which is not installed")


def _decoded(path: str, cls: type[Model], body: bytes) -> object:
    try:
        return state(PATHS[path].decode(cls, body))
    except DecodeError as error:
        return facts(error)


def _agree(cls: type[Model], body: bytes) -> None:
    plain = _decoded("plain", cls, body)
    assert _decoded("compiled", cls, body) == plain
    assert _decoded("fast", cls, body) == plain


def _objects(cls: type[Model]) -> st.SearchStrategy[tuple[type[Model], Any]]:
    return st.tuples(st.just(cls), st.one_of(usual_objects(cls), objects(cls)))


@settings(deadline=None, max_examples=60)
@given(case=some_model.flatmap(_objects))
def test_paths_agree_on_answers_that_fit(case: tuple[type[Model], Any]) -> None:
    _agree(case[0], json.dumps(case[1]).encode())


@settings(deadline=None, max_examples=30)
@given(case=model_classes().flatmap(_objects))
def test_paths_agree_for_models_of_any_form(case: tuple[type[Model], Any]) -> None:
    _agree(case[0], json.dumps(case[1], ensure_ascii=False).encode())


@settings(deadline=None, max_examples=60)
@given(cls=some_model, data=st.data())
def test_paths_agree_on_answers_with_one_value_of_any_type(cls: type[Model], data: st.DataObject) -> None:
    answer: Any = data.draw(objects(cls))
    place = answer
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(anything)
            break
        place = place[key]
    _agree(cls, json.dumps(answer).encode())


@settings(deadline=None, max_examples=60)
@given(cls=some_model, body=st.one_of(st.binary(max_size=20), anything.map(lambda value: json.dumps(value).encode())))
@example(Task, b'{"progress": 1e400}')
@example(Everything, b'{"ratio": 1e400, "count": -0, "text": "\\ud83d\\ude00"}')
@example(Everything, b'{"ratio": -0, "count": 1E2}')
@example(Everything, b'{"text": "\\ud83d"}')
@example(Everything, b'{"text": "\\udc00\\ud83d"}')
@example(Everything, b'{"slice": {"\\ud83d": 1}}')
@example(Everything, b'{"text": "\xed\xa0\x80"}')
@example(Everything, b'{"\xff": 1}')
@example(Everything, b'{"text": "a", "text": null, "text": "b"}')
@example(Everything, b'{"text": 1, "text": "b"}')
@example(Everything, b'{"one": {"word": "a"}, "one": {"start": 1}}')
@example(Everything, b'{"_rest": 1}')
@example(Everything, b'{"audio": null, "odd_name": 5, "odd_name__also_0": 5}')
@example(Everything, b'\xef\xbb\xbf{"text": "a"}')
@example(Everything, b'\xef\xbb\xbf\xef\xbb\xbf{"text": "a"}')
@example(Everything, b'{"text": "a"} \n\t\r')
@example(Everything, b'{"text": "a"}\x00')
@example(Everything, b'{"ratio": 123456789012345678901234567890123456789.5, "count": 12345678901234567890123}')
@example(Everything, b'{"slice": ' + b"9" * 4301 + b"}")
@example(Everything, b'{"slice": ' + b"9" * 4300 + b"}")
@example(Everything, '{"text": "a"}'.encode("utf-16"))
@example(Everything, b'{"slice": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
def test_paths_agree_on_any_bytes(cls: type[Model], body: bytes) -> None:
    _agree(cls, body)


@settings(deadline=None, max_examples=60)
@given(cls=some_model, data=st.data())
def test_paths_agree_on_damaged_answers(cls: type[Model], data: st.DataObject) -> None:
    body = bytearray(json.dumps(data.draw(objects(cls))).encode())
    place = data.draw(st.integers(0, len(body)))
    body[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=2))
    _agree(cls, bytes(body))


ODD_VALUES: list[Model] = [
    Word(start=float("nan")),
    Segment(words=[Word(start=float("inf"))]),
    Task(result=Result(error="\ud83d")),
    Everything(slice={1: 2}),
    Everything(slice=object()),
    Everything(slice=Word(word="a")),
    Everything(slice=[(1, Word(start=2))]),
    Everything(loose=[Word(word="a"), None]),
    Everything(count=9.5),  # type: ignore[arg-type]
    Everything(count=9.0),  # type: ignore[arg-type]
    Everything(count=10**30, flag=True),
    Everything(text=5),  # type: ignore[arg-type]
    Everything(text=b"a"),  # type: ignore[arg-type]
    Everything(one=Failure(message="no")),  # type: ignore[arg-type]
    Everything(either=Failure(message="no"), audio=b"RIFF"),
    Everything(words={"a": Word(word="null")}),
    Transcript(word_segments=[Word(word="a"), None, Word.from_dict({"x": 1})]),  # type: ignore[list-item]
    Transcript(word_segments=(Word(word="a"),)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("value", ODD_VALUES, ids=range(len(ODD_VALUES)))
def test_paths_agree_on_what_cannot_be_written_and_how_all_else_is(value: Model) -> None:
    outcomes = []
    for path in PATHS.values():
        try:
            outcomes.append(state(json.loads(path.encode(value))))
        except EncodeError as error:
            outcomes.append((error.pointer, error.expected, error.found))
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_the_fast_path_reads_and_writes_the_usual_answer_itself() -> None:
    word = {"word": "a", "start": 1, "end": 1.5}
    body = json.dumps(
        {"result": {"subtitile": {"segments": [{"words": [word, {}]}], "word_segments": [word]}}}
    ).encode()
    task = fast.read(Task, body)
    assert state(task) == state(PATHS["plain"].decode(Task, body))
    assert json.loads(fast.write(task) or b"") == json.loads(body)


def test_one_unusual_word_leaves_its_neighbours_to_the_fast_path() -> None:
    transcript = Transcript.from_dict({"word_segments": [{"word": "a"}, {"word": "b", "speaker": 1}]})
    assert json.loads(fast.write(transcript) or b"") == transcript.to_dict()
