"""Claims about the wheel: it holds the client alone, and asks for little."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from configparser import ConfigParser
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests.client.support import ROOT

CLIENT = ROOT / "generated/speech302"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture
def metadata(wheel: zipfile.ZipFile) -> Message:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode())


def test_it_holds_every_file_of_the_client_as_it_is_and_metadata(wheel: zipfile.ZipFile) -> None:
    package = {name for name in wheel.namelist() if not name.partition("/")[0].endswith(".dist-info")}
    expected = {path.relative_to(CLIENT.parent).as_posix() for path in sources()}
    assert package == expected
    assert all(wheel.read(name) == (CLIENT.parent / name).read_bytes() for name in package)
    assert "speech302/py.typed" in package


EXTRAS = {
    "": {"attrs", "httpx"},
    "aiohttp": {"aiohttp"},
    "cli": {"pysubs2", "rich", "typer"},
    "fast": {"msgspec", "sniffio"},
    "opentelemetry": {"opentelemetry-api"},
    "subtitles": {"pysubs2"},
}


def test_it_asks_for_attrs_and_httpx_and_for_nothing_else_unless_an_extra_is_wanted(metadata: Message) -> None:
    asked: dict[str, set[str]] = {}
    for requirement in metadata.get_all("Requires-Dist") or []:
        name, _, marker = requirement.partition(";")
        extra = marker.partition("extra == '")[2].partition("'")[0]
        asked.setdefault(extra, set()).add(name.split(">")[0].split("<")[0].strip())
    assert asked == EXTRAS
    assert set(metadata.get_all("Provides-Extra") or []) == set(EXTRAS) - {""}


def test_its_metadata_says_what_it_is(metadata: Message, wheel: zipfile.ZipFile) -> None:
    assert (metadata["Name"], metadata["Requires-Python"], metadata["License-Expression"]) == (
        "speech302",
        ">=3.11",
        "MIT",
    )
    assert "Typing :: Typed" in (metadata.get_all("Classifier") or [])
    assert f'VERSION = "{metadata["Version"]}"' in wheel.read("speech302/client.py").decode()
    assert "speech302" in str(metadata.get_payload())


def test_it_has_the_command(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    points = ConfigParser()
    points.read_string(wheel.read(name).decode())
    assert {section: dict(points[section]) for section in points.sections()} == {
        "console_scripts": {"speech302": "speech302.commands:main"}
    }


@pytest.mark.parametrize(
    ("blocked", "code", "out", "err"),
    [
        ((), 0, "speech302 ", ""),
        (("typer",), 2, "", "pip install 'speech302[cli]'"),
    ],
)
def test_its_command_runs_or_says_what_to_install(
    wheel: zipfile.ZipFile, tmp_path: Path, blocked: tuple[str, ...], code: int, out: str, err: str
) -> None:
    """The function that the entry point names, from the zip, as an installer's script calls it."""
    program = (
        "import sys; sys.path[:] = [p for p in sys.path if 'generated' not in p]; sys.path.insert(0, sys.argv[1]);"
        f"sys.modules.update(dict.fromkeys({blocked!r})); sys.argv[:] = ['speech302', '--version'];"
        "from speech302.commands import main; sys.exit(main())"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(wheel.filename)]
    ran = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert ran.returncode == code
    assert ran.stdout.startswith(out)
    assert err in ran.stderr
    assert "Traceback" not in ran.stderr


def test_it_holds_the_client_and_not_the_embedded_service(wheel: zipfile.ZipFile) -> None:
    assert not [name for name in wheel.namelist() if "mock" in name]


def test_it_runs_from_the_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Imported from the zip, with the toolchain out of reach, it makes a client and a model."""
    program = (
        "import sys; sys.path[:] = [p for p in sys.path if 'generated' not in p]; sys.path.insert(0, sys.argv[1]);"
        "import speech302, speech302.models as m; from speech302.resources.voice_clones import VoiceClones;"
        "assert speech302.__file__.startswith(sys.argv[1]);"
        "client = speech302.Speech302(api_key='k' * 9); assert isinstance(client.voice_clones, VoiceClones);"
        "print(repr(m.VoiceCloneTask.from_dict({'state': 'odd', 'new': 1})))"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(wheel.filename)]
    ran = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert (ran.stdout, ran.stderr) == ("VoiceCloneTask(state='odd', unknown_fields={'new': 1})\n", "")


def sources() -> list[Path]:
    """The files of the client, without what tools leave behind."""
    return [
        path
        for path in CLIENT.rglob("*")
        if path.is_file() and not {"__pycache__", ".ruff_cache", ".mypy_cache"} & set(path.parts)
    ]
