"""The watch is killed at any moment, and right after each of its steps: nothing is lost, nothing is told twice as new."""

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kill_town import HOSTS
from kill_town import LEXWATCH
from kill_town import STEPS
from kill_town import Town
from scripted_site import Site

SHORT = 4
LONG = int(os.environ.get("LEXWATCH_PROOF_KILLS", "500"))
PATIENCE = 2.0  # s for a step to come, before it is killed anyway


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path, random.Random(7))  # noqa: S311  # the same every time
    with Site(hosts=HOSTS) as site:
        made.opens(site)
        yield made


def kills(town: Town, count: int, steps: tuple[str, ...]) -> None:
    """Kill after each step in turn, and at random moments in between, until it was killed so often."""
    turn = 0
    while town.kills < count:
        turn += 1
        checking = turn % 4 == 0
        process = town.checks() if checking else town.watches()
        if turn % 3 == 0:
            town.kill_at(process, None, 0, town.chance.uniform(0.0, 1.6))
        else:
            town.kill_at(process, steps[turn % len(steps)], town.chance.choice((1, 1, 2, 3)), PATIENCE)
        town.holds_together()


def test_killed_a_few_times(town: Town) -> None:
    """The short form: a kill after the steps where most is at stake, and some at random."""
    kills(
        town,
        SHORT,
        ("version.accepted", "delivery.taken", "snapshot.kept", "delivery.claimed", "version.held"),
    )
    town.settles(120)
    town.nothing_lost()
    told = subprocess.run(
        [LEXWATCH, "verify", "--db", "lexwatch.db"], cwd=town.folder, capture_output=True, check=False
    )
    assert 0 == told.returncode, told.stderr


@pytest.mark.slow
def test_killed_hundreds_of_times(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """The long form: every step in turn."""
    kills(town, LONG, STEPS)
    town.settles(240)
    figures = town.nothing_lost()
    with capsys.disabled():
        print(f"\nkill loop: {figures}")  # noqa: T201  # the figures of the proof
