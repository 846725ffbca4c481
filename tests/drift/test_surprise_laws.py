"""Laws of surprises: drift finds in what a client wrote what it would find in a recording of the same answers."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speech302.models
from scripts.drift.finding import Location
from scripts.drift.fit import misfits
from scripts.drift.surprised import surprised
from scripts.drift.surprises import KINDS, Surprise, added_up, read_surprises
from scripts.drift.view import media, view
from scripts.generate.effective import effective
from scripts.values import Json
from speech302.runtime.codec import decode
from speech302.runtime.model import Model
from speech302.runtime.surprise import Kind
from speech302.runtime.surprises import Surprises
from tests.drift.planting import ROOT
from tests.drift.support import LAW, fitting

DESCRIPTION = view(effective(ROOT / "spec/openapi.yaml", ROOT / "overlays").data)
ANSWERS: dict[str, dict[str, Any]] = {
    name: content["schema"]
    for name, operation in DESCRIPTION.operations.items()
    if (content := media(operation.answers["200"])) is not None
}
SAMPLES: tuple[Json, ...] = (None, True, 7, 0.5, "text", [], {"deep": 1})
LAWS = settings(LAW, max_examples=60)


def test_the_kinds_are_those_of_the_client() -> None:
    assert get_args(Kind) == KINDS


def model_of(operation: str) -> type[Model]:
    name = ANSWERS[operation]["$ref"].rpartition("/")[2]
    found: type[Model] = getattr(speech302.models, name)
    return found


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, Any]:
    """An operation and an answer to it that fits, but for fields and values that the description does not know."""
    operation = draw(st.sampled_from(sorted(ANSWERS)))
    body = draw(fitting(DESCRIPTION, ANSWERS[operation]))
    waiting = [body]
    while waiting:
        node = waiting.pop()
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        if isinstance(node, dict):
            node.pop("subtitile", None)  # its place in a recording has its own name, and that of a surprise has not
            names = draw(st.lists(st.sampled_from(["fps", "speaker", "meta"]), max_size=1))
            node |= {name: draw(st.sampled_from(SAMPLES)) for name in names}
            if isinstance(node.get("status"), str):
                node["status"] = draw(st.sampled_from(["success", "paused"]))
    return operation, body


@LAWS
@given(case=answers(), others=st.integers(1, 2))
def test_a_client_is_surprised_by_what_the_closed_world_finds_in_the_same_answer(
    case: tuple[str, Any], others: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    operation, body = case
    path = tmp_path_factory.mktemp("law") / "surprises.jsonl"
    for _ in range(others):
        client = Surprises(path)
        client.note(operation, decode(model_of(operation), json.dumps(body).encode()))
        client.close()
    read, failures = read_surprises(path)
    assert failures == []
    met = list(surprised(DESCRIPTION, added_up(read)))
    seen = misfits(DESCRIPTION, ANSWERS[operation], "", body, closed=True)
    assert {(one.kind, one.path, one.at) for one in met} == {(one.kind, one.path, one.at) for one in seen}
    assert sum(one.count for one in added_up(read)) == others * sum(client.values())


NAMES = st.sampled_from(["result", "subtitle", "segments", "*", "data", "status", "error", "subtitile", "", "a/b", "~"])
SHAPES = st.builds(
    Surprise,
    kind=st.sampled_from(KINDS),
    operation=st.sampled_from([*ANSWERS, "get_nothing"]),
    pointer=st.lists(NAMES, min_size=1, max_size=5).map(
        lambda names: "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)
    ),
    found=st.sampled_from(["string", "null", "nothing", "subtitile", "anything at all"]),
    count=st.integers(1),
    location=st.just(Location("a.jsonl")),
)


@settings(LAW, max_examples=200)
@given(shapes=st.lists(SHAPES, max_size=6))
def test_whatever_clients_wrote_each_shape_is_known_or_in_one_place_or_unplaced(shapes: list[Surprise]) -> None:
    found = [one for met in surprised(DESCRIPTION, added_up(shapes)) for one in met.surprises]
    assert len(found) == len(set(found)) <= len(added_up(shapes))
    assert {one.operation for one in shapes if one.operation not in DESCRIPTION.operations} <= {
        one.operation for one in found
    }
