"""Ports of a running daemon: taken before it starts, so that one that is taken already is told in words."""

import ipaddress
import socket

from pipeline.errors import NotPossible


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises NotPossible."""
    try:
        return socket.create_server((host, port), family=_family(host), backlog=128)
    except (OSError, OverflowError) as error:
        raise NotPossible(
            f"nothing can listen on {host}:{port}: {getattr(error, 'strerror', None) or error}.",
            "Another program may have this port: name a free one.",
        ) from error


def address_of(at: socket.socket) -> str:
    """Where a page that listens there is asked for; what listens everywhere is asked for here."""
    host, port = at.getsockname()[:2]
    if _ip(at).is_unspecified:
        host = "::1" if ":" in host else "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def on_all(at: socket.socket) -> str:
    """What is to be said besides where a page listens on every address of the machine; "" elsewhere."""
    return ", and at every other address of this machine" if _ip(at).is_unspecified else ""


def is_local(at: socket.socket) -> bool:
    """Whether only this machine can reach it."""
    return _ip(at).is_loopback


def _ip(at: socket.socket) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(at.getsockname()[0].partition("%")[0])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
