"""Laws of applying: nothing that goes in is changed, and nothing that comes out is shared."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.documents import Document, dump_json, parse
from scripts.overlay import Overlay, apply, parse_overlay
from scripts.overlay.merge import merge
from scripts.values import Json, clone, same

NAMES = st.sampled_from(["a", "b", "c"])
PRIMITIVES = st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["x", "y"])
VALUES: st.SearchStrategy[Json] = st.recursive(
    PRIMITIVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner), max_leaves=8
)
OBJECTS = st.dictionaries(NAMES, VALUES)
FLAT = st.dictionaries(NAMES, PRIMITIVES | st.dictionaries(NAMES, PRIMITIVES))


def overlay_of(*actions: dict[str, Any], version: str = "1.1.0") -> Overlay:
    data: Json = {"overlay": version, "info": {"title": "t", "version": "1"}, "actions": list(actions)}
    return parse_overlay(document_of(data))


def document_of(data: Json) -> Document:
    return parse(dump_json(data), Path("overlay.json"))


def containers(value: Json) -> list[int]:
    """Return the identity of every object and array of a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [] if inner is None else [id(value), *(one for item in inner for one in containers(item))]


@settings(deadline=None)
@given(OBJECTS, OBJECTS)
def test_applying_changes_neither_document_nor_overlay(document: dict[str, Json], update: dict[str, Json]) -> None:
    """The document and the overlay are after applying what they were before, whether it succeeds or fails."""
    overlay = overlay_of({"target": "$", "update": {"new": update}}, {"target": "$.*", "remove": True})
    before, value = clone(document), clone(overlay.actions[0].update)
    apply(document, overlay)
    assert same(document, before)
    assert same(overlay.actions[0].update, value)


@settings(deadline=None)
@given(OBJECTS)
def test_the_result_shares_nothing(update: dict[str, Json]) -> None:
    """No object or array of the result is one of the document, of the overlay, or twice in the result."""
    document: Json = {"a": {"n": {}}, "b": {}, "l": [{}]}
    overlay = overlay_of(
        {"target": "$['a', 'b']", "update": {"u": update}},
        {"target": "$.l", "update": update},
        {"target": "$.b", "copy": "$.a"},
    )
    result = containers(apply(document, overlay).document)
    given_in = {*containers(document), *(one for action in overlay.actions for one in containers(action.update))}
    assert len(result) == len(set(result))
    assert not given_in & set(result)


@settings(deadline=None)
@given(FLAT)
def test_merging_a_value_without_arrays_into_itself_changes_nothing(value: Json) -> None:
    """Merging is idempotent where no array can grow."""
    assert same(merge(value, value), value)
    assert same(merge(merge({}, value), value), value)


@settings(deadline=None)
@given(OBJECTS, st.booleans())
def test_a_removed_node_is_gone_and_the_rest_is_as_it_was(document: dict[str, Json], allow: bool) -> None:
    """A removal takes what it matches and changes nothing else; strictness never changes the result."""
    rest = {name: value for name, value in document.items() if name != "a"}
    if "a" in document or allow:
        applied = apply(document, overlay_of({"target": "$.a", "remove": True}), allow_unmatched=allow)
        assert same(applied.document, rest)
        assert applied.actions[0].pointers == (("/a",) if "a" in document else ())
        assert applied.actions[0].changed is ("a" in document)
        assert applied.actions[0].lapsed is ("a" not in document)


@settings(deadline=None)
@given(VALUES)
def test_an_action_that_changes_nothing_says_so(value: Json) -> None:
    """Whether the document is another one is told, and not whether the action matched."""
    document: Json = {"a": {"v": value}}
    same_again = {"target": "$.a", "update": {}}
    anew = {"target": "$.a", "update": {"w": value}}
    applied = apply(document, overlay_of(same_again, anew, same_again))
    assert [action.changed for action in applied.actions] == [False, True, False]


def test_an_overlay_can_be_applied_without_one_of_its_actions() -> None:
    """The actions that are left keep their indexes, and do what they did."""
    actions: list[dict[str, Any]] = [{"target": "$", "update": {name: 1}} for name in "abc"]
    applied = apply({}, overlay_of(*actions).without(1))
    assert same(applied.document, {"a": 1, "c": 1})
    assert [action.index for action in applied.actions] == [0, 2]
