"""Claims about `doctor`: what is wrong is found, with its cure, for nothing."""

from __future__ import annotations

import re
import tomllib
from email.utils import formatdate
from pathlib import Path
from typing import Any

import httpx
import pytest

from speech302.runtime.cli import doctor_here
from tests.cli.shell import KEY, Shell, created
from tests.client.support import ROOT


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def checks(shell: Shell, *arguments: str) -> dict[str, dict[str, str]]:
    """The checks by name; the exit code has to say whether one is wrong."""
    said = shell("doctor", "--json", *arguments)
    found = {check["name"]: check for check in said.json["checks"]}
    wrong = any(check["verdict"] == "wrong" for check in found.values())
    assert (said.code, said.json["ok"]) == (int(wrong), not wrong)
    for check in found.values():
        assert check["verdict"] == "ok" or check["cure"] or check["name"] == "clock", check
    return found


def verdicts(found: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: check["verdict"] for name, check in found.items() if check["verdict"] != "ok"}


def answering(shell: Shell, **answer: Any) -> None:
    """Answer the doctor's request like this, with the time of the test's own clock unless told otherwise."""
    headers = {"date": formatdate(1_000, usegmt=True), **answer.pop("headers", {})}
    shell.answer = lambda _: httpx.Response(headers=headers, **{"status_code": 200, **answer})


def test_a_line_a_check_and_all_is_well(shell: Shell) -> None:
    said = shell("doctor")
    # The embedded service has the time of day, the test's own clock has not.
    assert next(line for line in said.out.splitlines() if not line.startswith("ok ")).startswith("warning  clock: ")
    names = [line.split()[1] for line in said.out.splitlines()]
    assert names == [f"{name}:" for name in checks(shell)]
    assert KEY not in said.everything
    assert said.code == 0


def test_nothing_is_created_and_nothing_is_written(shell: Shell) -> None:
    answering(shell, json={"state": "PENDING"})
    assert verdicts(checks(shell)) == {}
    assert [request.method for request in shell.seen] == ["GET"]
    assert list(shell.folder.iterdir()) == []


CASES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "the key is refused": ({"status_code": 401, "json": {"error": {"err_code": -10001}}}, {"access": "wrong"}),
    "the key may not": ({"status_code": 403, "json": {"error": {"err_code": 10002}}}, {"access": "warning"}),
    "no balance": ({"json": {"error": {"err_code": 10004}}}, {"access": "warning"}),
    "too many requests": ({"status_code": 429, "json": {}}, {"access": "warning"}),
    "unknown there": ({"status_code": 404, "json": {"error": {"err_code": 10011, "message": "none"}}}, {}),
    "invalid there": ({"status_code": 400, "json": {"error": {"err_code": 10011}}}, {}),
    "the service is ill": ({"status_code": 503, "json": {}}, {"answer": "warning", "access": "warning"}),
    "a login page": ({"text": "<html>log in</html>"}, {"answer": "wrong", "access": "warning"}),
    "another server": ({"status_code": 404, "text": "nginx"}, {"answer": "wrong"}),
    "a redirect": (
        {"status_code": 302, "headers": {"location": "https://a.example/x"}},
        {"answer": "wrong", "access": "warning"},
    ),
    "a clock that is wrong": ({"json": {}, "headers": {"date": formatdate(9_000)}}, {"clock": "warning"}),
    "a date that is none": ({"json": {}, "headers": {"date": "yesterday"}}, {"clock": "warning"}),
}


@pytest.mark.parametrize(("answer", "wrong"), CASES.values(), ids=CASES)
def test_what_an_answer_means_is_told(shell: Shell, answer: dict[str, Any], wrong: dict[str, str]) -> None:
    answering(shell, **answer)
    assert verdicts(checks(shell)) == wrong


def test_a_host_that_does_not_answer_is_told_with_what_to_look_at(shell: Shell) -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("certificate verify failed", request=request)

    shell.answer = silent
    found = checks(shell)
    assert verdicts(found) == {"answer": "wrong"}
    assert "certificate verify failed" in found["answer"]["finding"]


@pytest.mark.parametrize(
    ("base_url", "wrong"),
    [
        ("https://api.302.ai", {}),
        ("https://api.302ai.cn", {}),
        ("http://localhost:1", {}),
        ("https://proxy.example", {"host": "warning"}),
        ("http://api.302.ai", {"host": "wrong"}),
        ("api.302.ai", {"host": "wrong"}),
    ],
)
def test_the_host_is_one_that_is_known_or_that_is_told(shell: Shell, base_url: str, wrong: dict[str, str]) -> None:
    answering(shell, json={})
    shell.more = {"resolve": lambda *_: ["192.0.2.1"]}
    assert verdicts(checks(shell, "--base-url", base_url)) == wrong


