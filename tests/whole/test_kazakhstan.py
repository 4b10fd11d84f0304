"""The first country, whole: real pages, the shipped profile, the installed command."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import lexwatch
from scripted_site import Site

from db.open import open_reader
from db.records import AlertKind
from scraper.read import read

PROFILE = Path(__file__).resolve().parents[2] / "profiles" / "kazakhstan.toml"
PAGE = "/rus/docs/K1400000226"

# By hand, from the published profile and the published text of Chapter 7 (205 to 210 have other words than in
# September 2022, 211 and 212 have the same; of 210 the first part changed, the third did not):
#   state-chapter-7      Chapter 7, which holds them all
#   illegal-access       148, 205            data-interference   206 (1)
#   system-interference  207                 misuse-of-device    210, 213
#   attempt-aiding       24, 26-29, 56, 205-207                  corporate-liability 205
# Not named: computer-related-fraud cites 210 (3); personal-data cites 211; illegal-interception 147, 148, 223.
TOUCHED = {
    "state-chapter-7",
    "illegal-access",
    "data-interference",
    "system-interference",
    "misuse-of-device",
    "attempt-aiding",
    "corporate-liability",
}
RULE = "sixty calendar days after first official publication"


class Watched:
    """The shipped profile against a site on loopback."""

    def __init__(self, folder: Path, site: Site, kz: Path) -> None:
        self.folder, self.site, self.kz = folder, site, kz
        text = PROFILE.read_text(encoding="utf-8").replace("https://adilet.zan.kz", site.url(""))
        for old, new in (
            ('gap = "3s"', 'gap = "0s"\nprivate_addresses = true'),
            ("escalate = true", "escalate = false"),
            ('first = "1", last = "467", at_least = 460', 'first = "205", last = "212", at_least = 9'),
            ('title = "Уголовный кодекс"\n', ""),
        ):
            assert old in text
            text = text.replace(old, new)
        (folder / "kazakhstan.toml").write_text(text, encoding="utf-8")

    def check(self, file: str, content_type: str) -> dict[str, Any]:
        self.site.serves(PAGE, (self.kz / file).read_bytes(), content_type=content_type)
        ran = lexwatch("check", "kazakhstan.toml", "--source", "criminal-code-ru", "--json", cwd=self.folder)
        assert (0, "") == (ran.code, ran.err)
        answer: dict[str, Any] = ran.json
        return answer


@pytest.fixture(scope="module")
def chapter_7(
    data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Chapter 7 of September 2022, then of the winter of 2025, then a script shell, each seen by one check."""
    folder = tmp_path_factory.mktemp("chapter")
    with Site() as site:
        watched = Watched(folder, site, data / "kz")
        yield (
            folder,
            [
                watched.check("md/K1400000226_81097_rus_ch7_2022-09-12.md", "text/markdown; charset=utf-8"),
                watched.check("raw/K1400000226_rus_ch7_art204-213.html", "text/html; charset=utf-8"),
                watched.check("spa/adilet_spa_shell_Z1300000094_2026-09-16.html", "text/html"),
            ],
        )


def test_the_first_look_alerts_nobody(chapter_7: tuple[Path, list[dict[str, Any]]]) -> None:
    """A first version is no change."""
    first = chapter_7[1][0]
    assert ({"first": 1}, 0, 0) == (first["outcomes"], first["changes"], first["alerts"])


def test_exactly_the_amended_articles_are_reported(chapter_7: tuple[Path, list[dict[str, Any]]]) -> None:
    """205 to 210, by Law 210-VIII of 16 July 2025 with its rule of force; 211 and 212 not; 204, 213, 214 by extent."""
    folder, checks = chapter_7
    assert {"changed": 1} == checks[1]["outcomes"]
    changes = lexwatch("changes", "--json", cwd=folder).json["changes"]
    articles = {c["article"] or c["old_article"] for c in changes if c["eid"] != "chp_8"}  # begins with 214
    assert {f"Статья {n}" for n in range(205, 211)} == articles - {f"Статья {n}" for n in (204, 213, 214)}
    amended = [c for c in changes if (c["article"] or "") in {f"Статья {n}" for n in range(205, 211)}]
    assert {("210-VIII", "2025-07-16", RULE, "read")} == {
        (by["number"], by["date"], by["rule"], by["how"]) for c in amended for by in c["by"]
    }
    assert all(c["by"] for c in amended)
    assert {"kz/criminal-code"} == {c["address"] for c in changes}


