"""Templates, the cases written with them, and examples of schemas."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.failures import Failure
from scripts.mock.cases import Cases, load_cases
from scripts.mock.schemas import Schemas
from scripts.mock.shape import mapping
from scripts.mock.template import Scope, fill, srt_time
from scripts.values import Json
from tests.mock.conversation import CREATING, EFFECTIVE, OPERATIONS, RECORDINGS

SCOPE = Scope({"body": {"a": 1, "b": None, "c": [{"n": 1.5}, {}, 7]}, "state": "queue"}, "http://here/files/")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers()


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{state:}", "queue"),
        ("{body:/a}", 1),
        ("{body:/b}", None),
        ("no {body:/a} and {body:/z}", "no 1 and "),
        ("{file:x.wav}", "http://here/files/x.wav"),
        ("{body:/c/0/n|srt}", "00:00:01,500"),
        ({"x": "{body:/z}", "y": ["{body:/z}", 2, {"z": "{nobody:/z}"}]}, {"y": [2, {}]}),
        (
            {"$each": "body:/c", "$item": {"at": "{number:}", "n": "{item:/n}"}},
            [{"at": 1, "n": 1.5}, {"at": 2}, {"at": 3}],
        ),
        ({"$each": "body:/z", "$item": 1}, []),
        ([True, 1, None, 2.5, "{}", "{x}"], [True, 1, None, 2.5, "{}", "{x}"]),
    ],
)
def test_a_template_is_filled_with_what_is_there(template: Json, filled: Json) -> None:
    assert fill(template, SCOPE) == filled


def test_a_template_that_is_nothing_but_what_is_not_there_has_no_value() -> None:
    with pytest.raises(LookupError):
        fill("{body:/z}", SCOPE)


@given(NUMBERS)
def test_every_number_of_seconds_is_an_srt_time(seconds: float) -> None:
    assert re.fullmatch(r"\d\d:[0-5]\d:[0-5]\d,\d\d\d", srt_time(seconds))


@given(st.integers(0, 359_999_999))
def test_an_srt_time_keeps_the_milliseconds(milliseconds: int) -> None:
    hours, minutes, seconds, thousandths = map(int, re.split("[:,]", srt_time(milliseconds / 1000)))
    assert ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths == milliseconds


def test_every_file_of_cases_belongs_to_an_operation_that_has_tasks() -> None:
    readers = {machine.reader for machine in CREATING.values()}
    assert set(load_cases(RECORDINGS).files) <= set(CREATING) | readers <= set(OPERATIONS)


def test_every_state_that_a_case_names_is_a_running_one() -> None:
    cases = load_cases(RECORDINGS)
    for machine in CREATING.values():
        assert set(cases.states(machine.reader, ())) <= set(machine.running)


def test_a_case_that_names_no_recording_is_a_failure() -> None:
    cases = Cases({"x": {"outcomes": {"succeeded": [{"recording": "get_x.good"}]}}}, {("get_x", "well"): {}})
    with pytest.raises(Failure) as caught:
        cases.answer(["x"], "succeeded", SCOPE)
    assert caught.value.what == "there is no recorded answer get_x.good"
    assert caught.value.cause == "known recorded answers: get_x.well"


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("name", mapping(mapping(EFFECTIVE.root["components"])["schemas"]))
def test_the_example_of_a_schema_fits_it(name: str, *, whole: bool) -> None:
    schemas = Schemas(EFFECTIVE.root)
    pointer = f"/components/schemas/{name}"
    assert schemas.fault(pointer, schemas.example(pointer, whole=whole)) is None
