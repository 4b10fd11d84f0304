"""Ports of a running daemon: taken before it starts, so that one that is taken already is told in words."""

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


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
