"""The words that pages are labelled with, and the words that titles are made of."""

import pytest

from scripts.page.addresses import meanings
from scripts.page.anchors import METHODS
from scripts.page.labelling import data, key, label, words

LANGUAGES = {"en", "zh", "ja"}


@pytest.mark.parametrize("group", ["headings", "marks", "details", "columns", "product", "product_texts"])
def test_every_label_is_known_in_every_language(group: str) -> None:
    for concept, spelled in data()[group].items():
        assert set(spelled) == LANGUAGES, concept


@pytest.mark.parametrize("group", ["headings", "marks", "details", "product_texts", "yes_no", "places", "type_names"])
def test_no_label_stands_for_two_things(group: str) -> None:
    seen: dict[str, str] = {}
    for concept, spelled in data()[group].items():
        for text in spelled if isinstance(spelled, list) else [text for texts in spelled.values() for text in texts]:
            assert seen.setdefault(key(str(text)), concept) == concept, text
            found = label(group, str(text))
            assert found is not None
            assert found.concept == concept


def test_a_label_is_found_whatever_its_case_blanks_and_colon() -> None:
    assert label("headings", " path  PARAMS \uff1a") == label("headings", "Path Params")


def test_titles_in_two_languages_mean_the_same() -> None:
    assert meanings("创建智能声音生成任务") == meanings("Create intelligent voice generation task")
    assert meanings("音声クローンタスクの作成") >= {"create", "voice", "clone"}
    assert meanings("Delete customized voice") != meanings("Create voice")


def test_common_values_are_no_methods_and_stand_once() -> None:
    spelled = [word for group in words()["values"].values() for word in str(group).split()]
    assert len(spelled) == len(set(spelled))
    assert not set(spelled) & {method.lower() for method in METHODS}
