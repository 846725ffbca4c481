"""Laws of surprises: every path is surprised alike, and whatever an answer holds, no value of it is told."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.runtime.codec import PATHS, encode
from scripts.codegen.runtime.model import Model
from scripts.codegen.runtime.surprise import Surprise
from scripts.codegen.runtime.surprises import Surprises
from tests.runtime.codec_cases import MODELS, objects
from tests.runtime.codec_models import Everything, Word
from tests.runtime.surprise_cases import Job, noted, unknown

MARK = "⟦value⟧"
"""What every text and every name of a map holds in the laws: it may stand in no surprise."""


def marked(value: Any) -> Any:
    """The same JSON with the mark in every text."""
    if isinstance(value, str):
        return MARK + value
    if isinstance(value, list):
        return [marked(item) for item in value]
    return {name: marked(item) for name, item in value.items()} if isinstance(value, dict) else value


answers = st.sampled_from([*MODELS, Job]).flatmap(lambda cls: st.tuples(st.just(cls), objects(cls)))


@settings(deadline=None, max_examples=80)
@given(case=answers)
def test_whatever_is_decoded_every_path_is_surprised_alike_and_no_value_is_told(
    case: tuple[type[Model], dict[str, Any]],
) -> None:
    cls, data = case
    body = encode(marked(data))
    plain = noted(cls, body)
    assert noted(cls, body, "compiled") == plain
    assert noted(cls, body, "fast") == plain
    assert MARK not in repr(plain)


@settings(deadline=None, max_examples=100)
@given(data=st.dictionaries(st.text(max_size=5), objects(Word), max_size=4), extra=st.text())
def test_no_name_of_a_map_and_no_name_that_looks_like_data_is_told(data: dict[str, Any], extra: str) -> None:
    keyed = {f"{MARK}{name}": word for name, word in data.items()}
    body = json.dumps({"words": keyed, f"{MARK}{extra}": extra}).encode()
    for path in PATHS:
        found = noted(Everything, body, path)
        assert MARK not in repr(found)
        assert found[unknown("/*")] == 1


@settings(deadline=None, max_examples=30)
@given(data=st.lists(answers, max_size=5))
def test_counts_of_answers_add_up(data: list[tuple[type[Model], dict[str, Any]]]) -> None:
    together, alone = Surprises(), Counter[Surprise]()
    for number, (cls, answer) in enumerate(data):
        decoded = cls.from_dict(answer)
        together.note(str(number), decoded)
        one = Surprises()
        one.note(str(number), decoded)
        alone.update(dict(one))
    assert dict(together) == dict(alone)