def test_the_alert_names_exactly_the_lines_that_cite_what_changed(
    chapter_7: tuple[Path, list[dict[str, Any]]],
) -> None:
    """One alert for the amending law; another, about 213 alone, comes from the fragments' extent."""
    with open_reader(chapter_7[0] / "lexwatch.db") as queries:
        alerts = queries.alerts(kinds=(AlertKind.CHANGE,))
    (told,) = [a for a in alerts if "210-VIII" in a.subject]
    assert TOUCHED == set(told.entries)
    assert TOUCHED == {e["key"] for e in json.loads(told.payload)["entries"]}
    assert {"210-VIII"} == {by["number"] for by in json.loads(told.payload)["by"]}
    for other in alerts:
        if other.id != told.id:
            assert {"Статья 213"} == {c["article"] for c in json.loads(other.payload)["changes"]}


def test_the_shell_is_held_and_told_to_the_operator(chapter_7: tuple[Path, list[dict[str, Any]]]) -> None:
    """A page that a script would fill is no law: held, said in words, no change, and its one alert is the word to the operator, not of repeals."""
    folder, checks = chapter_7
    assert ({"held": 1}, 0, 1) == (checks[2]["outcomes"], checks[2]["changes"], checks[2]["alerts"])
    assert "script" in checks[2]["held"][0]["why"]
    with open_reader(folder / "lexwatch.db") as queries:
        (word,) = queries.alerts(kinds=(AlertKind.OPERATOR,))
        assert "held" == json.loads(word.payload)["operator"]["outcome"]
        source = queries.source("kz/criminal-code-ru")
        assert source is not None
        assert 2 == len(queries.versions(source.id, accepted=True))
    assert 0 == lexwatch("verify", cwd=folder).code


def test_the_lines_stand_as_changed_after_it(chapter_7: tuple[Path, list[dict[str, Any]]]) -> None:
    """What was seen to change on our watch is `changed` for the lines that cite it, and for no other."""
    told = lexwatch("status", "kazakhstan", "--verdict", "changed", "--json", cwd=chapter_7[0]).json
    assert TOUCHED == {e["key"] for e in told["entries"]}


def test_history_and_text_of_an_article(chapter_7: tuple[Path, list[dict[str, Any]]]) -> None:
    """`log` tells the rewriting of 208 and the law that made it; `show` the text of 205 before and now."""
    folder, _ = chapter_7
    log = lexwatch("log", "criminal-code", "208", "--json", cwd=folder).json
    assert {"210-VIII"} == {by["number"] for c in log["changes"] for by in c["by"]}
    assert "art_208" == log["provision"]
    now = lexwatch("show", "criminal-code", "205", "--json", cwd=folder).json
    assert "Неправомерный доступ к информации" == now["provisions"][0]["heading"]


# captured, files: what the saved pages say of themselves (the raw ones were saved in June 2026).
SNAPSHOTS = [
    ("criminal-code", "2014-11-07", ["md/K1400000226_81097_rus_ch7_2014-11-07.md"]),
    ("criminal-code", "2022-09-12", ["md/K1400000226_81097_rus_ch7_2022-09-12.md"]),
    ("criminal-code", "2026-06-19", ["raw/K1400000226_rus_*.html"]),
    ("criminal-procedure-code", "2022-12-01", ["md/K1400000231_81164_rus_*.md"]),
    ("criminal-procedure-code", "2026-06-19", ["raw/K1400000231_rus_page_body_start_2026.html"]),
    # The footnote of Art. 95 is saved without its article: no text of law, so it cannot be added.
    ("penal-execution-code", "2026-06-19", ["raw/K1400000234_rus_page_head_*.html", "raw/K1400000234_rus_art071*.html"]),
    ("digital-code", "2026-06-19", ["raw/K2600000255_*.html"]),
    ("constitution-1995", "2026-06-19", ["raw/K950001000__*.html"]),
]  # fmt: skip

