"""Official pages printed to PDF by a browser read as the pages themselves: not one word is another."""

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

from db.law import Reading
from scraper.browser import executable
from scraper.read import read

HERE = importlib.util.find_spec("pypdfium2") is not None and executable() is not None
PAGES = ("K1400000226_rus_ch7_art204-213", "K1400000226_rus_art147-148", "K1400000226_rus_art369_370-1")


def law(reading: Reading) -> dict[str, tuple[str | None, str | None, str]]:
    return {p.eid: (p.num, p.heading, p.text) for p in reading.provisions if p.kind != "preamble"}


@pytest.mark.browser
@pytest.mark.skipif(not HERE, reason="no pypdfium2 or no Chromium on this machine")
@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_is_the_page(data: Path, tmp_path: Path, name: str) -> None:
    """Two formats of one edition, compared one by one: a change of format is no change of the law."""
    page = (data / "kz" / "raw" / f"{name}.html").read_text(encoding="utf-8")
    whole = f'<!doctype html><html lang="ru"><head><meta charset="utf-8"></head><body>{page}</body></html>'
    (tmp_path / "page.html").write_text(whole, encoding="utf-8")
    chromium = executable()
    assert chromium is not None
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    subprocess.run(
        [chromium, "--headless", "--disable-gpu", *root, f"--user-data-dir={tmp_path}/profile",
         f"--print-to-pdf={tmp_path}/page.pdf", (tmp_path / "page.html").as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip

    html = law(read(whole.encode(), url="https://adilet.zan.kz/rus/docs/K1400000226"))
    assert html
    assert html == law(read((tmp_path / "page.pdf").read_bytes(), language="ru"))
