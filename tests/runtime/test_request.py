"""Claims about requests as values."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.errors import ArgumentError
from scripts.codegen.runtime.request import Audio, fill
from tests.runtime.samples import reading

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT.filter(lambda text: text.strip() not in ("", ".", "..")))
def test_whatever_the_id_the_path_keeps_its_segments(task_id: str) -> None:
    path = fill("/tasks/{task_id}/state", task_id=task_id)
    assert [unquote(segment) for segment in path.split("/")] == ["", "tasks", task_id, "state"]
    assert path.isascii()
    assert not set(path) & set("?#\\ ")


@pytest.mark.parametrize("task_id", ["", " ", ".", "..", " .. ", "\ud800", None, 7])
def test_an_id_that_would_name_another_path_is_refused(task_id: object) -> None:
    with pytest.raises(ArgumentError) as caught:
        fill("/tasks/{task_id}", task_id=task_id)  # type: ignore[arg-type]
    assert caught.value.parameter == "task_id"


@given(st.dictionaries(TEXT, TEXT, max_size=3))
def test_a_query_can_be_read_back(query: dict[str, str]) -> None:
    target = reading(query=query).target
    _, _, encoded = target.partition("?")
    assert dict(parse_qsl(encoded, keep_blank_values=True)) == query
    assert target.isascii()
    assert not set(encoded) & set("?#+ ")


def test_a_request_without_a_query_has_no_question_mark() -> None:
    assert reading(query={}).target == "/tasks"


def test_audio_shows_its_size_and_type_and_not_its_bytes() -> None:
    audio = Audio(b"RIFF" * 1000, "audio/wav")
    assert repr(audio) == "Audio(content=<4,000 bytes>, content_type='audio/wav')"
    assert len(audio) == 4000