def test_a_name_that_is_not_known_is_told_and_nothing_is_asked(shell: Shell) -> None:
    def unknown(_: str, __: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    answering(shell, json={})
    shell.more = {"resolve": unknown}
    assert verdicts(checks(shell, "--base-url", "https://api.302.ai")) == {"name": "wrong"}
    assert shell.seen == []
    shell.environment = {"HTTPS_PROXY": "http://proxy.example:1"}
    assert verdicts(checks(shell, "--base-url", "https://api.302.ai")) == {}


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("", {"key": "wrong", "access": "warning"}), ("Bearer x", {"key": "wrong", "access": "warning"}), (KEY, {})],
)
def test_the_key_is_looked_at_before_it_is_sent(shell: Shell, key: str, wrong: dict[str, str]) -> None:
    answering(shell, json={})
    shell.environment = {"AI302_API_KEY": key}
    assert verdicts(checks(shell)) == wrong
    assert all("Bearer x" not in request.headers["authorization"] for request in shell.seen)


def test_a_key_file_that_others_can_read_is_told(shell: Shell) -> None:
    answering(shell, json={})
    Path("key").write_text(KEY, encoding="utf-8")
    Path("key").chmod(0o644)
    assert verdicts(checks(shell, "--key-file", "key")) == {"key": "warning"}
    Path("key").chmod(0o600)
    assert verdicts(checks(shell, "--key-file", "key")) == {}


@pytest.mark.parametrize(
    ("variables", "wrong", "told"),
    [
        ({"https_proxy": "http://me:secret@proxy.example:8080"}, {}, "https_proxy".upper()),
        ({"HTTP_PROXY": "proxy.example:8080", "NO_PROXY": "localhost"}, {}, "except for localhost"),
        ({"ALL_PROXY": "ftp://proxy.example"}, {"proxy": "wrong"}, "ftp"),
        ({"ALL_PROXY": "http://[::1"}, {"proxy": "wrong"}, "[::1"),
        ({"ALL_PROXY": "socks5://me:secret@proxy.example"}, {"proxy": "wrong"}, "***@proxy.example"),
    ],
)
def test_a_proxy_is_told_without_its_password(
    shell: Shell, variables: dict[str, str], wrong: dict[str, str], told: str
) -> None:
    answering(shell, json={})
    shell.environment = variables
    found = checks(shell)
    assert verdicts(found) == wrong
    assert told in found["proxy"]["finding"]
    assert "secret" not in str(found)


def test_a_proxy_that_no_client_can_use_is_told_and_nothing_was_paid_for(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.environment = {"AI302_BASE_URL": "https://api.302.ai", "HTTPS_PROXY": "foo://proxy.example"}
    shell.more = {"resolve": lambda *_: ["192.0.2.1"]}
    monkeypatch.setenv("HTTPS_PROXY", "foo://proxy.example")
    assert verdicts(checks(shell)) == {"answer": "wrong", "proxy": "wrong"}
    assert shell(*created()).code == 2
    assert [entry["state"] for entry in shell("tasks", "--all", "--json").json["tasks"]] == ["dropped"]


def test_certificates_that_are_named_are_there(shell: Shell) -> None:
    answering(shell, json={})
    assert "certificates" not in checks(shell)
    shell.environment = {"SSL_CERT_FILE": "none.pem"}
    assert verdicts(checks(shell)) == {"certificates": "wrong"}
    Path("none.pem").touch()
    assert verdicts(checks(shell)) == {}


def test_the_ledger_is_looked_at(shell: Shell) -> None:
    answering(shell, json={"task_id": "t"})
    assert verdicts(checks(shell, "--no-ledger")) == {"ledger": "warning"}
    assert verdicts(checks(shell, "--ledger", "no/folder")) == {"ledger": "wrong"}
    shell(*created())
    assert "1 unfinished" in checks(shell)["ledger"]["finding"]
    Path("broken").write_bytes(b"no database" * 1000)
    assert verdicts(checks(shell, "--ledger", "broken")) == {"ledger": "wrong"}


def test_every_package_of_the_extras_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {
        extra: tuple(re.split(r"[<>=]", package)[0] for package in packages)
        for extra, packages in project["optional-dependencies"].items()
        if extra != "cli"
    }
    assert extras == doctor_here.EXTRAS


def test_a_missing_extra_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(shell, json={})
    monkeypatch.setattr(doctor_here, "_version", lambda name: None if name == "pysubs2" else "1.0")
    assert verdicts(checks(shell)) == {"packages": "warning"}
