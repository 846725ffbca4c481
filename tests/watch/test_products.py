"""Claims about the catalogue: in whatever it wraps its rows, ours come out in the stored shape."""

import json
from typing import Any

import pytest

from scripts.failures import Failure
from scripts.values import Json
from scripts.watch.products import reduced
from scripts.watch.sources import known
from tests.watch.vendor import CATALOGUE, DESCRIPTION

OURS = known(DESCRIPTION)
ROWS: list[dict[str, Any]] = json.loads(CATALOGUE)
FOREIGN = {"id": 1, "name": "Other", "definition": [{"url": "/other", "method": "GET", "link": "https://a.test/1"}]}


@pytest.mark.parametrize(
    "answer",
    [
        ROWS,
        {"code": 0, "msg": "ok", "data": ROWS},
        {"data": {"categories": [{"title": "Audio", "products": ROWS[:1]}, {"title": "Tools", "products": ROWS[1:]}]}},
        {str(row["id"]): {"row": row} for row in ROWS},
        {"cache": json.dumps({"list": ROWS})},
        [[FOREIGN], ROWS[::-1], [FOREIGN], ROWS],
    ],
    ids=["bare", "wrapped", "by category", "by id", "JSON in a text", "out of order and twice"],
)
def test_our_rows_are_found_wherever_they_stand(answer: Json) -> None:
    assert reduced(json.dumps(answer), OURS) == CATALOGUE


def test_what_is_stored_of_a_row_is_what_was_stored_before() -> None:
    rows = [row | {"price_table": "<html>", "views": 7} for row in ROWS]
    for row in rows:
        row["definition"] = [one | {"calls": 1} for one in row["definition"]]
    assert reduced(json.dumps(rows), OURS) == CATALOGUE


@pytest.mark.parametrize("name", ["link", "url"])
def test_a_row_is_ours_by_its_page_or_by_its_address(name: str) -> None:
    definition = {key: value for key, value in ROWS[2]["definition"][1].items() if key != name}
    found = reduced(json.dumps([{"id": 5, "definition": [definition]}, FOREIGN]), OURS)
    assert json.loads(found) == [{"id": 5, "definition": [definition]}]


def test_blanks_and_case_of_an_address_do_not_count() -> None:
    definition = {"url": " /302/v2/higgs_audio/voice_clone/task\n", "method": "post"}
    assert json.loads(reduced(json.dumps([{"definition": [definition]}]), OURS)) == [{"definition": [definition]}]


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("<html>", "the answer is not JSON"),
        ("[" * 100_000, "the answer nests too deeply"),
        ("{}", "no object in the answer has a list `definition`"),
        ('{"definition": ["a"]}', "no object in the answer has a list `definition`"),
        (json.dumps({"text": '"definition" {'}), "no object in the answer has a list `definition`"),
        (json.dumps([FOREIGN, FOREIGN]), "of its 2 products none has an operation of the description"),
        (json.dumps([{"definition": [{"url": None, "method": 3}]}]), "of its 1 products none"),
    ],
)
def test_an_answer_without_our_products_is_a_failure(answer: str, what: str) -> None:
    with pytest.raises(Failure) as caught:
        reduced(answer, OURS)
    assert (caught.value.cause or "").startswith(what)
