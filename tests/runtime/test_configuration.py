"""Claims about how a client is configured."""

from __future__ import annotations

import math

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.configuration import (
    CONNECT_TIMEOUT,
    REQUEST_TIMEOUT,
    Configuration,
    changed,
    checked_base_url,
    is_loopback,
    resolve,
)
from scripts.codegen.runtime.errors import ConfigurationError
from scripts.codegen.runtime.retry import Retry
from tests.runtime.samples import KEY

DEFAULT = "https://api.example.com"


def resolved(environment: dict[str, str] | None = None, **arguments: object) -> Configuration:
    settings: dict[str, object] = {"api_key": None, "base_url": None, "timeout": None, "retries": None, **arguments}
    return resolve(default_base_url=DEFAULT, environment=environment or {}, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("argument", "environment", "expected"),
    [
        ("mine", {"AI302_API_KEY": "first", "AI302_KEY": "second"}, "mine"),
        (None, {"AI302_API_KEY": "first", "AI302_KEY": "second"}, "first"),
        (None, {"AI302_API_KEY": " ", "AI302_KEY": "second"}, "second"),
        (None, {"AI302_KEY": "second"}, "second"),
    ],
)
def test_the_key_is_the_argument_else_the_first_variable_that_is_not_blank(
    argument: str | None, environment: dict[str, str], expected: str
) -> None:
    assert resolved(environment, api_key=argument).key.reveal() == expected


@pytest.mark.parametrize("environment", [{}, {"AI302_API_KEY": ""}, {"AI302_KEY": "\n"}])
def test_a_missing_key_is_an_error_that_names_the_variables_and_the_argument(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolved(environment)
    assert caught.value == ConfigurationError(
        "api_key", "there is no API key", "Set the environment variable AI302_API_KEY or AI302_KEY, or give api_key"
    )


@pytest.mark.parametrize("key", ["", "a b", "key\n", "\tkey", "Bearer key", "schlüssel", "key\u200b", 7, b"key"])
def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(key: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolved(api_key=key)
    assert caught.value.setting == "api_key"
    assert not isinstance(key, str) or not key.strip() or key not in f"{caught.value!s} {caught.value!r}"


def test_a_bad_key_in_a_variable_is_told_by_the_name_of_the_variable() -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolved({"AI302_KEY": "a b"})
    assert caught.value.setting == "AI302_KEY"


def test_the_host_is_the_argument_else_the_variable_else_the_default() -> None:
    variables = {"AI302_API_KEY": KEY, "AI302_BASE_URL": "https://b.example.com"}
    assert resolved(variables, base_url="https://a.example.com").base_url == "https://a.example.com"
    assert resolved(variables).base_url == "https://b.example.com"
    assert resolved({**variables, "AI302_BASE_URL": "  "}).base_url == DEFAULT


@pytest.mark.parametrize(
    ("given_url", "normal"),
    [
        ("https://api.example.com/", "https://api.example.com"),
        ("HTTPS://API.Example.com", "https://api.example.com"),
        ("https://api.example.com:8443/proxy/v1/", "https://api.example.com:8443/proxy/v1"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://mock.localhost", "http://mock.localhost"),
    ],
)
def test_a_base_url_is_kept_in_normal_form(given_url: str, normal: str) -> None:
    assert checked_base_url(given_url) == normal
    assert checked_base_url(normal) == normal


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "https:///path",
        "https://user:pa55@api.example.com",
        "https://api.example.com?key=1",
        "https://api.example.com#x",
        "https://api.example.com/a/../b",
        "https://api.example.com:99999",
        "https://api example.com",
        "https://api.example.com\n",
        "https://bücher.example",
        "https://api.example.com\\@evil.example",
        "https://a%2eb.example",
        "https://[::1",
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://0.0.0.0",
        None,
        7,
    ],
)
def test_an_address_that_is_no_safe_base_url_is_refused(url: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        checked_base_url(url)
    assert caught.value.setting == "base_url"
    assert "pa55" not in str(caught.value)


def test_only_this_machine_is_loopback() -> None:
    assert all(map(is_loopback, ["localhost", "a.localhost", "127.0.0.1", "127.255.255.254", "::1"]))
    assert not any(map(is_loopback, ["127.0.0.1.nip.io", "127.0.0", "127.0.0.256", "128.0.0.1", "notlocalhost", "::2"]))


@pytest.mark.parametrize("timeout", [0, -1, math.inf, math.nan, True, "60"])
def test_a_timeout_is_a_finite_number_above_zero(timeout: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolved(api_key=KEY, timeout=timeout)
    assert caught.value.setting == "timeout"


@pytest.mark.parametrize("retries", [-1, 11, 1.5, True, "2"])
def test_retries_are_a_small_whole_number(retries: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolved(api_key=KEY, retries=retries)
    assert caught.value.setting == "retries"


def test_the_defaults_are_finite() -> None:
    settings = resolved(api_key=KEY)
    assert (settings.timeout, settings.connect_timeout) == (REQUEST_TIMEOUT, CONNECT_TIMEOUT) == (60.0, 10.0)
    assert settings.retry == Retry()


@given(st.floats(0.001, 1e6))
def test_connecting_never_takes_longer_than_the_request_timeout(timeout: float) -> None:
    assert resolved(api_key=KEY, timeout=timeout).connect_timeout <= min(timeout, CONNECT_TIMEOUT)


def test_a_change_makes_a_new_configuration_and_leaves_the_old_one() -> None:
    old = resolved(api_key=KEY)
    new = changed(old, timeout=5, retries=0, base_url="https://b.example.com/", api_key="another")
    assert (new.timeout, new.retry.attempts, new.base_url, new.key.reveal()) == (
        5.0,
        1,
        "https://b.example.com",
        "another",
    )
    assert old == resolved(api_key=KEY)
    assert changed(old) == old
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        old.timeout = 1  # type: ignore[misc]


def test_a_configuration_never_shows_its_key() -> None:
    settings = resolved(api_key=KEY)
    assert KEY not in f"{settings!r} {settings!s} {attrs.asdict(settings)!r} {attrs.astuple(settings)!r}"