# By hand, line by line, from the published profile, the saved pages and what is known of the acts: the verdict, and
# the reasons that may stand beside it. `baseline_unknown` and `not_vouched`: the text is there, nobody has vouched.
BASELINE = ("uncertain", {"baseline_unknown"})
NOT_READ = ("uncertain", {"not_read"})
REPLACED = ("broken", {"act_replaced", "not_read"})
VERDICTS: dict[str, tuple[str, set[str]]] = {
    "policy-concept-2016": NOT_READ,
    "policy-draft-concept": NOT_READ,
    "policy-sectorial-2011-2014": NOT_READ,
    "policy-ict-2010-2014": NOT_READ,
    "policy-unified-space": NOT_READ,
    "policy-kazakhstan-2030": REPLACED,  # by Kazakhstan-2050
    "policy-kazakhstan-2050": NOT_READ,
    "policy-strategic-plan-2020": NOT_READ,
    "state-chapter-7": (
        "changed",
        {"amended", "heading", "renumbered"},
    ),  # states July 2014; 128-VI, 180-VI, 419-V, 210-VIII since
    "state-elements": ("uncertain", {"not_vouched"}),  # the code as a whole; its section states July 2014
    "state-procedural-powers": ("uncertain", {"baseline_unknown", "not_read"}),  # the second law is not saved
    "state-review-2018": ("uncertain", {"not_vouched", "baseline_unknown"}),
    "illegal-access": BASELINE,  # 148 and 205
    "illegal-interception": BASELINE,  # 147 has a third part, 148 a second
    "data-interference": BASELINE,
    "system-interference": BASELINE,
    "misuse-of-device": BASELINE,
    "computer-related-forgery": BASELINE,
    "computer-related-fraud": BASELINE,
    "child-pornography": BASELINE,
    "copyright": BASELINE,
    "attempt-aiding": BASELINE,
    "corporate-liability": BASELINE,
    "procedural-scope": BASELINE,
    "expedited-preservation": ("uncertain", {"baseline_unknown", "not_in_the_text_held"}),  # 163 is not saved
    "partial-disclosure": BASELINE,
    "production-order": BASELINE,
    "search-and-seizure": BASELINE,
    "traffic-data": BASELINE,
    "content-data": BASELINE,
    # Replaced from 1 July 2026; of the cited articles 14 is not saved.
    "safeguards-constitution": ("broken", {"act_replaced", "not_in_the_text_held", "baseline_unknown"}),
    # Art. 198 of the procedure code and the heading of Chapter 7 of the execution code are not saved.
    "safeguards-codes": ("uncertain", {"baseline_unknown", "not_in_the_text_held"}),
    "law-broadcasting": REPLACED,  # by 93-VIII of 2024
    "law-national-security": NOT_READ,
    "law-communication-networks-amendments": NOT_READ,
    "law-information": REPLACED,  # by 418-V of 2015
    "law-communications": NOT_READ,
    "law-advertising": NOT_READ,
    "law-media": REPLACED,  # by 93-VIII of 2024
    "personal-data": BASELINE,  # 211
    "law-technical-regulation": REPLACED,  # by 396-VI of 2020
    "law-electronic-document": REPLACED,  # by the Digital Code
    "law-rights-of-the-child": NOT_READ,
    "law-state-secrets": NOT_READ,
    "cis-agreement-2019": NOT_READ,
    "sco-agreement": NOT_READ,
    "cis-concept-security": NOT_READ,
    "cis-concept-terrorism": NOT_READ,
    "case-media": REPLACED,
    "case-advertising": NOT_READ,
    "case-rights-of-the-child": NOT_READ,
}


