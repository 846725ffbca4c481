"""Large answers are read with the collector paused, and the program's own choice is left as it was."""

import gc
from collections.abc import Iterator

import pytest

from scripts.codegen.runtime import codec
from scripts.codegen.runtime.collector import LARGE, collector_paused
from scripts.codegen.runtime.decode_error import DecodeError
from scripts.codegen.runtime.model import Model, model


@model
class Note(Model):
    text: str | None = None


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("body", [b'{"text": "%s"}', b'{"text": ["%s"]}', b'{"text": "%s"'])
@pytest.mark.parametrize("path", codec.PATHS)
def test_reading_leaves_the_collector_as_it_was_whether_it_fails_or_not(enabled: bool, body: bytes, path: str) -> None:
    if not enabled:
        gc.disable()
    try:
        codec.PATHS[path].decode(Note, body % (b"x" * LARGE))
    except DecodeError:
        assert body != b'{"text": "%s"}'
    assert gc.isenabled() is enabled


def test_it_is_paused_inside_alone() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_comes_back_after_an_error() -> None:
    with pytest.raises(KeyError), collector_paused():
        raise KeyError
    assert gc.isenabled()
