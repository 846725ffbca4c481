"""The candidates: equal work, or the comparison is worth nothing."""

from dataclasses import replace
from typing import Any

import pytest

from scripts.bench import stock
from scripts.bench.bodies import KEYS, USUAL, body
from scripts.bench.codecs import CANDIDATES, OURS, PARSER, STOCK, Codec, codec_of, lost

WORDS = 60


@pytest.fixture(scope="module")
def candidates() -> dict[str, Codec]:
    stock.generated()
    return {name: codec_of(name) for name in CANDIDATES}


def words(task: Any) -> list[tuple[Any, ...]]:
    """Every word of a decoded task, attribute by attribute; what is absent is None."""
    # Only stock has an attribute for each of the two spellings.
    transcript = task.result.subtitile if hasattr(task.result, "subtitile") else task.result.subtitle
    everywhere = [word for segment in transcript.segments for word in segment.words] + transcript.word_segments
    return [tuple(told(word, name) for name in ("word", "start", "end", "score")) for word in everywhere]


def told(model: Any, name: str) -> Any:
    value = getattr(model, name)
    return None if type(value).__name__ == "Unset" else value


@pytest.mark.parametrize("key", KEYS)
def test_all_candidates_read_the_same_words(key: str, candidates: dict[str, Codec]) -> None:
    read = {name: words(codec.decode(body(key, WORDS))) for name, codec in candidates.items() if name != PARSER}
    assert all(len(found) == 2 * WORDS for found in read.values())
    assert all(found == read[STOCK] for found in read.values())


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", CANDIDATES)
def test_no_candidate_loses_anything_of_a_measured_body(name: str, key: str, candidates: dict[str, Codec]) -> None:
    assert lost(candidates[name], body(key, WORDS)) is None


def test_a_candidate_that_loses_something_is_found_out(candidates: dict[str, Codec]) -> None:
    content = body(USUAL, WORDS)
    assert lost(replace(candidates[STOCK], as_json=lambda task: {"status": task.status}), content) == "reading"
    assert lost(replace(candidates[STOCK], encode=lambda _: b"{}"), content) == "writing"


def test_our_two_candidates_take_the_ways_that_they_are_named_after(candidates: dict[str, Codec]) -> None:
    ways: list[Any] = [candidates[name].encode for name in OURS]
    assert [type(way.__self__).__name__ for way in ways] == ["CompiledPath", "FastPath"]
