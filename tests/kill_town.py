"""A town whose law moves as soon as its last move was told: for killing the watch at any moment, again and again.

Three codes on three loopback hosts. Each shows state 0, 1, 2 ...; it moves on when the receiver was told of the move
before, so that every single move must be told. Now and then a page is a maintenance page; every seventh move changes
most of the code, which needs two looks. The receiver keeps what came, and drops repeats by id as receivers do.
"""

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

from scripted_site import Seen
from scripted_site import Site
from watching import ARTICLES
from watching import MAINTENANCE
from watching import code

from db.errors import NotThere
from db.evidence import verify
from db.open import open_reader
from db.records import AlertKind
from db.records import DeliveryState

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
CODES = ("bees", "boats", "bells")
MASS = 7  # every so many moves most of the code is amended
BAD = 0.06  # share of answers that are a maintenance page
LEXWATCH = str(Path(sys.executable).with_name("lexwatch"))
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
# What the product logs between a plan and a delivery that is marked.
STEPS = (
    "daemon.started",
    "check.started",
    "fetch.answered",
    "snapshot.kept",
    "snapshot.read",
    "version.accepted",
    "version.held",
    "check.finished",
    "delivery.claimed",
    "delivery.taken",
    "delivery.sent",
)
PROFILE = """title = "Meliora"
country = "XM"
[defaults]
contact = "law-watch@example.org"
gap = "0s"
every = "1s"
look_again = "1s"
private_addresses = true
[targets.hook]
webhook = "{hook}"
secret = "${{HOOK_SECRET}}"
[targets.log]
file = "told.txt"
"""
ACT = """
[[acts]]
key = "{key}"
title = "Code of {name}"
names = ["Code of {name}"]
[[acts.sources]]
url = "{url}"
language = "en"
[[entries]]
key = "opening-{key}"
section = "Substantive law"
topic = "Opening"
text = "Art. 4 of the Code of {name}"
"""


