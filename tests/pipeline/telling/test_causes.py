"""One law, one alert; the lines that it touches and no other; what they only depend on stands apart."""

import json
from dataclasses import replace
from datetime import UTC
from datetime import datetime

from compared_laws import article
from compared_laws import articles
from compared_laws import gone
from compared_laws import law
from compared_laws import note

from db.law import Attribution
from db.law import Change
from db.law import How
from db.law import Provision
from db.records import AlertKind
from db.records import NewAlert
from db.records import Snapshot
from pipeline.changes.compare import compare
from pipeline.profile.load import parse
from pipeline.telling.causes import alerts_for
from pipeline.telling.causes import cause_of
from pipeline.telling.causes import in_force_alerts
from pipeline.telling.causes import lines_of
from pipeline.telling.causes import touched_lines
from pipeline.telling.payloads import Seen
from pipeline.verdicts.depends import depends_on

PROFILE = """title = "Averland"
country = "AV"
[defaults]
timezone = "Asia/Almaty"
[targets.team]
stdout = true
[targets.digest]
file = "digest.txt"
digest = "daily"
[[acts]]
key = "code"
title = "Code of Averland"
[[acts.sources]]
url = "https://law.example/code"
language = "en"
"""
LINES = {"four": "Art. 4", "part": "Art. 6 (1)", "range": "Art. 4-6", "nine": "Art. 9", "whole": ""}
TEXT = PROFILE + "".join(
    f'[[entries]]\nkey = "{key}"\nsection = "S"\ntext = "{cited + " of the " if cited else ""}Code of Averland"\n'
    for key, cited in LINES.items()
)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
OLD = law([*articles(5), article(6, "", "the first part", "the second part"), *articles()[6:]])
SNAPSHOT = Snapshot(7, 1, "https://x", "https://x", 200, (), "ab", 1, NOW, "http", "", "cd")


def by(
    number: str | None, date: str | None = "2026-02-01", effective: str | None = None
) -> tuple[Attribution, ...]:
    return (Attribution(number, date, effective, None, How.READ),)


def seen(new: tuple[Provision, ...], laws: dict[str, tuple[Attribution, ...]] | None = None) -> Seen:
    profile = parse(TEXT, key="averland")
    changes: tuple[Change, ...] = compare(OLD, new)
    named = tuple(replace(c, by=(laws or {}).get(c.eid.partition("__")[0], ())) for c in changes)
    return Seen(profile, profile.acts[0], "av/code-en", "https://x", "en", OLD, new, named, SNAPSHOT, NOW)


def amended(*numbers: int) -> tuple[Provision, ...]:
    nodes = [article(n, f"Now article {n} says something that it never said.") if n in numbers else node
             for n, node in enumerate([*articles(5), article(6, "", "the first part", "the second part"), *articles()[6:]], 1)]  # fmt: skip
    return law(nodes)


def law_alerts(made: list[NewAlert]) -> list[NewAlert]:
    return [a for a in made if not a.cause.endswith("/whole-act")]


def test_one_law_is_one_alert() -> None:
    """Thirty articles or three: what one act changed is told once, with exactly the lines that it touches."""
    one = seen(amended(4, 5, 9), {"art_4": by("7-II"), "art_5": by("7-II"), "art_9": by("7-II")})
    (alert,) = law_alerts(alerts_for(one))
    assert ("four", "range", "nine") == alert.entries
    assert (0, 1, 2) == alert.changes
    assert ("team", "digest") == alert.targets
    assert "av/code-en/snapshot:7/7-II/2026-02-01" == alert.cause


def test_two_laws_are_two_alerts() -> None:
    """Each with its own lines."""
    two = seen(amended(4, 9), {"art_4": by("7-II"), "art_9": by("8-II")})
    assert [("four", "range"), ("nine",)] == [a.entries for a in law_alerts(alerts_for(two))]


def test_changes_without_a_known_law_are_one_cause() -> None:
    """Nobody knows who made them: told together, and said so."""
    (alert,) = law_alerts(alerts_for(seen(amended(4, 9))))
    assert alert.cause.endswith("/unknown")
    assert "unknown" == json.loads(alert.payload)["certainty"]["level"]


def with_two_penal_codes(key: str, line: str) -> Seen:
    """Article 4 moves; the profile has a second act that is called the Penal Code, and one more line."""
    text = TEXT.replace(
        'title = "Code of Averland"\n', 'title = "Code of Averland"\nnames = ["Penal Code"]\n', 1
    )
    text += '[[acts]]\nkey = "old"\ntitle = "Code of Averland of 1960"\nnames = ["Penal Code"]\n'
    text += f'[[entries]]\nkey = "{key}"\nsection = "S"\ntext = "{line}"\n'
    return replace(seen(amended(4)), profile=parse(text, key="averland"))


def test_a_line_that_may_mean_this_act_or_another_hears_of_both() -> None:
    """Two acts are called the Penal Code: a change of either is told, as uncertain, with the reason."""
    (alert,) = law_alerts(alerts_for(with_two_penal_codes("doubt", "Art. 4 of the Penal Code")))
    payload = json.loads(alert.payload)
    assert ("four", "range", "doubt") == alert.entries
    assert {"four": "changed", "range": "changed", "doubt": "uncertain"} == {
        e["key"]: e["verdict"] for e in payload["entries"]
    }
    assert [
        'S: it is not certain that this line means the act that changed; "Penal Code" may be any of code, old.'
    ] == payload["why"]


def test_a_line_that_surely_cites_the_act_is_not_in_doubt_for_another_citation() -> None:
    """It names the act itself beside a name that two acts have: changed, and nothing is said of doubt."""
    both = "Art. 4 of the Penal Code; Art. 4 of the Code of Averland"
    (alert,) = law_alerts(alerts_for(with_two_penal_codes("both", both)))
    payload = json.loads(alert.payload)
    assert "changed" == next(e["verdict"] for e in payload["entries"] if e["key"] == "both")
    assert [] == payload["why"]


