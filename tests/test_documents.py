"""Documents: plain JSON values, each with the line where it is written."""

from pathlib import Path

import pytest

from scripts.documents import dump_json, load, parse
from scripts.failures import UNUSABLE, WRONG, Failure
from scripts.values import Json

YAML, JSON = Path("x.yaml"), Path("x.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on: yes\noff: no\n", {"on": "yes", "off": "no"}),
        ("200: a\n1.0: b\ntrue: c\nnull: d\n", {"200": "a", "1.0": "b", "true": "c", "null": "d"}),
        ("a: 2001-12-14\nb: 12:30:45\nc: 1_000\n", {"a": "2001-12-14", "b": "12:30:45", "c": "1_000"}),
        (
            "a: 017\nb: 0o17\nc: 0x1F\nd: +1\ne: -.5\nf: 1e3",
            {"a": 17, "b": 15, "c": 31, "d": 1, "e": -0.5, "f": 1000.0},
        ),
        ("a: ~\nb: Null\nc:\nd: ''\n", {"a": None, "b": None, "c": None, "d": ""}),
        ("a: True\nb: FALSE\nc: 'true'\nd: tRue\n", {"a": True, "b": False, "c": "true", "d": "tRue"}),
        ("a: !!str 3\nb: !!int '3'\nc: !!float 3\nd: ! 3\n", {"a": "3", "b": 3, "c": 3.0, "d": "3"}),
        ("a: &x {b: [1]}\nc: *x\n", {"a": {"b": [1]}, "c": {"b": [1]}}),
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3, '<<': 4}\n", {"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 3, "<<": 4}}),
        (
            "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\n",
            {"a": {"b": 1}, "c": {"b": 2, "d": 3}, "e": {"b": 1, "d": 3}},
        ),
        ("\ufeffa: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("---\n", None),
    ],
)
def test_yaml_means_what_the_core_schema_of_1_2_says(text: str, expected: Json) -> None:
    """Words, dates and keys stay text; numbers, nulls and booleans are those of YAML 1.2."""
    assert dump_json(parse(text, YAML).data) == dump_json(expected)


def test_aliases_are_copies() -> None:
    """No two places of a document share a node."""
    data = parse("a: &x {b: []}\nc: *x\nd: {<<: *x}\n", YAML).data
    assert isinstance(data, dict)
    nodes = [data["a"], data["c"], data["d"]]
    assert len({id(node) for node in nodes}) == 3
    assert len({id(node["b"]) for node in nodes if isinstance(node, dict)}) == 3


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (YAML, "x: &x\n  q: 1\ny:\n  *x\nz:\n  - a\n  -\n    b/c: 1\n"),
        (JSON, '{"x":\n{"q": 1},\n"y": {\n"q": 1},\n"z": [\n"a", {\n\n"b/c": 1}]}'),
    ],
)
def test_every_node_has_its_line(path: Path, text: str) -> None:
    """A member stands where its name does, an entry where it begins, and what is not there at its nearest ancestor."""
    document = parse(text, path)
    pointers = ["", "/x", "/x/q", "/y", "/z", "/z/0", "/z/1/b~1c", "/z/7", "/z/0/no", "/no"]
    lines = {YAML: [1, 1, 2, 3, 5, 6, 8, 5, 6, 1], JSON: [1, 1, 2, 3, 5, 6, 8, 5, 6, 1]}
    assert [document.line(pointer) for pointer in pointers] == lines[path]
    assert document.place("/z") == f"{path}:5"


def test_a_missing_file_is_told_with_its_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there is unusable, and the message tells the near names of its folder."""
    monkeypatch.chdir(tmp_path)
    Path("openapi.yaml").touch()
    with pytest.raises(Failure) as caught:
        load(Path("openapi.yml"))
    cure = "in .: did you mean openapi.yaml?"
    assert caught.value == Failure("there is no such file", "openapi.yml", None, cure, UNUSABLE)


def test_unreadable_files_are_unusable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, and a file in another encoding, are unusable: exit code 2, not 1."""
    monkeypatch.chdir(tmp_path)
    Path("latin.yaml").write_bytes(b"a: 1\nb: \xe9t\xe9\n")
    with pytest.raises(Failure) as folder:
        load(tmp_path)
    with pytest.raises(Failure) as latin:
        load(Path("latin.yaml"))
    assert folder.value.exit_code == UNUSABLE
    cause, cure = "byte 0xe9 begins no UTF-8 character", "save it as UTF-8 text, or name another file"
    assert latin.value == Failure("the file is not UTF-8 text", "latin.yaml:2", cause, cure, UNUSABLE)


def test_failures_with_equal_facts_are_equal() -> None:
    """A failure is a value: equal facts make equal failures, and its text names each fact that it has."""
    failure = Failure("it is wrong", "a.yaml:1", "one\ntwo", None, WRONG)
    assert failure == Failure("it is wrong", "a.yaml:1", "one\ntwo")
    assert failure != Failure("it is wrong", "a.yaml:2", "one\ntwo")
    assert str(failure) == "error: it is wrong\n  at:    a.yaml:1\n  cause: one\n         two"
