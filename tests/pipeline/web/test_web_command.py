"""`lexwatch web` itself: what it serves, on which address, and what it refuses to start with."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.web.desk.users import is_password


def test_the_command_serves_and_stops(country: Path) -> None:
    """It says where it is, answers there, and ends with a signal."""
    code = "import sys; from pipeline.cli import main; main(sys.argv[1:])"
    free = _free_port()
    with subprocess.Popen(
        [sys.executable, "-P", "-c", code, "web", "--db", str(country), "--port", str(free)],
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        text=True,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert f"http://127.0.0.1:{free}/" in said
        assert b"ok\n" == _get(f"http://127.0.0.1:{free}/healthz")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def test_no_database_is_told_at_once(tmp_path: Path) -> None:
    """Not to the first visitor."""
    done = CliRunner().invoke(main, ["web", "--db", str(tmp_path / "none.db")])

    assert 1 == done.exit_code
    assert "there is no such database" in done.output


@pytest.mark.parametrize(
    "address", ["watch.example.org", "ftp://watch.example.org", "https://watch.example.org/path"]
)
def test_an_address_must_be_one(country: Path, address: str) -> None:
    """A site's address, with its scheme and without a path."""
    done = CliRunner().invoke(main, ["web", "--db", str(country), "--address", address])

    assert 1 == done.exit_code
    assert "is no address of a site" in done.output


def test_a_broken_file_of_users_is_told(country: Path, tmp_path: Path) -> None:
    """Nothing is served with half a file."""
    file = tmp_path / "users.toml"
    file.write_text("[users.anna]\nrole = 'king'\n")
    done = CliRunner().invoke(main, ["web", "--db", str(country), "--review", str(file)])

    assert 1 == done.exit_code
    assert "users.anna.role" in done.output


def test_a_password_becomes_its_hash() -> None:
    """Only the hash is printed, and it takes the password."""
    done = CliRunner().invoke(main, ["web", "--hash-password"], input="four words in order\n" * 2)
    found = re.search(r"scrypt:\S+", done.output)

    assert 0 == done.exit_code
    assert found is not None
    assert is_password("four words in order", found[0])
    short = CliRunner().invoke(main, ["web", "--hash-password"], input="short\nshort\n")
    assert 1 == short.exit_code


def _free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _get(address: str) -> bytes:
    import time

    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.05)
    raise AssertionError("it never answered")
