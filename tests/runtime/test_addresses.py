"""Claims about hosts: which a download may reach, however their address is written."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.addresses import Reach, public, reach, written_address
from scripts.codegen.runtime.resolving import resolve, resolve_async

PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
PRIVATE = [
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.0.0.1", "0.0.0.0"),  # noqa: S104
    *("224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "4000::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::1"),
    *("2002:7f00:1::", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
]
SPELLINGS = [
    *(
        "127.0.0.1",
        "127.0.0.1.",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.1",
    ),
    *("0", "0x0", "::1", "0:0:0:0:0:0:0:1", "::ffff:7f00:1", "169.254.43518", "0xA9FEA9FE"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_on_the_internet_is_public(address: str) -> None:
    assert public(ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_nobodys_or_some_networks_own_is_not_public(address: str) -> None:
    assert not public(ip_address(address))
    assert Reach().bars("https", address)
    assert Reach().bars_any("files.example", ["8.8.8.8", address])


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_hides_an_address(host: str) -> None:
    address = written_address(host)
    assert address is not None
    assert not public(address)
    barrier = Reach().bars("https", host)
    assert barrier is not None
    assert host in barrier.reason


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{}", "{:#x}", "0{:o}", "::ffff:{}"]))
def test_an_address_means_the_same_in_every_spelling(number: int, spelling: str) -> None:
    address = IPv4Address(number)
    written = written_address(spelling.format(address if "ffff" in spelling else number))
    assert written is not None
    assert public(written) is public(address)
    assert getattr(written, "ipv4_mapped", written) in (written, address)


@pytest.mark.parametrize(
    "host", ["files.example", "localhost", "127.0.0.1.example.com", "a1.2", "x0x7f", "", "file.302.ai"]
)
def test_a_name_is_no_address(host: str) -> None:
    assert written_address(host) is None


@pytest.mark.parametrize("found", [[], ["8.8.8.8"], ["not an address"], ["/run/proxy.sock"]])
def test_a_name_that_means_nothing_bad_is_within_reach(found: list[str]) -> None:
    assert Reach().bars_any("files.example", found) is None


def test_private_addresses_are_within_reach_when_allowed() -> None:
    allowed = Reach(allow_private=True)
    assert [allowed.bars("https", address) for address in PRIVATE] == [None] * len(PRIVATE)
    assert not allowed.asks("files.example"), "and nobody has to be asked"


@pytest.mark.parametrize(
    ("base_url", "scheme", "host", "barred"),
    [
        ("https://api.example.com", "http", "files.example", True),
        ("https://api.example.com", "https", "files.example", False),
        ("http://127.0.0.1:9", "http", "127.0.0.1", False),
        ("http://127.0.0.1:9", "http", "localhost", False),
        ("http://localhost:9", "http", "127.8.8.8", False),
        ("http://localhost:9", "http", "::ffff:127.0.0.1", False),
        ("http://[::1]:9", "https", "127.0.0.1", False),
        ("https://localhost:9", "https", "127.0.0.1", False),
        ("https://localhost:9", "http", "127.0.0.1", True),
        ("http://127.0.0.1:9", "http", "10.0.0.1", True),
        ("http://127.0.0.1:9", "https", "10.0.0.1", True),
        ("http://127.0.0.1:9", "http", "files.example", True),
        ("http://127.0.0.1:9", "https", "169.254.169.254", True),
    ],
)
def test_an_api_on_this_machine_opens_this_machine_and_no_more(
    base_url: str, scheme: str, host: str, barred: bool
) -> None:
    found = reach(base_url, allow_http=False, allow_private=False)
    assert bool(found.bars(scheme, host)) is barred


def test_http_is_within_reach_when_allowed_and_still_not_to_private_addresses() -> None:
    allowed = Reach(allow_http=True)
    assert allowed.bars("http", "files.example") is None
    assert allowed.bars("http", "10.0.0.1") is not None


@pytest.mark.parametrize(
    ("found", "host", "asks"),
    [
        (Reach(), "files.example", True),
        (Reach(), "localhost", True),
        (Reach(here=True), "localhost", False),
        (Reach(), "8.8.8.8", False),
    ],
)
def test_only_a_name_whose_meaning_matters_is_looked_up(found: Reach, host: str, asks: bool) -> None:
    assert found.asks(host) is asks


def looked_up_async(host: str, port: int) -> list[str]:
    return asyncio.run(resolve_async(host, port))


@pytest.mark.parametrize("look_up", [resolve, looked_up_async])
def test_a_name_that_nobody_knows_has_no_addresses(look_up: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        "known": [(socket.AF_INET6, 0, 0, "", ("fe80::1%2", 443, 0, 2)), (socket.AF_INET, 0, 0, "", ("8.8.8.8", 443))]
    }

    def ask(host: str, *_: object, **__: object) -> object:
        if host not in found:
            raise (UnicodeError if host.startswith(".") else socket.gaierror)("nobody knows")
        return found[host]

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    assert look_up("known", 443) == ["fe80::1%2", "8.8.8.8"]
    assert [look_up(name, 443) for name in ("unknown", "..")] == [[], []]
