"""Word to the service manager in the manner of sd_notify: ready, alive, stopping. Silent where there is none."""

import os
import socket


def ready() -> None:
    _say("READY=1\nSTATUS=watching")


def alive() -> None:
    """Also feeds the manager's watchdog: a loop that hangs is restarted."""
    _say("WATCHDOG=1")


def stopping() -> None:
    _say("STOPPING=1\nSTATUS=finishing what is in hand")


def _say(words: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.sendto(words.encode(), address)
    except OSError:
        return  # a manager that does not listen is no reason to stop watching
