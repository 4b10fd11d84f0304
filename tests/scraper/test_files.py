"""Files and folders that people fill, and the tricks that may lie in them."""

import os
import struct
import zipfile
from pathlib import Path

import pytest

from scraper.errors import CutShort
from scraper.errors import FetchError
from scraper.errors import Refused
from scraper.errors import TooLarge
from scraper.errors import Unreachable
from scraper.files import MAX_NAMES
from scraper.files import take

LAW = b"<h1>Ferret Code</h1><p>Article 1.</p>"


def refused(path: Path, **more: int) -> FetchError:
    with pytest.raises(FetchError) as caught:
        take(path, **more)
    assert caught.value.hint
    return caught.value


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    """Bytes, address, kind and day of the file; no server was asked."""
    file = tmp_path / "code.html"
    file.write_bytes(LAW)
    os.utime(file, (1_767_225_600, 1_767_225_600))

    capture = take(file)

    assert (LAW, 200, "file") == (capture.body, capture.status, capture.fetcher)
    assert file.as_uri() == capture.url == capture.final_url
    assert {"Content-Type": "text/html", "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"} == dict(
        capture.headers
    )


def test_the_newest_of_a_folder(tmp_path: Path) -> None:
    """Older files, hidden ones, unfinished downloads and folders are passed over."""
    for age, name in enumerate(("b.html", "a.html", "c.html", ".hidden.html", "d.html.part", "e.html~")):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (1000 + age, 1000 + age))
    os.utime(tmp_path / "c.html", (10, 10))
    (tmp_path / "sub").mkdir()

    capture = take(tmp_path)

    assert b"a.html" == capture.body
    assert (tmp_path.as_uri(), (tmp_path / "a.html").as_uri()) == (capture.url, capture.final_url)


def test_nothing_there(tmp_path: Path) -> None:
    """A missing file, an empty folder: told in words."""
    assert isinstance(refused(tmp_path / "none.html"), Unreachable)
    assert "no file" in refused(tmp_path).what


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    """Whoever may write into the folder cannot make us read the rest of the machine; a link inside it is fine."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "real.html").write_bytes(LAW)
    (folder / "alias.html").symlink_to(folder / "real.html")
    assert LAW == take(folder).body

    (folder / "trick.html").symlink_to(secret)

    assert isinstance(refused(folder), Refused)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hold_us(tmp_path: Path) -> None:
    """Only plain files are read."""
    os.mkfifo(tmp_path / "pipe.html")

    assert isinstance(refused(tmp_path / "pipe.html"), Refused)
    assert isinstance(refused(tmp_path), Unreachable)


def test_too_large_and_too_many(tmp_path: Path) -> None:
    """A bound on the bytes of a file and on the names of a folder."""
    (tmp_path / "big.html").write_bytes(b"x" * 1001)
    assert isinstance(refused(tmp_path / "big.html", max_bytes=1000), TooLarge)

    crowd = tmp_path / "crowd"
    crowd.mkdir()
    for n in range(MAX_NAMES + 1):
        os.mknod(crowd / str(n)) if hasattr(os, "mknod") else (crowd / str(n)).touch()
    assert isinstance(refused(crowd), TooLarge)


def zipped(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return path


def test_a_zip_holds_the_act(tmp_path: Path) -> None:
    """The largest document is the act; pictures and small print beside it are not."""
    file = zipped(tmp_path / "act.zip", {"img/seal.png": b"x" * 5000, "read.txt": b"hi", "in/code.html": LAW})

    capture = take(tmp_path)

    assert LAW == capture.body
    assert f"{file.as_uri()}#in/code.html" == capture.final_url
    assert "text/html" == dict(capture.headers)["Content-Type"]


@pytest.mark.parametrize(
    "name", ["../../etc/cron.html", "/etc/x.html", "..\\x.html", "C:\\x.html", "a/../../b.html"]
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    """An archive with one such name is hostile, whatever else is in it."""
    file = zipped(tmp_path / "act.zip", {"code.html": LAW, name: b"x"})

    assert isinstance(refused(file), Refused)


def test_a_bomb_in_an_archive(tmp_path: Path) -> None:
    """What a member says of its size is not believed: reading stops at the bound."""
    honest = zipped(tmp_path / "honest.zip", {"code.html": bytes(3_000_000)})
    assert isinstance(refused(honest, max_bytes=1_000_000), TooLarge)

    lying = bytearray(honest.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", lying, lying.rfind(mark) + offset, 100)
    liar = tmp_path / "liar.zip"
    liar.write_bytes(lying)
    assert isinstance(refused(liar, max_bytes=1_000_000), (TooLarge, CutShort))


def test_a_crowd_in_an_archive(tmp_path: Path) -> None:
    """The table of contents is measured before it is read."""
    file = zipped(tmp_path / "act.zip", {f"{n}.html": b"" for n in range(MAX_NAMES + 1)}, zipfile.ZIP_STORED)

    assert isinstance(refused(file), TooLarge)


@pytest.mark.parametrize("cut", [0, 3, 60, 100, -30, -10])
def test_a_broken_archive(tmp_path: Path, cut: int) -> None:
    """Cut anywhere, or no archive at all: a word, not a crash."""
    whole = zipped(tmp_path / "act.zip", {"code.html": LAW * 50}).read_bytes()
    (tmp_path / "act.zip").write_bytes(whole[:cut])

    assert isinstance(refused(tmp_path / "act.zip"), CutShort)


def test_flipped_bytes_in_an_archive(tmp_path: Path) -> None:
    """Whatever byte is wrong: the act, or a word why not."""
    whole = zipped(tmp_path / "act.zip", {"code.html": os.urandom(50) + LAW}).read_bytes()
    for at in range(len(whole)):
        (tmp_path / "act.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            take(tmp_path / "act.zip")
        except FetchError as error:
            assert error.what  # noqa: PT017 - either end is right


def test_an_archive_without_a_document(tmp_path: Path) -> None:
    """Pictures alone, or a packing that nobody needs for law."""
    assert isinstance(refused(zipped(tmp_path / "a.zip", {"a.png": b"x"})), Unreachable)
    assert isinstance(refused(zipped(tmp_path / "b.zip", {"a.html": LAW}, zipfile.ZIP_LZMA)), Unreachable)
