"""Laws of the codec: nothing that an answer holds is lost, on any path."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.codec import PATHS, parse
from scripts.codegen.runtime.model import Model
from tests.runtime.codec_cases import MODELS, exact, model_classes, objects, state
from tests.runtime.codec_models import Everything, Task

cases = st.sampled_from(MODELS).flatmap(lambda cls: st.tuples(st.just(cls), objects(cls)))
random_cases = model_classes().flatmap(lambda cls: st.tuples(st.just(cls), objects(cls)))
every_path = pytest.mark.parametrize("path", PATHS)


def _comes_back(path: str, cls: type[Model], data: dict[str, Any]) -> None:
    body = json.dumps(data, ensure_ascii=False).encode()
    decoded = PATHS[path].decode(cls, body)
    assert exact(decoded.to_dict()) == exact(data)
    assert exact(parse(PATHS[path].encode(decoded))) == exact(data)


@every_path
@settings(deadline=None, max_examples=40)
@given(case=cases)
def test_what_is_decoded_and_encoded_is_the_same_json(path: str, case: tuple[type[Model], dict[str, Any]]) -> None:
    _comes_back(path, *case)


@every_path
@settings(deadline=None, max_examples=25)
@given(case=random_cases)
def test_the_same_holds_for_models_of_any_form(path: str, case: tuple[type[Model], dict[str, Any]]) -> None:
    _comes_back(path, *case)


@settings(deadline=None, max_examples=40)
@given(case=cases)
def test_from_dict_and_to_dict_are_inverse_and_leave_their_input_alone(
    case: tuple[type[Model], dict[str, Any]],
) -> None:
    cls, data = case
    before = copy.deepcopy(data)
    decoded = cls.from_dict(data)
    assert exact(decoded.to_dict()) == exact(data) == exact(before)
    decoded.to_dict().clear()
    assert decoded == cls.from_dict(before)


@settings(deadline=None, max_examples=40)
@given(case=cases)
def test_copies_and_pickles_keep_everything(case: tuple[type[Model], dict[str, Any]]) -> None:
    cls, data = case
    original = cls.from_dict(data)
    for twin in (copy.copy(original), copy.deepcopy(original), pickle.loads(pickle.dumps(original))):  # noqa: S301  # own
        assert twin == original
        assert state(twin) == state(original)


@settings(deadline=None, max_examples=40)
@given(data=objects(Everything), edit=st.integers())
def test_an_edit_shows_and_changes_nothing_else(data: dict[str, Any], edit: int) -> None:
    edited = Everything.from_dict(data)
    edited.count = edit
    assert exact(edited.to_dict()) == exact(data | {"count": edit})
    edited.count = None
    without = {name: value for name, value in data.items() if name != "count"}
    null = {"count": None} if "count" in data and data["count"] is None else {}
    assert exact(edited.to_dict()) == exact(without | null)


@settings(deadline=None, max_examples=40)
@given(case=cases)
def test_every_model_can_be_shown(case: tuple[type[Model], dict[str, Any]]) -> None:
    cls, data = case
    assert repr(cls.from_dict(data)).startswith(f"{cls.__name__}(")


@settings(deadline=None, max_examples=25)
@given(data=objects(Task), name=st.sampled_from(["subtitle", "subtitile", "sub-title"]))
def test_every_spelling_reaches_the_field_and_comes_back_as_it_was(data: dict[str, Any], name: str) -> None:
    task = Task.from_dict(data | {"result": {name: {"word_segments": []}}})
    assert task.result is not None
    assert task.result.subtitle is not None
    assert task.result.subtitle.word_segments == []
    assert task.to_dict()["result"] == {name: {"word_segments": []}}