@pytest.fixture(scope="module")
def everything(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds all saved pages; several files make one version, each is laid over the last."""
    folder, kz = tmp_path_factory.mktemp("everything"), data / "kz"
    for act, captured, patterns in SNAPSHOTS:
        files = [f for pattern in patterns for f in sorted(kz.glob(pattern))]
        ran = lexwatch(
            "add-snapshot", act, *files, "--captured", captured, "--profile", PROFILE, "--language", "ru",
            "--part", "--no-alert", "--json", cwd=folder,
        )  # fmt: skip
        assert (0, "") == (ran.code, ran.err)
    return folder


@pytest.fixture(scope="module")
def status(everything: Path) -> dict[str, Any]:
    """What `lexwatch status` says of it."""
    ran = lexwatch("status", PROFILE, "--json", cwd=everything)
    assert 0 == ran.code
    answer: dict[str, Any] = ran.json
    return answer


def test_every_line_stands_as_the_published_text_says(status: dict[str, Any]) -> None:
    """Verdict and reasons of each line that cites law; the others are shown and never counted."""
    told = {e["key"]: e for e in status["entries"]}
    found = {
        key: (e["verdict"], {r["what"] for c in e["citations"] for r in c["reasons"]})
        for key, e in told.items()
        if e["citations"]
    }
    assert VERDICTS == found
    assert {"no_law"} == {e["verdict"] for key, e in told.items() if key not in VERDICTS}


def test_the_line_that_states_its_date_names_the_laws_since(status: dict[str, Any]) -> None:
    """Chapter 7 as of July 2014: all of 205 to 213 moved since, by the text and not by the notes alone."""
    (line,) = [e for e in status["entries"] if e["key"] == "state-chapter-7"]
    reasons = line["citations"][0]["reasons"]
    assert {f"Статья {n}" for n in range(205, 214)} == {r["article"] for r in reasons}
    assert "210-VIII" in {by["number"] for r in reasons for by in r["by"]}
    assert ("stated", "2014-07-31") == (
        line["citations"][0]["baseline"]["basis"],
        line["citations"][0]["baseline"]["date"],
    )


def test_an_undated_line_hears_of_the_newest_amendment(status: dict[str, Any]) -> None:
    """No earlier wording is held; the official note still names the last act that amended the provision."""
    told = {e["key"]: e["citations"][0]["reasons"][0] for e in status["entries"] if e["citations"]}
    newest = {key: [by["number"] for by in reason["by"]] for key, reason in told.items()}
    assert ["210-VIII"] == newest["illegal-access"]
    assert ["393-VI"] == newest["child-pornography"]
    assert ["180-VI"] == newest["copyright"]
    assert ["180-VI"] == newest["personal-data"]
    assert ["157-VII"] == newest["procedural-scope"]


def test_what_an_older_fragment_did_not_hold_is_no_insertion(everything: Path) -> None:
    """The pages of 2026 hold a dozen articles more than the chapter of 2022: nobody hears that they were inserted."""
    changes = lexwatch("changes", "--act", "criminal-code", "--all", "--json", cwd=everything).json["changes"]
    inserted = {c["article"] for c in changes if c["kind"] == "inserted" and c["eid"].startswith("art_")}
    assert set() == {a for a in inserted if not re.search(r"-\d", a)}


def test_the_text_of_an_earlier_day(everything: Path) -> None:
    """`show --as-of` gives the heading of 205 as it was law then."""
    told = lexwatch("show", "criminal-code", "205", "--as-of", "2023-01-01", "--json", cwd=everything).json
    assert (
        "Неправомерный доступ к информации, в информационную систему или сеть телекоммуникаций"
        == (told["provisions"][0]["heading"])
    )


def _days(rule: str) -> str | int | None:
    """The day that a rule names (2023-01-01), or how many days it counts (60); None for a rule of another kind."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", rule):
        return rule
    found = re.match(r"(\d+) calendar days", rule)
    return int(found[1]) if found else None


def test_the_events_of_the_official_footnotes_are_read(data: Path) -> None:
    """67 of the 67 events whose page is saved agree: act, date, and the day or the number of days of its force.

    Seven more events of the list are of Arts 214 and 316, whose pages were read and not saved; nothing can be
    extracted for them. What else is read at the same articles is the Constitutional Court's, and amends nothing.
    """
    agree, apart, unsaved = 0, [], 0
    readings: dict[Path, Any] = {}
    for row in json.loads((data / "kz" / "amendments.json").read_text(encoding="utf-8")):
        file = data / "kz" / row["source"]
        if not file.is_file():
            unsaved += len(row["footnote_events"])
            continue
        if file not in readings:
            readings[file] = read(file.read_bytes(), file_name=file.name)
        law = readings[file]
        own = f"art_{row['unit']}"
        notes = (
            list(law.act.notes)
            if row["unit"] == "whole text"
            else [n for p in law.provisions if p.eid == own or p.eid.startswith(f"{own}__") for n in p.notes]
        )
        events = [(e, n.law_text_changed) for n in notes for e in n.events]
        known = {
            (e.act_number, e.date, e.effective and (e.effective.date or e.effective.days)) for e, _ in events
        }
        for event in row["footnote_events"]:
            force = _days(event.get("in_force") or "")
            same = {k for k in known if k[:2] == (event["law"], event["date"]) and force in {None, k[2]}}
            agree += bool(same)
            apart += [] if same else [(row["unit"], event["law"])]
        listed = {(e["law"], e["date"]) for e in row["footnote_events"]}
        more = [(e.act_number, changed) for e, changed in events if (e.act_number, e.date) not in listed]
        assert [] == [number for number, changed in more if changed]
    assert [] == apart
    assert (67, 7) == (agree, unsaved)