@dataclass
class Town:
    """See the module's docstring."""

    folder: Path
    chance: random.Random
    site: Site = field(init=False)
    shown: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CODES, 0))
    told: dict[tuple[str, int], list[str]] = field(default_factory=dict)  # (code, state) -> ids, repeats too
    ids: dict[str, int] = field(default_factory=dict)  # id -> how often it came
    moving: bool = True
    kills: int = 0
    runs: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def opens(self, site: Site) -> None:
        self.site = site
        for key, host in zip(CODES, HOSTS, strict=True):
            site.answers_with(f"/{key}", self._page)
            assert host in site.hosts
        site.answers_with("/hook", self._hook, content_type="text/plain")
        text = PROFILE.format(hook=site.url("/hook")) + "".join(
            ACT.format(key=key, name=key.title(), url=site.url(f"/{key}", host=host))
            for key, host in zip(CODES, HOSTS, strict=True)
        )
        (self.folder / "meliora.toml").write_text(text)

    @property
    def db(self) -> Path:
        return self.folder / "lexwatch.db"

    def _page(self, seen: Seen) -> bytes:
        with self._lock:
            key = seen.path.strip("/")
            state = self.shown[key]
            if state and self.chance.random() < BAD:
                return MAINTENANCE.encode()
            return page(key, state).encode()

    def _hook(self, seen: Seen) -> bytes:
        event = json.loads(seen.body)
        with self._lock:
            self.ids[event["id"]] = self.ids.get(event["id"], 0) + 1
            assert event["id"] == seen.headers["webhook-id"]
            if event["data"]["kind"] == "change":
                key = event["data"]["act"]["address"].rpartition("/")[2]
                state = state_of(event["data"]["changes"])
                self.told.setdefault((key, state), []).append(event["id"])
                if self.moving and state == self.shown[key]:
                    self.shown[key] += 1
        return b"taken"

    def starts(self, *words: str) -> "subprocess.Popen[str]":
        self.runs += 1
        return subprocess.Popen(
            [LEXWATCH, *words, "meliora.toml", "--db", "lexwatch.db"],
            cwd=self.folder,
            env={"HOOK_SECRET": SECRET, "PYTHONPATH": str(Path(__file__).parent.parent)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def watches(self) -> "subprocess.Popen[str]":
        return self.starts("watch", "--every", "0.2")

    def checks(self) -> "subprocess.Popen[str]":
        return self.starts("check", "--all", "--log-json")

    def kill_at(self, process: "subprocess.Popen[str]", step: str | None, nth: int, at_most: float) -> None:
        """SIGKILL right after the nth event of that name, or so many seconds after the first event of any."""
        timer = threading.Timer(at_most, process.kill)
        assert process.stderr is not None
        for line in process.stderr:
            if not timer.is_alive() and '"event"' in line:
                with suppress(RuntimeError):  # it has run already
                    timer.start()
            if step is not None and f'"event": "{step}"' in line:
                nth -= 1
                if nth == 0:
                    process.kill()
                    break
            assert "Traceback" not in line, line + process.stderr.read()
        process.stderr.close()
        timer.cancel()
        if process.wait(60) == -signal.SIGKILL:
            self.kills += 1

    def settles(self, seconds: float) -> None:
        """Undisturbed, until every move was told and nothing waits; the daemon then leaves on SIGTERM with 0."""
        self.moving = False
        process = self.watches()
        assert process.stderr is not None
        drain = threading.Thread(target=process.stderr.read)
        drain.start()
        ends = time.monotonic() + seconds
        try:
            while time.monotonic() < ends and not self._settled():
                time.sleep(0.2)
        finally:
            process.send_signal(signal.SIGTERM)
            assert 0 == process.wait(15)
            drain.join()
            process.stderr.close()

    def _begins(self, key: str, versions: int) -> None:
        """The first version tells nobody, so the first move waits for it to be seen in the database."""
        with self._lock:
            self.shown[key] = max(self.shown[key], int(versions > 0))

    def _settled(self) -> bool:
        if not all(self.shown.values()):
            self.holds_together()
            return False
        with self._lock:
            if any(self.shown[key] and (key, self.shown[key]) not in self.told for key in CODES):
                return False
        with open_reader(self.db) as queries:
            waiting = queries.deliveries(states=(DeliveryState.WAITING, DeliveryState.SENDING))
            held = [s for s in queries.sources() if s.held_version_id]
        return not waiting and not held

    def holds_together(self) -> None:
        """After any kill: the evidence verifies, no version is there twice, each change has one alert with its rows."""
        try:
            assert () == verify(self.db)
        except NotThere:  # killed before it was made
            assert not any(self.shown.values())
            return
        with open_reader(self.db) as queries, queries.moment():
            for source in queries.sources():
                key = source.record.key.rpartition("/")[2].removesuffix("-en")
                versions = queries.versions(source.id, 100_000, accepted=True)
                states = [state_of_text(queries, v.id) for v in reversed(versions)]
                assert list(range(len(states))) == states, f"{key}: {states}"
                self._begins(key, len(states))
                changes = queries.changes(source_id=source.id)
                assert {v.id for v in versions[:-1]} == {c.to_version for c in changes}
                alerts = queries.alerts(kinds=(AlertKind.CHANGE,), profile="meliora", limit=100_000)
                own = [a for a in alerts if a.entries == (f"opening-{key}",)]
                assert len(versions) - 1 == len(own) if versions else not own
                told = {queries.change(a.changes[0]).to_version for a in own}  # type: ignore[union-attr]
                assert {v.id for v in versions[:-1]} == told
                for alert in own:
                    rows = queries.deliveries(alert_id=alert.id)
                    assert ["hook", "log"] == sorted(d.target for d in rows)

    def nothing_lost(self) -> dict[str, int]:
        """At the end: every move told once, every alert taken by every receiver; the figures."""
        self.holds_together()
        assert all(self.shown[key] > 0 for key in CODES)
        moves = [(key, state) for key in CODES for state in range(1, self.shown[key] + 1)]
        assert [] == [move for move in moves if move not in self.told]
        for move in moves:
            assert 1 == len(set(self.told[move])), f"{move} was told as {self.told[move]}"
        assert len(moves) == len(self.told)
        with open_reader(self.db) as queries:
            alerts = queries.alerts(limit=100_000)
            rows = queries.deliveries()
            held = sum(1 for v in queries.versions(1, 100_000, accepted=False))
        assert {DeliveryState.SENT} == {d.state for d in rows}
        assert {a.uid for a in alerts} == set(self.ids)
        subjects = (self.folder / "told.txt").read_text().count("=" * 78)
        assert subjects >= len(alerts)
        return {
            "kills": self.kills,
            "runs": self.runs,
            "moves": len(moves),
            "alerts": len(alerts),
            "posts": sum(self.ids.values()),
            "held": held,
        }


def page(key: str, state: int) -> str:
    """The code in one of its states: a fine that grows, and every seventh time other words in most articles."""
    mass = state // MASS
    changed = {"4": ARTICLES["4"].replace("forty", str(1000 + state))}
    if mass:
        changed |= {
            n: f"{ARTICLES[n]} So it was decided in the council of {mass} keepers."
            for n in ["1", "2", "3", "5", "7", "8", "9"]
        }
    return code(changed, title=f"Code of {key.title()}").replace("the island", f"the {key}")


def state_of(changes: Sequence[dict[str, Any]]) -> int:
    """The state that an alert tells, from the fine in its new words."""
    (fine,) = (_fine(c["after"]) for c in changes if c["after"] and "crowns" in c["after"])
    return fine


def state_of_text(queries: Any, version: int) -> int:
    (fine,) = (_fine(p.text) for p in queries.provisions(version) if "crowns" in p.text)
    return fine


def _fine(text: str) -> int:
    words = text.split()
    return int(words[words.index("crowns.") - 1]) - 1000
