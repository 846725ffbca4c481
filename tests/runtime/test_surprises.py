"""Surprises: everything that decoding tolerated is counted by its shape, and names that are data are not told."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from scripts.codegen.runtime.codec import PATHS, encode
from scripts.codegen.runtime.secret import Secret
from scripts.codegen.runtime.surprise import Surprise
from scripts.codegen.runtime.surprise_finder import DEEPEST
from scripts.codegen.runtime.surprise_name import MOST, is_name
from scripts.codegen.runtime.surprises import Surprises
from tests.runtime.codec_models import Empty, Tree, Word
from tests.runtime.surprise_cases import CASES, OPERATION, Job, noted, unknown


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", CASES)
def test_what_was_tolerated_is_counted_by_its_shape(path: str, name: str) -> None:
    data, expected = CASES[name]
    answer = {key: value for key, value in ({"id": "1"} | data).items() if value is not ...}
    assert noted(Job, encode(answer), path) == expected


@pytest.mark.parametrize("path", PATHS)
def test_an_object_without_described_fields_is_a_map_whose_names_are_data(path: str) -> None:
    assert noted(Empty, b'{"Ann": 1, "Bob": 2}', path) == {unknown("/*", "integer"): 2}


@pytest.mark.parametrize(("count", "told"), [(MOST, MOST), (MOST + 1, 1), (500, 1)])
def test_more_unknown_names_than_a_service_adds_are_data(count: int, told: int) -> None:
    names = [f"f{chr(97 + index % 26)}{chr(97 + index // 26)}" for index in range(count)]
    assert len(noted(Word, encode(dict.fromkeys(names, 1)))) == told
    assert len(noted(Job, encode({"words": [{name: 1} for name in names]}))) == told + 1  # and its id, which is absent


def test_names_that_come_one_an_answer_are_data_from_a_certain_number_on() -> None:
    surprises = Surprises()
    for letter in "abcdefghijklmnopqrstuvwxyz":
        surprises.note(OPERATION, Word.from_dict({letter: 1}))
        surprises.note(OPERATION, Word.from_dict({"a": 1}))
    assert len(surprises) == MOST + 1
    assert surprises[unknown("/*", "integer")] == 26 - MOST
    assert surprises[unknown("/a", "integer")] == 27  # a name that was told stays one


NAMES = {
    True: ("fps", "errMsg", "err_msg", "sub-title", "subtitile", "sha256", "url_720p", "part_2", "_rest", "$ref", "x"),
    False: (
        "", "_", "2", "12", "3.5", "00:01", "1080", "a b", "a.b", "a/b", "ä", "水", "\ud800", "a\n", "user_1234",
        "5f4dcc3b5aa765d61d8327deb882cf99", "550e8400-e29b-41d4-a716-446655440000", "sk-" + "aB3x" * 3, "2026-01-01",
        "someone@example.com", "https://example.com", "clip.mp4", "a1b2", "x" * 41, "*",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in NAMES.items() for text in texts]
)
def test_names_of_fields_are_told_from_data(expected: bool, text: str) -> None:
    assert is_name(text) is expected


@pytest.mark.parametrize("scrubs", [(True, False), (False, True), (True, True)])
def test_a_name_that_echoes_the_key_is_not_told(scrubs: tuple[bool, bool]) -> None:
    own, of_call = (Secret("abcdef").scrub if there else None for there in scrubs)
    surprises = Surprises(scrub=own)
    surprises.note(OPERATION, Word.from_dict({"abcdef": 1, "my_abcdef": 1, "fps": 1}), of_call)
    assert dict(surprises) == {unknown("/*", "integer"): 2, unknown("/fps", "integer"): 1}


def test_nothing_is_absent_from_an_answer_that_was_a_file() -> None:
    surprises = Surprises()
    surprises.note(OPERATION, Job(file=b"RIFF"))
    assert not surprises


def test_however_deep_an_answer_is_its_shapes_are_few() -> None:
    data: dict[str, Any] = {"x": 1}
    for _ in range(60):
        data = {"children": [data], "x": 1}
    found = noted(Tree, encode(data))
    assert len(found) == DEEPEST // 2 + 1
    assert sum(found.values()) == 61


def test_surprises_are_a_mapping_that_adds_up_over_answers_and_operations() -> None:
    surprises = Surprises()
    for operation in ("a", "b", "a"):
        surprises.note(operation, Word.from_dict({"speaker": "x", "fps": None}))
    assert surprises == {
        Surprise("unknown field", operation, pointer, found): count
        for operation, count in (("a", 2), ("b", 1))
        for pointer, found in (("/speaker", "string"), ("/fps", "null"))
    }
    assert unknown("/speaker") not in surprises
    assert surprises.get(unknown("/speaker"), 0) == 0
    assert repr(surprises) == "<4 kinds of surprises, met 6 times>"
    surprises.close()
    assert (surprises.path, surprises.problem) == (None, None)


def test_threads_lose_no_count() -> None:
    surprises = Surprises()
    answers = [Word.from_dict({name: 1}) for name in "abcdef"]

    def work() -> None:
        for _ in range(200):
            for answer in answers:
                surprises.note(OPERATION, answer)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert dict(surprises) == {unknown(f"/{name}", "integer"): 800 for name in "abcdef"}
