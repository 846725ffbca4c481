"""Claims about fetching: polite, bounded, and told in one line when it fails."""

import httpx
import pytest

from scripts.watch.fetch import NOTHING, Fetcher, Got, UnfetchedError, Validators
from scripts.watch.net import LONGEST_WAIT, open_client
from tests.watch.vendor import Answer, Clock, Vendor


def fetch(
    site: Vendor, clock: Clock, *, limit: int = 1000, timeout: float = 10.0, known: Validators = NOTHING
) -> Got | None:
    with open_client() as client:
        return Fetcher(client, clock.time, timeout).get(
            f"{site.base_url}/page", "text/html", limit, known or Validators()
        )


def why(site: Vendor, clock: Clock, *, limit: int = 1000, timeout: float = 10.0) -> str:
    with pytest.raises(UnfetchedError) as caught:
        fetch(site, clock, limit=limit, timeout=timeout)
    return str(caught.value)


def test_a_page_is_fetched_once_with_its_validators_and_its_encoding(site: Vendor, clock: Clock) -> None:
    headers = {
        "ETag": '"v1"',
        "Last-Modified": "Mon, 03 Nov 2025 10:00:00 GMT",
        "Content-Type": "text/html; charset=gbk",
    }
    site.pages["/page"] = [Answer("x", headers=headers)]
    assert fetch(site, clock) == Got(b"x", "gbk", Validators('"v1"', "Mon, 03 Nov 2025 10:00:00 GMT"))
    assert (len(site.asked), clock.slept) == (1, [])


def test_a_request_says_who_asks_and_carries_neither_key_nor_cookie(
    site: Vendor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AI302_API_KEY", "a-key-of-the-environment")
    site.pages["/page"] = [Answer(status=503, headers={"Set-Cookie": "session=1"}), Answer("x")]
    fetch(site, clock)
    for asked in site.asked:
        assert asked.headers["user-agent"].startswith("speech302-watch (")
        assert not {"authorization", "cookie"} & set(asked.headers)
        assert "a-key-of-the-environment" not in str(asked)


def test_what_the_server_knows_to_be_unchanged_is_not_sent_again(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=304)]
    assert fetch(site, clock, known=Validators('"v1"', "a date")) is None
    assert site.asked[0].headers["if-none-match"] == '"v1"'
    assert site.asked[0].headers["if-modified-since"] == "a date"


def test_a_304_that_nobody_asked_for_is_a_failure(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=304)]
    assert why(site, clock) == "HTTP 304"


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410])
def test_a_status_that_says_no_is_asked_once(site: Vendor, clock: Clock, status: int) -> None:
    site.pages["/page"] = [Answer(status=status)]
    assert why(site, clock) == f"HTTP {status}"
    assert (len(site.asked), clock.slept) == (1, [])


def test_a_server_that_stumbles_is_asked_again_with_growing_pauses(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=500), Answer(status=503), Answer("x")]
    assert fetch(site, clock) == Got(b"x")
    assert clock.slept == [1, 2]


def test_a_server_that_is_down_is_left_alone_after_four_requests(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=502)]
    assert why(site, clock) == "HTTP 502, 4 times"
    assert (len(site.asked), clock.slept) == (4, [1, 2, 4])


def test_a_host_that_was_given_up_is_asked_once_for_each_further_page(site: Vendor, clock: Clock) -> None:
    site.otherwise = Answer(status=500)
    with open_client() as client:
        fetcher = Fetcher(client, clock.time)
        for path in ("/a", "/b", "/c"):
            with pytest.raises(UnfetchedError):
                fetcher.get(f"{site.base_url}{path}", "text/html", 10)
    assert [asked.path for asked in site.asked] == ["/a"] * 4 + ["/b", "/c"]


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7), ("Tue, 14 Nov 2023 22:13:50 GMT", 30), ("nonsense", 1), ("-5", 1)]
)
def test_a_wait_that_the_server_asks_for_is_waited(site: Vendor, clock: Clock, said: str, seconds: float) -> None:
    site.pages["/page"] = [Answer(status=429, headers={"Retry-After": said}), Answer("x")]
    assert fetch(site, clock) == Got(b"x")
    assert clock.slept == [seconds]


def test_a_server_that_wants_a_long_rest_gets_it(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=429, headers={"Retry-After": str(LONGEST_WAIT + 1)})]
    assert why(site, clock) == "HTTP 429, and it asks to be left alone for 61 s"
    assert (len(site.asked), clock.slept) == (1, [])


def test_an_answer_that_announces_too_much_is_not_read(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer("x" * 1001)]
    assert why(site, clock, limit=1000) == "the answer is larger than 0.001 MB"


def test_an_answer_is_cut_off_where_it_exceeds_its_limit_whatever_it_announced(clock: Clock) -> None:
    def endless() -> object:
        while True:
            produced.append(1)
            yield b"x" * 100

    produced: list[int] = []
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=endless()))  # type: ignore[arg-type]
    with httpx.Client(transport=transport) as client, pytest.raises(UnfetchedError, match=r"larger than 0\.001 MB"):
        Fetcher(client, clock.time).get("https://a.test/page", "text/html", 1000)
    assert len(produced) == 11


def test_an_answer_that_trickles_for_ever_is_given_up(clock: Clock) -> None:
    def trickle() -> object:
        while True:
            clock.seconds += 10
            yield b"x"

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=trickle()))  # type: ignore[arg-type]
    with httpx.Client(transport=transport) as client, pytest.raises(UnfetchedError, match="longer than 120"):
        Fetcher(client, clock.time).get("https://a.test/page", "text/html", 1000)


def test_a_server_that_says_nothing_is_not_waited_for(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [site.hang]
    assert why(site, clock, timeout=0.05) == "ReadTimeout: timed out, 4 times"
    assert clock.slept == [1, 2, 4]


def test_half_an_answer_is_none(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer("x" * 10, cut=5), Answer("x" * 15)]
    assert fetch(site, clock) == Got(b"x" * 15)
    site.pages["/page"] = [Answer("x" * 10, cut=5)]
    assert why(site, clock).startswith("RemoteProtocolError: peer closed connection")


def test_an_address_that_is_none_is_a_failure_in_one_line(clock: Clock) -> None:
    with open_client() as client:
        for url in ("ftp://a.test/x", "nothing", "http://[::1", "http://a.test:x"):
            with pytest.raises(UnfetchedError) as caught:
                Fetcher(client, clock.time).get(url, "text/html", 10)
            assert "\n" not in str(caught.value)
    assert clock.slept == []


def test_a_redirect_on_the_same_site_is_followed(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=301, headers={"Location": "/moved?x=1"})]
    site.pages["/moved?x=1"] = [Answer("x")]
    assert fetch(site, clock) == Got(b"x")


def test_a_redirect_to_another_site_is_refused_without_asking_there(site: Vendor, clock: Clock) -> None:
    port = site.base_url.rpartition(":")[2]
    site.pages["/page"] = [Answer(status=302, headers={"Location": f"http://localhost:{port}/login"})]
    assert why(site, clock) == "it redirects to another site, http://localhost"
    assert len(site.asked) == 1


def test_a_redirect_that_never_ends_is_left(site: Vendor, clock: Clock) -> None:
    site.pages["/page"] = [Answer(status=302, headers={"Location": "/page"})]
    assert why(site, clock) == "it redirects more than 5 times"
    site.pages["/page"] = [Answer(status=302)]
    assert why(site, clock) == "it redirects without saying where to"
