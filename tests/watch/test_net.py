"""Claims about addresses, patience and memory."""

import json
from pathlib import Path

import httpx
import pytest

from scripts.failures import Failure
from scripts.watch.fetch import NOTHING, Validators
from scripts.watch.memory import Memory
from scripts.watch.net import is_loopback, pause, same_site, tell
from scripts.watch.sources import Address, sources
from tests.watch.vendor import DESCRIPTION


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://302ai-en.apifox.cn/a", "https://302ai.apifox.cn/b"),
        ("https://apifox.cn", "https://www.apifox.cn"),
        ("http://a.example.com.cn", "https://b.example.com.cn"),
        ("http://127.0.0.1:80", "http://127.0.0.1/x"),
        ("http://localhost:8000/a", "http://localhost:8000/b"),
    ],
)
def test_these_are_one_site(left: str, right: str) -> None:
    assert same_site(httpx.URL(left), httpx.URL(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://302ai-en.apifox.cn", "http://302ai-en.apifox.cn"),
        ("https://302ai-en.apifox.cn", "https://apifox.cn.example.com"),
        ("https://a.com.cn", "https://b.com.cn"),
        ("https://a.co.uk", "https://b.co.uk"),
        ("https://302.ai", "https://303.ai"),
        ("http://127.0.0.1:1", "http://127.0.0.1:2"),
        ("http://10.0.0.1", "http://20.0.0.1"),
        ("http://localhost:1", "http://localhost:2"),
    ],
)
def test_these_are_not_one_site(left: str, right: str) -> None:
    assert not same_site(httpx.URL(left), httpx.URL(right))


def test_pauses_double_up_to_a_bound_and_end() -> None:
    assert [pause(sent, None) for sent in (1, 2, 3, 4)] == [1, 2, 4, None]
    assert pause(1, 60) == 60
    assert pause(1, 60.5) is None


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_these_hosts_are_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "127", ""])
def test_these_hosts_may_be_another_machine(host: str) -> None:
    assert not is_loopback(host)


def test_what_others_say_is_told_in_one_short_line_without_keys() -> None:
    told = tell("a\nb\x1b[31m  sk-" + "a1B2" * 6 + " " + "x" * 500)
    assert told.startswith("a b [31m sk-REDACTED xxx")
    assert len(told) == 300


def test_a_catalogue_is_fetched_whole_when_the_description_knows_more_than_before(tmp_path: Path) -> None:
    file, memory = tmp_path / "catalogue.json", Memory(tmp_path / ".watch.json")
    file.write_text("[]", encoding="utf-8")
    memory.keep("https://a.test", file, "what was known", Validators('"v1"'))
    memory.save()
    again = Memory.of(memory.path)
    assert again.recall("https://a.test", file, "what was known") == Validators('"v1"')
    assert again.recall("https://a.test", file, "more") == NOTHING
    assert again.recall("https://b.test", file, "what was known") == NOTHING


def test_a_description_with_an_address_that_is_none_is_refused() -> None:
    description = json.loads(json.dumps(DESCRIPTION).replace("https://302ai-en.apifox.cn/api-247577937", "http://[::1"))
    with pytest.raises(Failure) as caught:
        sources(description, Address())
    assert caught.value.what == "the address of the page `subtitle_task_status` is no web address"
