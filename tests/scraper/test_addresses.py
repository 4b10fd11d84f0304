"""What may be asked, decided without a network."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.addresses import follow
from scraper.addresses import forbidden
from scraper.addresses import may_visit
from scraper.addresses import place
from scraper.addresses import resolve
from scraper.addresses import shorten
from scraper.errors import Refused
from scraper.errors import ScrapeError
from scraper.errors import Unreachable

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "192.0.0.8", "198.18.0.1",
    "240.0.0.1", "203.0.113.9", "::1", "fc00::1", "fd12::1", "fec0::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "::7f00:1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe", "100::1",
]  # fmt: skip
NEVER = ["0.0.0.0", "::", "224.0.0.1", "ff02::1", "255.255.255.255", "169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254", "no address"]  # fmt: skip  # noqa: S104
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_networks_need_leave(address: str) -> None:
    """Loopback, private, shared, reserved and documentation networks, in every IPv6 dress."""
    assert forbidden(address, private=False)
    assert forbidden(address, private=True) is None


@pytest.mark.parametrize("address", NEVER)
def test_no_host_is_never_asked(address: str) -> None:
    """Multicast, unspecified and link-local (where clouds keep their secrets) are refused even with leave."""
    assert forbidden(address, private=False)
    assert forbidden(address, private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_may_be_asked(address: str) -> None:
    """A public address passes, also inside a translated IPv6 one."""
    assert forbidden(address, private=False) is None


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_what_it_maps(address: ipaddress.IPv4Address) -> None:
    """No IPv6 form opens a door that is shut for the IPv4 address inside."""
    if forbidden(str(address), private=False):
        for dress in (f"::ffff:{address}", f"64:ff9b::{address}"):
            assert forbidden(dress, private=False)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("file:///etc/passwd", "http"),
        ("gopher://example.org/", "http"),
        ("example.org/code", "http"),
        ("javascript:alert(1)", "http"),
        ("http:///code", "no host"),
        ("http://example.org:0/", "no port"),
        ("http://example.org:99999/", "not an address"),
        ("http://[::1/", "not an address"),
        ("http://user:word@example.org/", "Credentials"),
        ("http://token@example.org/", "Credentials"),
        ("http://@example.org/", "Credentials"),
        ("http://example.org/a b", "blanks"),
        ("http://example.org/\r\nHost: x", "control"),
        ("http://example.org\\@evil.example/", "control"),
        ("http://example.org/" + "x" * 5000, "longer"),
    ],
)
def test_what_no_address_may_be(url: str, word: str) -> None:
    """Each is refused in words, and the words never repeat a credential."""
    with pytest.raises(Refused) as caught:
        place(url)

    assert word in caught.value.what
    assert "word@" not in f"{caught.value} {caught.value.url}"


def test_an_address_in_one_form() -> None:
    """Host in lower case and punycode, no fragment, no default port, percent-encoded once."""
    assert "https://example.org/a%20b?q=%D0%B0" == place("https://EXAMPLE.org:443/a%20b?q=а#z205").url
    assert "xn--e1afmkfd.xn--p1ai" == place("http://пример.рф/").host
    assert "http://example.org:8080" == place("http://example.org:8080/x").origin
    assert "http://[2606:4700::1111]:81/" == place("http://[2606:4700::1111]:81").url


def test_one_gate_for_a_machine() -> None:
    """The www twin and both usual ports are one machine, another port is another."""
    machines = {
        place(u).machine for u in ("http://example.org", "https://www.example.org/x", "https://EXAMPLE.ORG.")
    }

    assert {"example.org"} == machines
    assert "example.org:8080" == place("http://example.org:8080").machine


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    """Whatever a profile or a redirect holds, the answer is a place or a word why not; a place is stable."""
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        assert shorten(url).isprintable()
        try:
            found = place(url)
        except ScrapeError:
            continue
        assert found == place(found.url)


@pytest.mark.parametrize(
    ("location", "goal"),
    [
        ("/new", "https://law.example/new"),
        ("new?x=1#top", "https://law.example/act/new?x=1"),
        ("https://www.law.example/", "https://www.law.example/"),
        ("//law.example/x", "https://law.example/x"),
        ("https://mirror.example/x", "https://mirror.example/x"),
        ("https://data.example:8443/x", "https://data.example:8443/x"),
    ],
)
def test_redirects_that_are_followed(location: str, goal: str) -> None:
    """Within the host, its www twin and the hosts that the source names."""
    home = place("https://law.example/act/1")
    allowed = frozenset({"mirror.example", "data.example:8443"})

    assert goal == follow(home, location, home=home, allowed_hosts=allowed).url


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/", "http://law.example/", "https://law.example.evil.example/", "https://law.example:8443/",
     "https://data.example/", "//evil.example", "https://evil.example@law.example/"],
)  # fmt: skip
def test_redirects_that_are_not(location: str) -> None:
    """Elsewhere, to an unencrypted address, to a port that nobody named."""
    home = place("https://law.example/act/1")

    with pytest.raises(Refused):
        follow(home, location, home=home, allowed_hosts=frozenset({"data.example:8443"}))


def test_the_way_back_is_open() -> None:
    """From an allowed host the way leads back home."""
    home = place("https://law.example/act/1")

    assert may_visit(place("https://law.example/x"), home=home, allowed_hosts=frozenset())


@pytest.mark.anyio
async def test_one_bad_address_condemns_the_name() -> None:
    """A name that leads to a public and a private address is refused: which one is used would be chance."""

    async def both(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.1"]

    with pytest.raises(Refused):
        await resolve("law.example", 443, private=False, ask=both)
    assert ("93.184.216.34", "10.0.0.1") == await resolve("law.example", 443, private=True, ask=both)


@pytest.mark.anyio
async def test_a_name_without_an_address() -> None:
    """No address and no name are unreachable, in words."""

    async def none(host: str, port: int) -> list[str]:
        return []

    with pytest.raises(Unreachable):
        await resolve("law.example", 443, private=False, ask=none)
    with pytest.raises(Unreachable):
        await resolve("a" * 70 + ".example", 443, private=False)
