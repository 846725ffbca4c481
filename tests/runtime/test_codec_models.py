"""Models: what a user sees of them."""

from __future__ import annotations

import re
import subprocess
import sys
from enum import StrEnum
from typing import Any

import attrs
import pytest

from scripts.codegen.runtime.codec import PATHS, decode, encode, parse, to_json
from scripts.codegen.runtime.field_table import table_of
from scripts.codegen.runtime.model import Model, model
from tests.runtime.codec_models import Empty, Everything, Failure, Result, Segment, Task, Transcript, Word

every_path = pytest.mark.parametrize("path", PATHS)


def test_models_are_slotted_attrs_classes_whose_fields_are_all_optional_keywords() -> None:
    assert attrs.fields(Word).word.default is None
    assert not hasattr(Word(), "__dict__")
    assert Word(word="a", start=1).start == 1
    with pytest.raises(TypeError):
        Word("a")  # type: ignore[call-arg]


def test_models_are_no_dictionaries_and_have_no_hash() -> None:
    for name in (
        "__getitem__",
        "__setitem__",
        "__contains__",
        "__iter__",
        "__len__",
        "keys",
        "get",
        "additional_properties",
    ):
        assert not hasattr(Word, name)
    with pytest.raises(TypeError):
        hash(Word())


def test_models_are_equal_if_they_are_of_one_class_and_stand_for_the_same_json() -> None:
    assert Word(word="a") == Word.from_dict({"word": "a"})
    assert Word(word="a") != Word.from_dict({"word": "a", "start": None})
    assert Word(word="a") != Word.from_dict({"word": "a", "speaker": 1})
    assert Word() != Segment()
    assert Word() != {}


def test_a_model_shows_what_is_there_and_cuts_what_is_long() -> None:
    word = Word.from_dict({"word": "a", "start": None, "speaker": {"id": 1}})
    assert repr(word) == "Word(word='a', unknown_fields={'speaker': {'id': 1}})"
    assert repr(Transcript(word_segments=[word] * 9000)).endswith("... 9,000 in all])")
    assert len(repr(Task(status="x" * 9000))) < 200
    assert repr(Everything(slice=10**5000)) == "Everything(slice=an integer of 16,610 bits)"


@every_path
def test_unknown_fields_are_kept_and_can_be_read_but_not_changed(path: str) -> None:
    word = PATHS[path].decode(Word, b'{"word": "a", "speaker": {"id": 1}, "_rest": 2, "_kind": 3}')
    assert dict(word.unknown_fields) == {"speaker": {"id": 1}, "_rest": 2, "_kind": 3}
    with pytest.raises(TypeError):
        word.unknown_fields["speaker"] = 2  # type: ignore[index]
    assert dict(Word().unknown_fields) == {}


SPELLINGS: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    ({"subtitle": {}}, {}, {}),
    ({"subtitile": {}}, {}, {}),
    ({"subtitle": {"segments": []}, "subtitile": {}}, {"segments": []}, {"subtitile": {}}),
    ({"subtitle": None, "subtitile": {}}, {}, {}),
    ({"subtitle": {}, "subtitile": None}, {}, {}),
    ({"sub-title": {}, "subtitile": {"segments": []}}, {"segments": []}, {"sub-title": {}}),
    ({"subtitile": None, "sub-title": None}, None, {}),
]


@every_path
@pytest.mark.parametrize("case", SPELLINGS, ids=lambda case: " ".join(case[0]))
def test_the_first_spelling_with_a_value_wins_and_all_come_back(
    path: str, case: tuple[dict[str, Any], Any, dict[str, Any]]
) -> None:
    data, winner, unknown = case
    result = PATHS[path].decode(Result, encode(data))
    assert (result.subtitle and result.subtitle.to_dict()) == winner
    assert dict(result.unknown_fields) == unknown
    assert result.to_dict() == data
    assert parse(PATHS[path].encode(result)) == data


def test_an_edit_stands_where_the_answer_had_the_field() -> None:
    result = Result.from_dict({"subtitile": {}, "video_url": None})
    result.subtitle = Transcript(segments=[])
    result.video_url = "u"
    assert result.to_dict() == {"subtitile": {"segments": []}, "video_url": "u"}
    result.subtitle = None
    assert result.to_dict() == {"video_url": "u"}