def test_a_part_that_is_not_cited_touches_nobody() -> None:
    """Art. 6 (2) moves: the line of Art. 6 (1) is not named, the range that holds Art. 6 is."""
    new = law([*articles(5), article(6, "", "the first part", "another second part"), *articles()[6:]])
    (alert,) = law_alerts(alerts_for(seen(new, {"art_6": by("7-II")})))
    assert ("range",) == alert.entries


def test_the_repeal_of_an_article_reaches_its_parts() -> None:
    """Art. 6 is repealed: the line that cites its first part hears of it, as broken."""
    new = law([*articles(5), gone(6), *articles()[6:]])
    (alert,) = law_alerts(alerts_for(seen(new, {"art_6": by("7-II")})))
    assert ("part", "range") == alert.entries
    assert {"part": "broken", "range": "broken"} == {
        e["key"]: e["verdict"] for e in json.loads(alert.payload)["entries"]
    }


def test_what_no_line_cites_alerts_nobody_but_is_counted() -> None:
    """Art. 11 alone: only the digest of the whole act; beside Art. 4: one other change."""
    assert [] == law_alerts(alerts_for(seen(amended(11), {"art_11": by("7-II")})))
    (alert,) = law_alerts(alerts_for(seen(amended(4, 11), {"art_4": by("7-II"), "art_11": by("7-II")})))
    assert 1 == json.loads(alert.payload)["other_changes"]


def test_a_line_of_the_whole_act_hears_in_the_digest_only() -> None:
    """Not by the target that is told at once, and never with what other lines are told."""
    made = alerts_for(seen(amended(4, 11), {"art_4": by("7-II"), "art_11": by("7-II")}))
    (digest,) = [a for a in made if a.cause.endswith("/whole-act")]
    assert (("whole",), ("digest",)) == (digest.entries, digest.targets)
    assert ["art_11"] == [c["eid"] for c in json.loads(digest.payload)["changes"]]


def test_the_newest_act_is_the_cause() -> None:
    """A note lists every amendment; the last one made this change."""
    acts = (*by("1-I", "2015-01-01"), *by("7-II", "2026-02-01"), *by(None, None))
    assert ("7-II", "2026-02-01") == cause_of(acts)
    assert ("", "") == cause_of(by(None, None))


def test_what_a_provision_refers_to_stands_apart() -> None:
    """Art. 4 refers to Art. 9, which moves: `also`, never among the changes of the line."""
    nodes = [*articles(3), article(4, "Whoever does what Article 8 names is punished."), *articles()[4:]]
    old = law(nodes)
    nodes[7] = article(8, "Article eight has words that it never had before this day.")
    nodes[8] = article(9, "Article nine has words that it never had either, by the same law.")
    changes = tuple(replace(c, by=by("7-II")) for c in compare(old, law(nodes)))
    base = seen(amended(4))
    found = Seen(
        base.profile, base.act, base.source_key, base.url, "en", old, law(nodes), changes, SNAPSHOT, NOW
    )
    direct, also = touched_lines(found)
    assert {"nine"} == {e.key for lines in direct.values() for e, _ in lines}
    assert {"four"} <= {e.key for lines in also.values() for e, _ in lines}
    (alert,) = law_alerts(alerts_for(found))
    assert ("nine",) == alert.entries
    assert ["art_8"] == [c["eid"] for c in json.loads(alert.payload)["also"]]


def test_definitions_are_depended_on() -> None:
    """Every provision depends on the article that explains the act's words."""
    old = law([article(1, "A hive is a box.", heading="Definitions"), *articles()[1:]])
    new = law([article(1, "A hive is any box at all.", heading="Definitions"), *articles()[1:]])
    assert [0] == depends_on(("art_4",), new, compare(old, new))
    assert [] == depends_on(("art_4",), new, compare(new, new))


def test_a_list_of_references_is_no_dependence() -> None:
    """A provision that refers to sixty others depends on none in particular."""
    words = " ".join(f"Article {n}" for n in range(5, 70))
    old = law([*articles(3), article(4, words), *articles()[4:]])
    new = law([*articles(3), article(4, words), article(5, "Something else altogether."), *articles()[5:]])
    assert [] == depends_on(("art_4",), new, compare(old, new))


def test_the_store_remembers_the_lines_of_each_change() -> None:
    """By profile and key."""
    found = seen(amended(4, 9))
    assert [("averland/four", "averland/range"), ("averland/nine",)] == lines_of(
        found, touched_lines(found)[0]
    )


def test_what_takes_effect_later_is_due_on_its_morning() -> None:
    """Six o'clock where the profile lives; what is in force already is not told again."""
    later = seen(amended(4), {"art_4": by("7-II", effective="2026-06-01")})
    (again,) = in_force_alerts(later, alerts_for(later))
    assert (AlertKind.IN_FORCE, datetime(2026, 6, 1, 1, tzinfo=UTC)) == (again.kind, again.due_at)
    assert not json.loads(again.payload)["clocks"]["not_yet"]
    past = seen(amended(4), {"art_4": by("7-II", effective="2026-02-20")})
    assert [] == in_force_alerts(past, alerts_for(past))


def test_a_new_note_alone_is_no_news() -> None:
    """Editors' notes grow without the law changing."""
    nodes = articles(5)
    nodes[3].notes = [note("x", ("7-II", "2026-02-01"))]
    new = law([*nodes, article(6, "", "the first part", "the second part"), *articles()[6:]])
    assert [] == alerts_for(seen(new))
