"""Claims about what `watch record` refuses before anything is sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.watch.recording import CLONE, record
from tests.watch.vendor import Vendor

pytestmark = pytest.mark.usefixtures("clock", "repository")


BODIES: dict[str, Any] = {
    "create_voice_clone": {"input_text": "a", "ref_audio_links": ["https://a.test/b.wav"], "ref_audio_text": ["b"]},
    "create_speech_synthesis": {
        "audio_man": "v",
        "speed": 1,
        "pitch": 1,
        "volume": 1,
        "text": {"text": "a", "plain_text": "a"},
    },
    "create_subtitle_translation": {
        "model": "m",
        "src_lang": "en",
        "tgt_lang": "zh",
        "subtitle": {"segments": [{"start": 0, "end": 1, "text": "a"}]},
    },
}


@pytest.mark.parametrize(
    ("operation", "price"),
    [
        ("create_voice_clone", "0.03 PTC per 1,000 tokens"),
        ("create_speech_synthesis", "0.001 PTC per second of audio (0.0006 with the voices of cicada1.0)"),
        ("create_subtitle_translation", "unknown (the language model's own)"),
    ],
)
@pytest.mark.usefixtures("key")
def test_what_costs_money_is_refused_with_its_price(
    site: Vendor, capsys: pytest.CaptureFixture[str], tmp_path: Path, operation: str, price: str
) -> None:
    body = tmp_path / "body.json"
    body.write_text(json.dumps(BODIES[operation]), encoding="utf-8")
    assert record(site.base_url, operation, "--body", str(body)) == 1
    assert f"cause: the price is {price}\n" in capsys.readouterr().err
    assert site.asked == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["get_subtitle_tsk"], "did you mean get_subtitle_task?\n         the operations are get_speech_synthesis, "),
        (["get_subtitle_task"], "error: `get_subtitle_task` needs `task_id`\n  cure:  --argument task_id=...\n"),
        (["get_speech_synthesis"], "needs `task_id`\n  cure:  --argument task_id=...\n         or a JSON file"),
        (["create_voice_clone", *CLONE[2:]], "error: `create_voice_clone` needs `input_text`\n"),
        (["get_subtitle_task", "--argument", "task=1"], "has no argument `task`\n  cure:  did you mean task_id?\n"),
        (["get_subtitle_task", "--argument", "task_id"], "an argument is not NAME=VALUE\n  cause: it is 'task_id'"),
        (["get_subtitle_task", "--argument", "task_id=.."], "`task_id` cannot stand in the path\n  cause: '..' would"),
        (["get_subtitle_task", "--argument", "task_id="], "cannot stand in the path\n  cause: '' would name another"),
        (["get_subtitle_task", "--argument", "task_id=1", "--argument", "task_id=2"], "`task_id` is given twice\n"),
        (
            ["get_subtitle_task", "--argument", "task_id=1", "--body", "body.json"],
            "`get_subtitle_task` takes no body\n",
        ),
        (["get_speech_synthesis", "--body", "body.json"], "needs `task_id`\n"),
        (["get_speech_synthesis", "--body", "list.json"], "the body: [] is not of type 'object'\n"),
        (["get_speech_synthesis", "--body", "list.json", "--argument", "task_id=1"], "the body is no object but array"),
        (["get_speech_synthesis", "--body", "none.json"], "error: there is no such file\n"),
        (["create_voice_clone", *CLONE[:2], "--argument", "ref_audio_links=a"], "says array, and 'a' is not JSON\n"),
        (["create_voice_clone", *CLONE, "--argument", "temperature=9"], "/temperature: 9 is not valid"),
    ],
)
@pytest.mark.usefixtures("key")
def test_wrong_arguments_are_told_before_anything_is_sent(
    site: Vendor, capsys: pytest.CaptureFixture[str], given: list[str], message: str
) -> None:
    Path("body.json").write_text('{"a": 1}', encoding="utf-8")
    Path("list.json").write_text("[]", encoding="utf-8")
    assert record(site.base_url, *given) in (1, 2)
    assert message in capsys.readouterr().err
    assert site.asked == []


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "error: there is no API key\n  cause: neither AI302_API_KEY nor AI302_KEY is set"),
        ({"AI302_API_KEY": "  "}, "error: there is no API key\n"),
        ({"AI302_API_KEY": "two words-of-a-key"}, "error: AI302_API_KEY holds no key\n"),
        ({"AI302_KEY": "schlüssel-of-mine"}, "error: AI302_KEY holds no key\n"),
    ],
)
def test_without_a_usable_key_nothing_is_sent(
    site: Vendor,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    message: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert record(site.base_url, "get_subtitle_task", "--argument", "task_id=t1") == 2
    told = capsys.readouterr().err
    assert message in told
    assert "of-a-key" not in told
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("http://api.302.ai", "which would send the key unencrypted"),
        ("http://127.0.0.1.a.test", "which would send the key unencrypted"),
        ("api.302.ai", "it is no web address"),
        ("https://", "it is no web address"),
        ("https://me:secret@a.test", "it holds a user"),
        ("https://a.test/?key=secret", "it holds a user, a query or a fragment"),
        ("https://[::1", "Invalid IPv6 URL"),
        ("https://a.test:port", "Port could not be cast"),
    ],
)
@pytest.mark.usefixtures("key")
def test_a_base_url_that_would_give_the_key_away_is_refused(
    capsys: pytest.CaptureFixture[str], url: str, cause: str
) -> None:
    assert record(url, "get_subtitle_task", "--argument", "task_id=t1") == 2
    told = capsys.readouterr().err
    assert cause in told
    assert "secret" not in told