def test_a_null_that_came_under_another_spelling_gives_way_to_a_value() -> None:
    result = Result.from_dict({"subtitile": None})
    result.subtitle = Transcript()
    assert result.to_dict() == {"subtitile": {}}


def test_numbers_stay_what_they_are() -> None:
    word = decode(Word, b'{"start": 9, "end": 9.0, "score": 123456789012345678901234567890}')
    assert [type(value) for value in (word.start, word.end, word.score)] == [int, float, int]
    assert type(decode(Task, b'{"progress": 9.0}').progress) is float


def test_values_that_no_enumeration_knows_are_plain_strings_and_numbers() -> None:
    assert decode(Everything, b'{"state": 7}').to_dict() == {"state": 7}
    assert decode(Task, b'{"status": "waiting"}').status == "waiting"


def test_a_named_state_is_written_as_its_value() -> None:
    class Status(StrEnum):
        DONE = "done"

    assert type(Task(status=Status.DONE).to_dict()["status"]) is str
    assert encode(Task(status=Status.DONE)) == b'{"status":"done"}'


def test_what_is_off_the_wire_is_never_written_and_never_read() -> None:
    assert Everything(audio=b"RIFF").to_dict() == {}
    answer = decode(Everything, b'{"audio": "x"}')
    assert answer.audio is None
    assert dict(answer.unknown_fields) == {"audio": "x"}


def test_request_bodies_may_hold_models_tuples_and_named_states() -> None:
    body = {"words": (Word(word="a"), Failure(code=1)), "n": None, "segment": Segment(words=[Word()])}
    expected: dict[str, Any] = {"words": [{"word": "a"}, {"code": 1}], "n": None, "segment": {"words": [{}]}}
    assert to_json(body) == parse(encode(body)) == expected


def test_a_model_without_fields_keeps_everything() -> None:
    assert decode(Empty, b'{"a": 1}').to_dict() == {"a": 1}
    assert decode(Empty, b"{}") == Empty()


@pytest.mark.parametrize("name", ["to_dict", "from_dict", "unknown_fields", "_rest", "_kind"])
def test_names_that_every_model_has_are_refused_as_fields(name: str) -> None:
    with pytest.raises(TypeError, match=re.escape(f"a field named {name}")):
        model(type("Bad", (Model,), {"__annotations__": {name: str}, name: None}))


@pytest.mark.parametrize("annotation", [set[str], bytes, dict[int, str], Word | Segment, list[int] | list[str]])
def test_types_that_json_cannot_tell_are_refused(annotation: Any) -> None:
    bad: type = model(type("Bad", (Model,), {"__annotations__": {"field": annotation | None}, "field": None}))
    with pytest.raises(TypeError):
        table_of(bad)


def test_the_annotations_of_a_model_are_what_they_were() -> None:
    decode(Task, b'{"result": {}}')
    assert Word.__annotations__["start"] == "float | None"


def test_msgspec_is_imported_by_the_first_large_answer_and_not_before() -> None:
    code = (
        "import sys, scripts.codegen.runtime.codec as codec, tests.runtime.codec_models as models\n"
        "assert 'msgspec' not in sys.modules and 'httpx' not in sys.modules\n"
        "codec.decode(models.Word, b'{}')\n"
        "assert 'msgspec' not in sys.modules\n"
        "codec.decode(models.Word, b'{}' + b' ' * codec.LARGE)\n"
        "assert ('msgspec' in sys.modules) is codec.accelerated()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # own code


def test_without_msgspec_everything_works() -> None:
    code = (
        "import sys; sys.modules['msgspec'] = None\n"
        "import scripts.codegen.runtime.codec as codec, tests.runtime.codec_models as models\n"
        "assert not codec.accelerated()\n"
        'word = codec.decode(models.Word, b\'{"word": "a", "x": 1}\')\n'
        'assert codec.encode(word) == b\'{"word":"a","x":1}\'\n'
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # own code
