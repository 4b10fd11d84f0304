"""The daemon with its page and its figures, as one process."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import lexwatch
from scripted_site import Site
from watching import PROFILE
from watching import code

START = 20.0  # s for a process to be ready on a busy machine
LEAVE = 10.0  # s in which SIGTERM is obeyed


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def asked(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


@pytest.fixture
def daemon(tmp_path: Path, site: Site) -> Iterator[tuple[subprocess.Popen[str], int, int]]:
    site.serves("/en/code", code())
    profile = tmp_path / "meliora.toml"
    profile.write_text(
        PROFILE.replace("BASE", site.url("")).replace("stdout = true", f'file = "{tmp_path}/out"')
    )
    page, figures = free_port(), free_port()
    command = Path(sys.executable).parent / "lexwatch"
    arguments = ("watch", str(profile), "--db", str(tmp_path / "w.db"), "--every", "0.2")
    served = ("--web", "--port", str(page), "--metrics", str(figures))
    process = subprocess.Popen([command, *arguments, *served], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            if "first" in asked(figures, "/metrics")[1]:
                break
        except OSError:
            pass
        time.sleep(0.05)
    yield process, page, figures
    process.kill()
    process.communicate()


def test_one_process_watches_serves_and_leaves(daemon: tuple[subprocess.Popen[str], int, int]) -> None:
    """The page answers, writing methods do not, the figures count, and SIGTERM ends it all in time."""
    process, page, figures = daemon

    assert 200 == asked(page, "/")[0]
    assert 200 == asked(page, "/profiles/meliora")[0]
    assert 405 == asked(page, "/", "POST")[0]
    assert 'lexwatch_checks_total{outcome="first"} 1.0' in asked(figures, "/metrics")[1]
    assert '"ok":true' in asked(figures, "/healthz")[1]
    process.send_signal(signal.SIGTERM)
    assert 0 == process.wait(LEAVE)


@pytest.mark.parametrize("door", ["--metrics", "--port"])
def test_a_port_that_is_taken_is_told_in_words(tmp_path: Path, door: str) -> None:
    """Nothing is begun, and the exit code is that of a failure: 3 would say that the law changed."""
    (tmp_path / "meliora.toml").write_text(PROFILE.replace("BASE", "http://127.0.0.1:9"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = lexwatch("watch", "meliora.toml", "--web", door, str(port), cwd=tmp_path)
    assert 1 == ran.code
    assert f"nothing can listen on 127.0.0.1:{port}" in ran.err
    assert "Traceback" not in ran.err


def test_a_disk_without_room_ends_the_daemon_in_words(tmp_path: Path, site: Site) -> None:
    """Exit code 1 and the error's own words, not a group of exceptions."""
    prlimit = shutil.which("prlimit")
    if prlimit is None:
        pytest.skip("this machine has no prlimit to limit the size of files with")
    site.serves("/en/code", code())
    (tmp_path / "meliora.toml").write_text(PROFILE.replace("BASE", site.url("")))
    assert 0 == lexwatch("check", "meliora.toml", cwd=tmp_path).code
    ran = lexwatch("watch", "meliora.toml", cwd=tmp_path, under=(prlimit, "--fsize=4096"))
    assert 1 == ran.code
    assert "error:" in ran.err
    assert "Traceback" not in ran.err
