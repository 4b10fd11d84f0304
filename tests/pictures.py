"""The pictures of the docs, made from the demo: `./run docs` writes them, a test compares them.

Terminal screens are drawn by rich into SVG without fonts from elsewhere; the clock, chance and the demo site's port stand
still, so that the same lexwatch gives the same picture. Screens of the page and the mails need a browser and are only made, not compared.
"""

import asyncio
import io
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir
from contextlib import contextmanager
from contextlib import suppress
from datetime import UTC
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from typing import Literal
from unittest.mock import patch
from urllib.request import urlopen

import click
from command import LEXWATCH
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from alerts.message import Message
from alerts.message import Numbered
from alerts.message import digest
from alerts.message import render
from alerts.payload import Payload
from db.open import open_reader
from db.open import open_writer
from db.records import AlertKind
from pipeline.cli import main
from pipeline.cli.output import shown_on
from pipeline.cli.progress import progress
from pipeline.demo.play import play

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
CHROMIUM = Path(os.environ.get("LEXWATCH_CHROMIUM", "/usr/bin/chromium"))
NOW = datetime(2026, 11, 25, 6, 12, tzinfo=UTC)
WIDTH = 96  # columns

# name -> the command whose screen it is
SCREENS = {
    "status": ("status", "valdoria"),
    "difference": ("diff", "criminal-code", "--language", "en", "1", "5"),
    "edit": ("edit", "valdoria"),
    "log": ("log", "criminal-code", "--language", "en"),
    "alerts": ("alerts",),
}
PAGES = {
    "page-profile": "/profiles/valdoria",
    "page-alert": "/alerts/1",
    "page-line": "/profiles/valdoria/misuse-of-devices",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MAIL = 1_500  # pixels of a long mail that a picture shows

LIGHT = TerminalTheme(
    (251, 250, 247),
    (29, 31, 34),
    [
        (29, 31, 34),
        (150, 27, 30),
        (26, 97, 54),
        (116, 70, 0),
        (27, 79, 130),
        (94, 45, 121),
        (0, 95, 105),
        (86, 91, 99),
    ],
)
# rich's own frame loads its font from a network; a reader's own fixed font does as well
_FONT = re.compile(r"@font-face \{.*?\}\s*(?=\S)", re.DOTALL)
FAMILY = "ui-monospace, 'Noto Sans Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def demo_database(folder: Path) -> Path:
    """The demo's database with its clock, its chance and its port standing still."""
    place = folder / "lexwatch.db"
    with (
        patch("pipeline.demo.play.clock", lambda: NOW),
        patch("random.random", lambda: 0.0),
        open_writer(str(place)) as store,
        progress(quiet=True),
    ):
        asyncio.run(play(store, lambda _: None, lambda _: None, folder / "valdoria.toml"))
    return place


def screen(name: str, database: Path) -> str:
    """One terminal screen as SVG."""
    out = Console(
        record=True,
        file=io.StringIO(),
        width=WIDTH,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
    )
    words = SCREENS[name]
    # From the database's own folder: a path would differ from machine to machine.
    with patch("pipeline.app.clock", lambda: NOW), shown_on(out), chdir(database.parent):
        out.print(f"[bold blue]$[/] [bold]lexwatch {' '.join(words)}[/]\n")
        with suppress(click.exceptions.Exit):
            main.main([*words, "--db", database.name], standalone_mode=False)
        out.print()  # the frame cuts into the last line
    drawn = out.export_svg(title=f"lexwatch {words[0]}", theme=LIGHT, unique_id=f"lexwatch-{name}")
    return _still(drawn)


def _still(svg: str) -> str:
    """Without fonts from a network and without what differs from run to run."""
    own = _FONT.sub("", svg).replace("Fira Code, monospace", FAMILY)
    own = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8080", own)
    return "\n".join(line.rstrip() for line in own.splitlines()) + "\n"


def pages(database: Path, folder: Path) -> list[Path]:
    """Screens of the page and the mails, by the system's Chromium; none where it is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    if not CHROMIUM.exists():
        return []
    with _serving(database) as home, sync_playwright() as play_:
        browser = play_.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        made = [_shot(browser, f"{home}{path}", folder / f"{name}.png") for name, path in PAGES.items()]
        made += [
            _mail(browser, message, scheme, folder / f"{name}-{scheme}.png")
            for name, message in mails(database).items()
            for scheme in SCHEMES
        ]
        browser.close()
        return made


def mails(database: Path) -> dict[str, Message]:
    """The demo's alert alone, and all that the demo told as one digest."""
    with open_reader(database) as queries:
        found = sorted(queries.alerts(limit=20), key=lambda a: (a.kind is not AlertKind.CHANGE, a.id))
    told = [Numbered(Payload.from_json(a.payload), number=a.id) for a in found]
    return {"mail-alert": render(told[0].payload, number=told[0].number), "mail-digest": digest(told)}


@contextmanager
def _serving(database: Path) -> Iterator[str]:
    """`lexwatch web` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lexwatch = Path(sys.executable).parent / "lexwatch"
    serving = subprocess.Popen(
        [str(lexwatch), "web", "--db", str(database), "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.terminate()
        serving.wait(timeout=20)


# What a mail client puts around a message: its head, and the message in a frame of its own.
_CLIENT = """<!doctype html><meta name="color-scheme" content="light dark"><style>
:root {{ color-scheme: light dark; font: 15px/1.4 system-ui, "Noto Sans", sans-serif; }}
body {{ margin: 0; background: light-dark(#fff, #1b1b1f); }} header {{ padding: 14px 20px; border-bottom: 1px solid #8886; }}
h1 {{ font-size: 17px; margin: 0 0 6px; }} p {{ margin: 0; color: light-dark(#555, #aaa); }} iframe {{ border: 0; width: 100%; display: block; }}
</style><header><h1>{subject}</h1><p><b>lexwatch</b> to team@example.org</p></header><iframe srcdoc="{html}"></iframe>"""


def _mail(browser: Any, message: Message, scheme: str, place: Path) -> Path:
    page = browser.new_page(viewport={"width": 720, "height": 900}, color_scheme=scheme)
    page.set_content(_CLIENT.format(subject=escape(message.subject), html=escape(message.html)))
    page.evaluate(
        "f = document.querySelector('iframe'); f.style.height = f.contentDocument.body.scrollHeight + 'px'"
    )
    height = min(MAIL, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(path=str(place), full_page=True, clip={"x": 0, "y": 0, "width": 720, "height": height})
    page.close()
    return place


def _shot(browser: Any, address: str, place: Path) -> Path:
    page = browser.new_page(viewport={"width": 1100, "height": 900}, color_scheme="light")
    page.goto(address)
    page.screenshot(path=str(place))
    page.close()
    return place


def _wait(address: str, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), urlopen(address, timeout=2):  # a loopback address of our own
            return
        time.sleep(0.05)
    raise TimeoutError(address)


def manual() -> str:
    """docs/commands.md, from the commands' own help."""
    # A process of its own: click remembers a command's options from whoever asked first.
    return subprocess.run([LEXWATCH, "manual"], capture_output=True, text=True, check=True).stdout


def write(folder: Path) -> None:
    """Everything that is made into docs/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    (DOCS / "commands.md").write_text(manual(), encoding="utf-8")
    database = demo_database(folder)
    for name in SCREENS:
        (PICTURES / f"{name}.svg").write_text(screen(name, database), encoding="utf-8")
    made = pages(database, PICTURES)
    words = (
        f"and {len(made)} screens of the page and the mails"
        if made
        else "no screens of the page: no Chromium here"
    )
    click.echo(f"docs/commands.md, {len(SCREENS)} screens of the terminal, {words}.")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        write(Path(temporary))
