"""What may be asked: which schemes, hosts and network addresses, and which one a redirect may lead to.

Deciding is pure; only `resolve` asks the network, once a connection. The connection is then made to the very
address that was checked (scraper.http), so a name that answers differently a moment later gains nothing.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from urllib.parse import urljoin
from urllib.parse import urlsplit
from urllib.parse import urlunsplit

from scraper.errors import Refused
from scraper.errors import Unreachable

MAX_URL = 4096  # characters; no official address comes near, a hostile redirect may
MAX_ADDRESSES = 8  # of one name; a name with hundreds of addresses must not cost hundreds of connections
DEFAULT_PORTS = {"http": 80, "https": 443}

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

# IPv6 networks that carry an IPv4 address inside: what they lead to is what counts.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.ip_network("::/96")
_PROTOCOL = ipaddress.ip_network("192.0.0.0/24")  # which of it counts as global differs between Pythons
_HOST = re.compile(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_-])?|[0-9a-f:.]+")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


@dataclass(frozen=True, slots=True)
class Place:
    """An address on the web that passed the rules which need no network."""

    url: str  # without a fragment
    scheme: str
    host: str  # lower case, IDNA
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def machine(self) -> str:
        """What one gate guards: a host with its www twin; another port is another server."""
        host = self.host.removeprefix("www.")
        return host if self.port in DEFAULT_PORTS.values() else f"{host}:{self.port}"


def place(url: str) -> Place:
    """The address taken apart; raises Refused where it may not be asked whatever it resolves to."""
    shown = shorten(url)
    if len(url) > MAX_URL:
        raise Refused(
            f"The address is longer than {MAX_URL} characters.", "Check the source's url.", url=shown
        )
    if any(ord(c) <= 32 or ord(c) == 127 for c in url) or "\\" in url:
        raise Refused("The address holds blanks or control characters.", "Check the source's url.", url=shown)
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise Refused("This is not an address.", "Check the source's url.", url=shown) from None
    if parts.scheme not in DEFAULT_PORTS:
        what = f"An address may begin with http:// or https://, not {parts.scheme or 'nothing'}."
        raise Refused(what, 'Files are read with fetch = "file".', url=shown)
    if parts.username is not None or parts.password is not None:
        what = "Credentials may not stand in an address."
        raise Refused(what, "Send them as a header of the source, from the environment.", url=shown)
    if not host or port == 0:
        raise Refused("The address names no host or no port.", "Check the source's url.", url=shown)
    host = _idna(host.partition("%")[0], shown)
    scheme = parts.scheme
    found = Place(url="", scheme=scheme, host=host, port=port or DEFAULT_PORTS[scheme])
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return Place(urlunsplit((scheme, found.netloc, path, query, "")), scheme, host, found.port)


def shorten(url: str) -> str:
    """An address as it may be shown to a person or written to a log: no credentials, no fragment, bounded."""
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
        url = urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))
    except ValueError:
        url = url.rpartition("@")[2]
    return "".join(c if c.isprintable() else "?" for c in url[:300])


def follow(at: Place, location: str, *, home: Place, allowed_hosts: frozenset[str]) -> Place:
    """Where a redirect leads; raises Refused where it leaves the source's own hosts or drops encryption."""
    goal = place(urljoin(at.url, location.strip()))
    if at.scheme == "https" and goal.scheme == "http":
        what = f"{at.host} sends us from https to an unencrypted address."
        raise Refused(what, "Look at the address in a browser and correct the source's url.", url=at.url)
    if not may_visit(goal, home=home, allowed_hosts=allowed_hosts):
        what = f"{at.host} sends us on to {goal.netloc}, which is not among the source's hosts."
        raise Refused(what, "If that is where the law now stands, name the host in the source.", url=at.url)
    return goal


def may_visit(goal: Place, *, home: Place, allowed_hosts: frozenset[str]) -> bool:
    """The source's own host and its www twin, and the hosts it names; on the usual ports or the source's own."""
    allowed = {host.lower() for host in allowed_hosts}
    if goal.netloc in allowed or f"{goal.host}:{goal.port}" in allowed:
        return True
    if goal.port not in {*DEFAULT_PORTS.values(), home.port}:
        return False
    return is_home(goal, home) or goal.host in allowed


def is_home(goal: Place, home: Place) -> bool:
    """One host, or its www twin."""
    return goal.host.removeprefix("www.") == home.host.removeprefix("www.")


def forbidden(text: str, *, private: bool) -> str | None:
    """Why this network address may not be asked, in words; None where it may."""
    try:
        address: _Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "no network address"
    for inner in (address, *_inside(address)):
        if word := _kind(inner, private=private):
            return word
    return None


def _kind(address: _Address, *, private: bool) -> str | None:
    # Never, even where private networks are allowed: no law stands there, but a cloud's secrets do.
    if address.is_unspecified or address.is_multicast:
        return "an address that is no host"
    if address.is_link_local:
        return "a link-local address"
    if address == ipaddress.ip_address("255.255.255.255"):
        return "an address that is no host"
    if private:
        return None
    if address.is_loopback:
        return "a loopback address"
    if address in _SITE_LOCAL or address in _PROTOCOL:
        return "a private address"
    return None if address.is_global else "a private or reserved address"


def _inside(address: _Address) -> tuple[_Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or address in _NAT64_LOCAL:
        found.append(low)
    if address in _COMPATIBLE and int(address) > 1:
        found.append(low)
    return tuple(a for a in found if a is not None)


async def resolve(host: str, port: int, *, private: bool, ask: Resolver | None = None) -> tuple[str, ...]:
    """The addresses of a name, all of them checked. One forbidden address refuses the name: fail closed."""
    try:
        found = await (ask or _system)(host, port)
    except (OSError, UnicodeError) as error:
        hint = "Check the source's url and this machine's name service."
        raise Unreachable(f"The name {host} is not known ({_reason(error)}).", hint) from None
    if not found:
        raise Unreachable(f"The name {host} has no address.", "Check the source's url.")
    for text in found:
        if why := forbidden(text, private=private):
            hint = "A source on a private network needs private_addresses = true in its profile."
            raise Refused(f"{host} leads to {text}, {why}.", hint)
    return tuple(dict.fromkeys(found))[:MAX_ADDRESSES]


async def _system(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def _reason(error: OSError | UnicodeError) -> str:
    return (error.strerror or "no answer") if isinstance(error, OSError) else "not a name"


def _idna(host: str, shown: str) -> str:
    """The name as it is asked; ASCII stays, other scripts become punycode."""
    try:
        name = (host if host.isascii() else host.encode("idna").decode("ascii")).lower().rstrip(".")
    except UnicodeError:
        name = ""
    if not _HOST.fullmatch(name):
        raise Refused("The address names no host.", "Check the source's url.", url=shown)
    return name
