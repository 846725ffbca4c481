"""Claims about `watch pages`, run as a user runs it, against a stand-in for the vendor."""

import json
from pathlib import Path

import pytest

from scripts.cli import main
from scripts.page import read_page
from tests.watch.vendor import CATALOGUE, EXPORT, LOGIN, STATUS, Answer, Vendor
from tests.watch.watching import CLONED, EXPORTS, PRODUCTS, STATUS_PAGE, VOICES, content, on_a_good_day, told, watch

pytestmark = pytest.mark.usefixtures("clock", "repository")


@pytest.fixture(name="site")
def _site(site: Vendor) -> Vendor:
    return on_a_good_day(site)


def test_a_first_run_stores_every_export_and_the_catalogue(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch(site, "--into", "new") == 0
    lines = told(capsys)
    assert lines[""] == "13 sources: 7 new, 6 kept"
    assert lines["speech_synthesis_result.md"] == lines[CLONED] == lines["catalogue.json"] == "new"
    assert lines["subtitle_task_status.txt"].startswith(
        "kept its HTML holds no operation, since a script draws the page"
    )
    assert set(content(Path("new"))) == {
        ".watch.json",
        "catalogue.json",
        "speech_synthesis_result.md",
        "subtitle_task_status.md",
        *VOICES,
    }
    assert read_page(Path("new", CLONED)).rendering == "markdown-export"


def test_every_address_is_asked_once_and_without_a_key(site: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI302_API_KEY", "a-key-of-the-environment")
    assert watch(site, "--into", "new") == 0
    pages = [path.removesuffix(".md") for path in EXPORTS]
    assert [asked.path for asked in site.asked] == [path for page in pages for path in (page, f"{page}.md")] + [
        PRODUCTS
    ]
    assert all("authorization" not in asked.headers for asked in site.asked)
    assert "a-key-of-the-environment" not in str(site.asked)


def test_a_second_run_asks_only_for_what_is_newer(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site, "--into", "new")
    before = content(Path("new"))
    capsys.readouterr()
    for path in EXPORTS:
        site.pages[path] = [Answer(status=304)]
    site.asked.clear()
    assert watch(site, "--into", "new") == 0
    assert told(capsys)[""] == "13 sources: 7 unchanged, 6 kept"
    conditional = {asked.path: asked.headers.get("if-none-match") for asked in site.asked}
    assert {path: conditional[path] for path in EXPORTS} == {path: f'"{path}"' for path in EXPORTS}
    assert conditional[STATUS_PAGE] is None
    assert content(Path("new")) == before


def test_a_stored_page_that_is_gone_or_was_edited_is_fetched_whole(site: Vendor) -> None:
    watch(site, "--into", "new")
    Path("new/subtitle_task_status.md").unlink()
    Path("new", CLONED).write_text("edited", encoding="utf-8")
    site.asked.clear()
    assert watch(site, "--into", "new") == 0
    asked = {one.path: one.headers.get("if-none-match") for one in site.asked}
    assert asked["/api-247577937.md"] is asked["/338003333e0.md"] is None
    assert asked["/338003334e0.md"] == '"/338003334e0.md"'
    assert Path("new", CLONED).read_text(encoding="utf-8") == EXPORT


@pytest.mark.parametrize("memory", ["", "[]", "{", '{"x": 1}', "\x00"])
def test_a_memory_that_cannot_be_read_is_an_empty_one(site: Vendor, memory: str) -> None:
    Path("new").mkdir()
    Path("new/.watch.json").write_text(memory, encoding="utf-8")
    assert watch(site, "--into", "new") == 0
    assert "/api-247577937.md" in Path("new/.watch.json").read_text(encoding="utf-8")


def test_a_changed_page_replaces_the_older_one(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site, "--into", "new")
    capsys.readouterr()
    site.pages["/338003333e0.md"] = [Answer(EXPORT.replace("verbose", "talkative"))]
    assert watch(site, "--into", "new") == 0
    lines = told(capsys)
    assert (lines[CLONED], lines["subtitle_task_status.md"]) == ("changed", "unchanged")
    assert "talkative" in Path("new", CLONED).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(LOGIN), "kept the answer is HTML and no Markdown export: a login page, or an error)"),
        (Answer('{"error": "log in"}'), "kept no operation is found: it is JSON without a product"),
        (Answer("# Not found\n\nThis page is private."), "kept no operation is found"),
        (Answer(STATUS), "kept the answer is no Markdown export; it reads as apifox-text)"),
        (Answer(bytes(range(256)) * 9), "kept no operation is found: the file is binary"),
        (Answer(""), "kept no operation is found: the file is empty)"),
        (Answer("```yaml\nopenapi: 3.0.1\n" + "[" * 5000 + "\n```\n"), "kept no operation is found"),
        (Answer(EXPORT[: len(EXPORT) // 2]), "kept what was fetched is damaged, at line "),
        (Answer(status=404), "failed {url}: HTTP 404)"),
        (Answer(status=500), "failed {url}: HTTP 500, 4 times)"),
        (Answer("x" * 5_000_001), "failed {url}: the answer is larger than 5 MB)"),
        (Answer(EXPORT, cut=3), "failed {url}: RemoteProtocolError: peer closed connection"),
        (
            Answer(status=302, headers={"Location": "https://login.example.com/"}),
            "failed {url}: it redirects to another",
        ),
    ],
    ids=lambda value: None if isinstance(value, Answer) else value[:40],
)
def test_what_is_no_page_never_replaces_one(
    site: Vendor, capsys: pytest.CaptureFixture[str], answer: Answer, why: str
) -> None:
    Path("new").mkdir()
    stored = Path("new", CLONED)
    stored.write_text(EXPORT, encoding="utf-8")
    site.pages["/338003333e0.md"] = [answer]
    assert watch(site, "--into", "new") == 1
    assert told(capsys)[CLONED].startswith(why.replace("{url}", f"{site.base_url}/338003333e0.md"))
    assert stored.read_text(encoding="utf-8") == EXPORT
    assert len(content(Path("new"))) == 8, "the other pages are stored, and the memory"


def test_a_damaged_page_is_better_than_none_and_says_so(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/338003333e0.md"] = [Answer(EXPORT[: len(EXPORT) // 2])]
    assert watch(site, "--into", "new") == 0
    assert told(capsys)[CLONED].startswith("new damaged, at line ")


def test_when_nothing_can_be_fetched_the_run_says_so(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages, site.otherwise = {}, Answer(status=404)
    assert watch(site, "--into", "new") == 2
    captured = capsys.readouterr()
    assert captured.out.endswith("13 sources: 13 failed\n")
    assert captured.err.startswith("error: nothing could be fetched\n  cause: http://127.0.0.1:")
    assert not Path("new").exists()


def test_a_day_of_login_pages_is_an_error_but_something_was_fetched(site: Vendor) -> None:
    site.pages, site.otherwise = {}, Answer(LOGIN)
    assert watch(site, "--into", "new") == 1
    assert not Path("new").exists()


def test_an_address_that_is_none_is_refused_before_anything_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--site", "--catalogue-url"):
        for url in ("127.0.0.1", "ftp://a.test", "http://", "http://[::1", ""):
            assert main(["watch", "pages", option, url]) == 2
            assert capsys.readouterr().err.startswith(f"error: {option} is no web address\n  cause: it is {url!r}\n")


def test_a_catalogue_of_its_own_address_is_asked_there(site: Vendor) -> None:
    site.pages["/my/list"] = site.pages.pop(PRODUCTS)
    assert watch(site, "--into", "new", "--catalogue-url", f"{site.base_url}/my/list") == 0
    assert Path("new/catalogue.json").read_text(encoding="utf-8") == CATALOGUE


def test_what_looks_like_a_key_is_stored_nowhere(site: Vendor) -> None:
    key = "sk-" + "a1B2" * 6
    site.pages["/338003333e0.md"] = [Answer(EXPORT.replace("Reads a voice task.", f"Try {key}."))]
    row = json.loads(CATALOGUE)[0] | {"name": f"Ours {key}"}
    site.pages[PRODUCTS] = [Answer(json.dumps([row]))]
    assert watch(site, "--into", "new") == 0
    assert "Try sk-REDACTED." in Path("new", CLONED).read_text(encoding="utf-8")
    assert "Ours sk-REDACTED" in Path("new/catalogue.json").read_text(encoding="utf-8")
    assert key.encode() not in b"".join(content(Path("new")).values())
