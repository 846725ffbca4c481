"""Faults in answers."""

from email.utils import parsedate_to_datetime

import pytest

from tests.mock.conversation import CREATING, OPERATIONS
from tests.mock.struck import Struck

DOWNLOAD = "create_video_download"


@pytest.fixture(scope="module")
def fine() -> Struck:
    """A service of which nothing but headers asks for faults."""
    return Struck()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 599])
def test_any_status_is_answered_and_nothing_is_done(status: int) -> None:
    service = Struck((str(status),))
    assert service.create(DOWNLOAD).status_code == status
    assert service.poll(DOWNLOAD, "x").status_code == status
    assert Struck.accepted(service) == 0


def test_a_request_can_be_carried_out_although_it_is_answered_with_an_error() -> None:
    service = Struck(("504 done",))
    assert service.create(DOWNLOAD).status_code == 504
    assert service.accepted() == 1


def test_retry_after_comes_in_seconds_or_as_a_date(fine: Struck) -> None:
    assert fine.create(DOWNLOAD, "429 retry 7").headers["retry-after"] == "7"
    dates = [fine.create(DOWNLOAD, f"429 retry at {off}").headers["retry-after"] for off in ("-100", "+100")]
    assert 199 <= (parsedate_to_datetime(dates[1]) - parsedate_to_datetime(dates[0])).total_seconds() <= 201


@pytest.mark.parametrize("status", [200, 400, 429, 500])
@pytest.mark.parametrize("creator", CREATING)
def test_either_envelope_comes_with_any_status(fine: Struck, creator: str, status: int) -> None:
    for code in (-10005, 10005):
        vendor = fine.create(creator, f"vendor {status} {code}")
        assert (vendor.status_code, vendor.json()["error"]["err_code"]) == (status, code)
    business = fine.poll(creator, "x", f"business {status} 40001")
    assert (business.status_code, business.json()["code"]) == (status, 40001)
    assert business.json()["msg"]


def test_the_sign_of_the_services_own_code_can_change(fine: Struck) -> None:
    codes = [fine.poll(DOWNLOAD, "none", asked).json()["error"]["err_code"] for asked in (None, "other sign")]
    assert codes == [10011, -10011]


@pytest.mark.parametrize("status", [200, 502])
def test_a_proxy_answers_with_a_page(fine: Struck, status: int) -> None:
    response = fine.create(DOWNLOAD, f"page {status}")
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html")
    assert response.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("url", [OPERATIONS["get_voice_clone"].path, "/files/voice.wav"])
def test_operations_and_files_redirect_elsewhere(fine: Struck, url: str) -> None:
    response = fine.send("GET", url, "redirect 307 http://elsewhere.test/x", params={"task_id": "x"})
    assert (response.status_code, response.headers["location"]) == (307, "http://elsewhere.test/x")


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        ("truncated", b'{"task_id":"'),
        ("empty", b""),
        ("no json", b"<ok>"),
        ("array", b"[]"),
        ("null", b"null"),
        ("other types", b'{"task_id":35}'),
        ("set /task_id [1]", b'{"task_id":[1]}'),
        ("drop /task_id", b"{}"),
        ("rename /task_id id", b'{"id":"'),
    ],
)
def test_what_is_wrong_with_json_calls_itself_json_and_200(fine: Struck, fault: str, body: bytes) -> None:
    response = fine.create(DOWNLOAD, fault)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert response.content.startswith(body)
    assert response.headers["content-length"] == str(len(response.content))


def test_a_header_can_be_any_text(fine: Struck) -> None:
    assert fine.create(DOWNLOAD, "header Content-Type text/plain").headers["content-type"] == "text/plain"
