"""Bad answers of every kind after a good first version: no false change, each named; and true changes, however large, told."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
import stamina
from watching import World
from zoo_answers import FRESH
from zoo_answers import STALE
from zoo_answers import Bad
from zoo_answers import answers
from zoo_law import PROFILE
from zoo_law import TONGUES
from zoo_law import law

import pipeline.looking.fetching
from alerts.payload import Payload
from db.records import Alert
from db.records import AlertKind
from pipeline.looking.fetching import Fetchers
from pipeline.looking.look import Looker
from pipeline.watching.run import Pass
from pipeline.watching.run import check
from scraper.fetch import Ask
from scraper.fetch import Fetcher

ZOO = answers()


class Zoo(World):
    """A world that keeps its fetcher, as the daemon does, since it looks many hundred times."""

    seconds = 20.0

    def __enter__(self) -> Self:
        super().__enter__()
        self.store._db.run("pragma synchronous = off")  # power cuts are not what is tried here
        self.loop = asyncio.new_event_loop()
        self.fetcher = Fetcher()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.loop.run_until_complete(self.fetcher.__aexit__(None, None, None))
        self.loop.close()
        super().__exit__(kind, error, trace)

    def passes(self, *, everything: bool = True, only: str | None = None) -> Pass:
        looker = Looker(self.store, Fetchers(self.fetcher), lambda: self.now, lambda: self.chance)
        return self.loop.run_until_complete(check(looker, [self.profile], only=only, everything=everything))


# Every true change in one language (the short form), and in all of them.
TRUE = [
    pytest.param(what, language, marks=() if turn % len(TONGUES) == nth else pytest.mark.slow)
    for turn, what in enumerate(("repeal", "mass amendment", "shrinking by half"))
    for nth, language in enumerate(TONGUES)
]
FEWEST = 60  # kinds of bad answers that this proof must try


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zoo]:
    """Two good versions of each code accepted; the waits of the wire shortened."""
    stamina.set_testing(True, attempts=2, cap=True)
    with Zoo(tmp_path, PROFILE) as made:
        monkeypatch.setattr(pipeline.looking.fetching, "Ask", lambda **more: Ask(total=made.seconds, **more))
        for dearer, headers in ((range(5, 6), STALE), (range(0), FRESH)):
            for language in TONGUES:
                made.site.serves(f"/law/{language}.html", law(language, dearer=dearer), headers=headers)
            made.passes()
            made.later(days=1)
        yield made
    stamina.set_testing(False)


def is_good(world: World) -> None:
    for language in TONGUES:
        world.site.serves(f"/law/{language}.html", law(language), headers=FRESH)


def outcomes(world: World, languages: tuple[str, ...]) -> set[str]:
    if set(languages) == set(TONGUES):
        return {str(one.outcome) for one in world.passes().looked}
    return {world.look(f"code-{language}") for language in languages}


def words(alert: Alert) -> tuple[str, str]:
    told = Payload.from_json(alert.payload).operator
    assert told is not None
    return told.outcome, "; ".join(told.why)


def try_one(world: Zoo, bad: Bad, languages: tuple[str, ...]) -> None:
    """The answer as often as it comes, then the law again: what was told, and what was not."""
    law_told, keeper_told = len(world.alerts()), len(world.alerts(AlertKind.OPERATOR))
    accepted = accepted_versions(world)
    world.seconds = bad.seconds
    for language in languages:
        bad.serve(world.site, language)
    seen = set()
    for _ in range(bad.looks):
        world.later(hours=3)
        seen |= outcomes(world, languages)
        assert seen <= bad.outcomes, f"{bad.name}: {seen}"
    said = [words(a) for a in world.alerts(AlertKind.OPERATOR)[keeper_told:]]
    assert said or seen == {"unchanged"}, f"{bad.name}: nothing was said"
    for what, why in said:
        assert any(w in why for w in bad.words.split("|")), f"{bad.name}: {what}: {why}"
    assert len({what for what, _ in said}) * len(languages) >= len(said), f"{bad.name}: {said}"
    world.seconds = Zoo.seconds
    is_good(world)
    world.later(hours=3)
    assert {"unchanged"} == outcomes(world, languages), bad.name
    said = [words(a) for a in world.alerts(AlertKind.OPERATOR)[keeper_told + len(said) :]]
    assert (set() if seen == {"unchanged"} else {"recovered"}) == {what for what, _ in said}, bad.name
    assert law_told == len(world.alerts()), f"{bad.name}: a false change"
    assert accepted == accepted_versions(world), f"{bad.name}: a false version"


def accepted_versions(world: World) -> int:
    queries = world.store.queries
    return sum(len(queries.versions(s.id, 1000, accepted=True)) for s in queries.sources())


def test_there_are_enough_kinds() -> None:
    """As many kinds of bad answers as were promised, each with a name of its own."""
    assert len({bad.name for bad in ZOO}) == len(ZOO) >= FEWEST


def test_no_bad_answer_is_told_as_law(world: Zoo) -> None:
    """Each bad answer, to one source of the five in turn (to one that it fits)."""
    for turn, bad in enumerate(ZOO):
        fitting = bad.languages
        try_one(world, bad, (fitting[turn % len(fitting)],))


@pytest.mark.slow
def test_no_bad_answer_is_told_as_law_in_five_languages(
    world: Zoo, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each bad answer to all five sources at once."""
    looks = 0
    for bad in ZOO:
        try_one(world, bad, bad.languages)
        looks += (bad.looks + 1) * len(bad.languages)
    with capsys.disabled():
        print(f"\nzoo: {len(ZOO)} kinds of answers, {looks} looks, 0 false changes")  # noqa: T201


@pytest.mark.parametrize(("what", "language"), TRUE)
def test_a_true_change_is_told_after_the_second_look(world: World, what: str, language: str) -> None:
    """However large: held at the first look, with a word to the keeper, and told as law at the second."""
    title = {"ru": "Пчелиный кодекс Мелиоры (утратил силу)", "kk": "Мелиораның Ара кодексі (күшін жойған)"}
    page = {
        "repeal": law(language, title=title.get(language, f"{TONGUES[language].title} (repealed)")),
        "mass amendment": law(language, dearer=range(1, 25)),
        "shrinking by half": law(language, until=15),
    }[what]
    world.site.serves(f"/law/{language}.html", page, headers=FRESH)
    before = len(world.alerts())
    assert "held" == world.look(f"code-{language}")
    assert "held" == words(world.alerts(AlertKind.OPERATOR)[-1])[0]
    assert before == len(world.alerts())
    world.now = world.state(f"code-{language}").due_at or world.now
    assert "changed" == world.look(f"code-{language}")
    if what != "shrinking by half":  # article 3, which is cited, stays
        assert before + 1 == len(world.alerts())
    assert "recovered" == words(world.alerts(AlertKind.OPERATOR)[-1])[0]


def test_a_block_page_between_two_looks_does_not_begin_them_again(world: World) -> None:
    """Held, a captcha, the same text again: that is the second look."""
    world.site.serves("/law/en.html", law("en", dearer=range(1, 25)), headers=FRESH)
    assert "held" == world.look("code-en")
    world.later(hours=2)
    world.site.serves("/law/en.html", "<html><p>Enter the characters from the image</p></html>")
    assert "held" == world.look("code-en")
    world.later(hours=2)
    world.site.serves("/law/en.html", law("en", dearer=range(1, 25)), headers=FRESH)
    assert "changed" == world.look("code-en")
