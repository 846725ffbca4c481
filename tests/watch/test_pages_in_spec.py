"""Claims about `watch pages` where it stores beside the stored pages."""

from pathlib import Path

import pytest

from scripts.cli import main
from scripts.page import read_page
from tests.watch.vendor import EXPORT, STATUS, Answer, Clock, Vendor, as_html
from tests.watch.watching import CLONED, STATUS_PAGE, content, on_a_good_day, told, watch

pytestmark = pytest.mark.usefixtures("clock", "pages")


@pytest.fixture(name="site")
def _site(site: Vendor) -> Vendor:
    return on_a_good_day(site)


def test_without_a_folder_the_pages_go_beside_the_stored_ones(
    site: Vendor, capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    before = content(repository / "spec")
    assert watch(site) == 0
    lines = told(capsys)
    assert lines[""] == "13 sources: 6 new, 1 unchanged, 6 kept"
    assert lines["catalogue.json"] == "unchanged"
    after = content(repository / "spec")
    assert set(after) - set(before) == {
        "speech_synthesis/pages/speech_synthesis_result.md",
        "subtitle_tasks/pages/subtitle_task_status.md",
        *(
            f"shared/pages/higgs_audio.{verb}_voice_{noun}.md"
            for verb in ("create", "get")
            for noun in ("clone", "generation")
        ),
    }
    assert {name: after[name] for name in before} == before
    assert (repository / "build/.watch.json").is_file()


def test_html_that_holds_the_page_replaces_the_text_of_its_rendering(
    site: Vendor, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = Path("spec/subtitle_tasks/pages/subtitle_task_status.txt")
    site.pages[STATUS_PAGE] = [Answer(as_html(STATUS.replace("Query task status", "Read a task")))]
    assert watch(site) == 0
    assert told(capsys)["subtitle_task_status.txt"] == "changed"
    page = read_page(stored)
    assert (page.rendering, page.operations[0].path) == ("apifox-text", "/302/vt/tasks/subtitle/{task_id}")


def test_html_replaces_no_text_of_another_rendering(site: Vendor, capsys: pytest.CaptureFixture[str]) -> None:
    table = Path("spec/speech_synthesis/pages/speech_synthesis_result_table.txt").read_text(encoding="utf-8")
    stored = Path("spec/subtitle_tasks/pages/subtitle_task_status.txt")
    site.pages[STATUS_PAGE] = [Answer(f"<html><pre>{table}</pre></html>")]
    assert watch(site) == 0
    why = "kept what was fetched reads as field-table, what is stored as apifox-text)"
    assert told(capsys)["subtitle_task_status.txt"] == why
    assert stored.read_text(encoding="utf-8") == STATUS


def test_html_of_an_address_with_two_stored_renderings_replaces_the_one_that_it_is(
    site: Vendor, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path("spec/speech_synthesis/pages")
    table = (folder / "speech_synthesis_result_table.txt").read_text(encoding="utf-8")
    text = (folder / "speech_synthesis_result.txt").read_bytes()
    changed = table.replace("Voice text", "The text")
    site.pages["/api-312102532"] = [Answer(f"<html><pre>{changed}</pre></html>")]
    assert watch(site) == 0
    assert told(capsys)["speech_synthesis_result_table.txt"] == "changed"
    assert "The text" in (folder / "speech_synthesis_result_table.txt").read_text(encoding="utf-8")
    assert (folder / "speech_synthesis_result.txt").read_bytes() == text


def test_what_was_fetched_into_a_folder_is_stored_in_spec_without_the_network(
    site: Vendor, capsys: pytest.CaptureFixture[str], clock: Clock
) -> None:
    watch(site, "--into", "new")
    capsys.readouterr()
    site.asked.clear()
    assert watch(site, "--from", "new") == 0
    assert told(capsys)[""] == "13 sources: 6 new, 1 unchanged, 6 kept"
    assert (site.asked, clock.slept) == ([], [])
    stored = Path("spec/shared/pages", CLONED).read_text(encoding="utf-8")
    assert stored == EXPORT


def test_a_folder_with_nothing_in_it_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "pages", "--from", "none"]) == 2
    assert capsys.readouterr().err.startswith("error: there is nothing to take\n  at:    none\n")


def test_a_folder_that_cannot_be_written_is_an_error_and_the_older_files_stay(site: Vendor) -> None:
    Path("new").write_text("a file", encoding="utf-8")
    assert watch(site, "--into", "new") == 2
    assert Path("new").read_text(encoding="utf-8") == "a file"
