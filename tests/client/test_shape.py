"""Claims about the public surface: what can be imported, what it is, and what it says of itself."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from typing import Any

import attrs
import httpx
import pytest

import speech302
from speech302 import Model, Speech302Error, models
from tests.client.support import OPERATIONS, ROOT, run_sync
from tests.contract.near_misses import examples

PACKAGE = ROOT / "generated/speech302"
MODELS: list[Any] = [value for name in models.__all__ if issubclass(value := getattr(models, name), Model)]


@pytest.mark.parametrize("module", [speech302, models], ids=["speech302", "models"])
def test_everything_that_is_announced_can_be_imported_and_nothing_else_is_listed(module: Any) -> None:
    for name in module.__all__:
        value = getattr(module, name)
        assert value.__doc__, name
        assert value.__name__ == name
    assert set(dir(module)) - {"__version__"} == set(module.__all__)
    with pytest.raises(AttributeError) as caught:
        module.VoiceClon  # noqa: B018 - asking is the point
    assert caught.value.name == "VoiceClon", "Python suggests the right name only if it is told the wrong one"


def test_every_error_of_the_package_is_announced_and_its_own() -> None:
    def below(cls: type[Speech302Error]) -> set[str]:
        return {cls.__name__}.union(*map(below, cls.__subclasses__()))

    for name in speech302.__all__:
        getattr(speech302, name)
    assert {name for name in below(Speech302Error) if not name.startswith("_")} <= set(speech302.__all__)


@pytest.mark.parametrize("cls", MODELS, ids=lambda cls: cls.__name__)
def test_a_model_is_a_plain_attrs_class_without_a_dictionarys_manners(cls: Any) -> None:
    assert attrs.fields_dict(cls)
    for name in ("__getitem__", "__setitem__", "__contains__", "__len__", "__iter__", "get", "keys", "additional_keys"):
        assert not hasattr(cls, name)
    assert all(getattr(cls(), field.name) is None for field in attrs.fields(cls))
    with pytest.raises(TypeError):
        cls(no_such_field=1)
    with pytest.raises(AttributeError):
        cls().no_such_field = 1


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_model_survives_copying_and_pickling_with_all_that_it_holds(name: str) -> None:
    answer = {**examples()[name], "new": {"a": [None]}, "\N{SNOWMAN}": 1}
    cls = type(run_sync(OPERATIONS[name].answered, answer=httpx.Response(200, json=answer)))
    original = cls.from_dict(answer)
    for made in (copy.copy(original), copy.deepcopy(original), pickle.loads(pickle.dumps(original))):  # noqa: S301 - ours
        assert made is not original
        assert made == original
        assert made.to_dict() == answer
        assert repr(made) == repr(original)
    deep = copy.deepcopy(original)
    deep.unknown_fields["new"]["a"].append(1)
    assert original.to_dict() == answer
    assert attrs.evolve(original) is not original


@pytest.mark.parametrize(
    ("statement", "loaded"),
    [
        ("import speech302", set()),
        ("import speech302.models", set()),
        ("import speech302; speech302.Speech302(api_key='k' * 9)", {"attrs"}),
        ("import speech302; speech302.Speech302(api_key='k' * 9).with_options(timeout=5)", {"attrs"}),
        ("from speech302.models import VoiceCloneTask", {"attrs"}),
    ],
)
def test_what_is_heavy_loads_when_it_is_first_needed(statement: str, loaded: set[str]) -> None:
    heavy = {"attrs", "httpx", "msgspec", "ssl", "asyncio"}
    program = f"{statement}; import sys; print(*({heavy} & sys.modules.keys()))"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {program}"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert set(ran.stdout.split()) == loaded
