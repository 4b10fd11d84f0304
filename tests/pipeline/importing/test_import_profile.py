"""A published profile becomes a profile file: lines, citations, acts, keys."""

from collections.abc import Sequence

import published_profiles as pages
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.importing import Imported
from pipeline.importing import NoProfile
from pipeline.importing import import_profile
from pipeline.profile.load import parse
from pipeline.profile.model import Entry
from scraper.errors import ScrapeError


def imported(text: str, **asked: object) -> Imported:
    return import_profile(text.encode(), "page.txt", country=str(asked.pop("country", "BO")), **asked)  # type: ignore[arg-type]


def line(made: Imported, key: str) -> Entry:
    return next(e for e in made.profile.entries if e.key == key)


def rows(made: Imported) -> list[tuple[str, str | None, str | None]]:
    return [(e.section, e.topic, e.text) for e in made.profile.entries]


@pytest.fixture(scope="module")
def borduria() -> Imported:
    return imported(pages.LINES)


def test_it_takes_every_line_in_order(borduria: Imported) -> None:
    """Topic and citation, law, prose, bullets, institutions: one entry a line, the citation word for word."""
    assert [
        ("Cybercrime policies/strategies", "Two plans", None),
        (
            "Cybercrime policies/strategies",
            None,
            "National Strategy “Quiet Wires 2030”, approved by Decree of the President of Borduria, March 3, 2011, № 17.",
        ),
        ("State of cybercrime legislation", "Rules of evidence", "partially present in the Criminal Code"),
        ("Substantive law", "Illegal access", "partly Art.11 and Art. 12 of the Criminal Code of Borduria"),
        ("Substantive law", "Illegal interception", "Art. 13 of the CC"),
        (
            "Substantive law",
            "Data interference",
            "Art. 14 (2) of the Criminal Code of Borduria (as amended on 04.05.2012)",
        ),
        ("Substantive law", "Illegal obtaining of wires", "§ 217. Illegal obtaining of wires"),
        ("Substantive law", "Corporate liability", "Art. 40 of the Criminal Code of Borduria"),
        ("Safeguards", None, "Constitution of Borduria, esp. Art. 5."),
        ("Related laws and regulations", None, "Law of Borduria “On Wires”, January 18, 2012, №545-IV."),
        ("Related laws and regulations", None, "Law of Borduria “On Lamps”, January 19, 2012, №546-IV."),
        ("Related laws and regulations", None, "Law of Borduria “On Bells”, May 2, 2007, №217."),
        ("Specialised institutions", "Ministry of Wires of Borduria", None),
        ("Jurisprudence/case law", None, "Art. 3 of the Law of Borduria “On Wires”"),
        ("Jurisprudence/case law", "Two cases of bells", None),
    ] == rows(borduria)


def test_topics_of_the_convention_name_its_articles(borduria: Imported) -> None:
    """A known topic names its article of the Convention, and so does the section on safeguards."""
    assert {
        "illegal-access": ("Budapest Convention Art. 2",),
        "illegal-interception": ("Budapest Convention Art. 3",),
        "data-interference": ("Budapest Convention Art. 4",),
        "corporate-liability": ("Budapest Convention Art. 12",),
        "constitution": ("Budapest Convention Art. 15",),
    } == {e.key: e.treaty for e in borduria.profile.entries if e.treaty}


def test_an_act_stands_once_under_all_its_names(borduria: Imported) -> None:
    """Criminal Code, Criminal Code of Borduria and CC are one act; a law is known by number, date and name."""
    acts = {a.key: a for a in borduria.profile.acts}
    assert ["Criminal Code", "Criminal Code of Borduria", "CC"] == list(acts["criminal-code"].names)
    assert ("545-IV", "2012-01-18", "law") == (
        acts["wires"].number,
        str(acts["wires"].date),
        acts["wires"].type,
    )
    assert 1 == sum("On Wires" in a.names for a in borduria.profile.acts)


def test_lines_without_law_wait_for_the_keepers_words(borduria: Imported) -> None:
    """Prose is never copied: a name of a few words and a note that asks for the keeper's own."""
    without = [e for e in borduria.profile.entries if not e.text]
    assert 3 == len(without)
    assert {True} == {bool(e.note and "your own words" in e.note) for e in without}
    assert "without a cause" not in "".join(e.note or "" for e in without)


def test_the_footer_is_no_law(borduria: Imported) -> None:
    """Templates under the Convention in the footer are no lines."""
    assert [] == [e for e in borduria.profile.entries if "Template" in (e.topic or "")]


def kinds(made: Imported) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for question in made.questions:
        found.setdefault(question.kind, []).append(question.entry or question.act)
    return found


def test_it_asks_what_only_a_person_knows(borduria: Imported) -> None:
    """Numbers, sources, dates that can be exchanged, sections with nothing in them, an act that is not named."""
    asked = kinds(borduria)
    assert ["data-interference"] == asked["date_order"]
    assert [None] == asked["empty_section"]
    assert {"criminal-code", "constitution"} <= set(asked["act_number"])
    assert {"wires", "lamps", "bells"} <= set(asked["act_source"])
    assert any("series of its number" in q.words for q in borduria.questions if q.act == "bells")
    date = next(q for q in borduria.questions if q.kind == "date_order")
    assert ("2012-05-04", "2012-04-05") == date.readings


def test_every_question_stands_in_the_file_as_a_comment(borduria: Imported) -> None:
    """Whoever opens the file later finds the questions there."""
    comments = "\n".join(line for line in borduria.toml.splitlines() if line.startswith("#"))
    assert all(q.words.split(":")[0][:60] in comments for q in borduria.questions)


def test_old_names_are_asked_about_when_told() -> None:
    """With an old name of an institution, the lines that use it ask."""
    made = imported(pages.LINES, stale=("Ministry of Wires",))
    assert ["ministry-of-wires-of-borduria"] == kinds(made)["stale_name"]


def test_one_sentence_with_semicolons_is_several_lines() -> None:
    """Each part has its topic; a part without law keeps its place."""
    assert [
        ("Illegal access", "Art. 11 of the Criminal Code of Borduria"),
        ("misuse of devices", "Art. 15 of the Criminal Code of Borduria"),
        ("System interference", None),
        ("Stalking", "Section 36a of the Criminal Code"),
        ("Extortion", "Section 18 of the Criminal Code"),
        ("Duress", "Section 19 of the Criminal Code"),
    ] == [(e.topic, e.text) for e in imported(pages.ONE_SENTENCE).profile.entries]


def test_an_act_named_once_holds_for_the_lines_below() -> None:
    """A list under a sentence that names the act: what its lines leave out is written as `cites`."""
    made = imported(pages.INHERITED)
    cites = line(made, "cutting-wires").cites
    assert cites is not None
    assert ("criminal-code", ("art_22", "art_23", "art_24")) == (cites[0].act, cites[0].units)
    assert "Articles 22-24: Cutting wires" == line(made, "cutting-wires").text


def test_french_headings_give_the_same_sections() -> None:
    """The page in its French frame is the same profile."""
    assert [
        ("Substantive law", "Illegal access", "Art. 11 of the Criminal Code of Borduria"),
        ("Specialised institutions", "Ministry of Wires", None),
    ] == rows(imported(pages.FRENCH))


def test_sections_may_stand_in_any_order() -> None:
    """By heading, never by place."""
    head, _, tail = pages.LINES.partition("Substantive law\n")
    turned = imported("Substantive law\n" + tail.partition("Procedural law\n")[0] + head)
    assert {"illegal-access", "rules-of-evidence"} <= {e.key for e in turned.profile.entries}
    assert "Substantive law" == line(turned, "illegal-access").section


def test_a_saved_page_gives_its_lines() -> None:
    """HTML: headings by tag, bold topics, line breaks, hidden tabs; menus, scripts and the footer stay out."""
    made = import_profile(pages.PAGE.encode(), "saved.html", country="BO")
    assert [
        ("Specialised institutions", "Ministry of Wires", None),
        ("Specialised institutions", "Police of the Bells", None),
        ("Substantive law", "Illegal access", "Art. 11 of the Criminal Code of Borduria"),
        ("Substantive law", "System interference", "Art. 16 of the Criminal Code of Borduria"),
        ("Substantive law", "Data interference", "Art. 14 of the Criminal Code of Borduria"),
        ("Procedural law", "Production order", "Art. 44 of the CPC of Borduria"),
    ] == rows(made)
    assert "https://profiles.example.org/-/borduria" == made.profile.page


def test_links_of_the_page_are_proposed_as_sources() -> None:
    """Where the page links the words of a citation, the address waits as a comment under the act."""
    made = import_profile(pages.PAGE.encode(), "saved.html", country="BO")
    assert '# url = "https://law.example.org/code"   # the page links this' in made.toml
    assert [(), ()] == [a.sources for a in made.profile.acts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (pages.TAB_VIEW, "leaves the law out"),
        (pages.STATUS_ALONE, "before the first section"),
        (pages.NO_PROFILE, "none of the headings"),
        ("", "empty"),
        (
            "<html><body><p>Please verify you are human</p><div class='g-recaptcha'></div></body></html>",
            "verify you are human",
        ),
        ("%PDF-1.7\n", "PDF"),
    ],
)
def test_what_is_no_profile_is_refused_in_words(text: str, words: str) -> None:
    """A view without the law, a block page, another page: never a country without law."""
    with pytest.raises(NoProfile) as refused:
        imported(text)
    assert words in refused.value.what
    assert refused.value.hint


def test_a_page_without_the_template_gives_its_lines_of_law() -> None:
    """A survey without the headings: its lines of law, and a question what sections they belong to."""
    made = imported(pages.SURVEY)
    assert [("Law", None), ("Law", None)] == [(e.section, None) for e in made.profile.entries]
    assert "no_template" in kinds(made)


def test_the_country_is_found_or_asked_for() -> None:
    """In the file's name, the page's address or title; else it must be said."""
    assert "KZ" == import_profile(pages.FRENCH.encode(), "kazakhstan-2024.txt").profile.country
    with pytest.raises(NoProfile) as refused:
        import_profile(pages.FRENCH.encode(), "page.txt")
    assert "--country" in refused.value.hint


def test_importing_again_gives_the_same_keys() -> None:
    """Reviews follow the keys: another order of the sections does not change them."""
    head, heading, tail = pages.LINES.partition("Related laws")
    first = {e.text: e.key for e in imported(pages.LINES).profile.entries if e.text}
    again = {
        e.text: e.key for e in imported(heading + tail.partition("Jurisprudence")[0] + head).profile.entries
    }
    shared: Sequence[str | None] = [t for t in first if t in again]
    assert len(shared) > 9
    assert {t: first[t] for t in shared if t} == {t: again[t] for t in shared if t}


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [*pages.LINES.splitlines(), *pages.ONE_SENTENCE.splitlines(), "(((", "“", "; ;", "- ", "§ 1"]
        ),
        st.text(max_size=60),
    ),
    max_size=25,
)


@given(PIECES)
def test_whatever_is_imported_loads_or_is_refused(lines: list[str]) -> None:
    """No page gives a file that does not load, and none ends in a traceback."""
    try:
        made = imported("\n".join(["Substantive law", *lines]))
    except (PipelineError, ScrapeError):
        return
    profile = parse(made.toml)
    assert len({e.key for e in profile.entries}) == len(profile.entries)
    assert {True} >= {bool(e.text or (e.topic and e.note)) for e in profile.entries}


@given(st.binary(max_size=400))
def test_bytes_from_anywhere_are_refused_in_words(body: bytes) -> None:
    """Whatever lies in the file, the answer is a profile or a sentence."""
    try:
        import_profile(body, "page.html", country="BO")
    except (PipelineError, ScrapeError) as error:
        told = error.what
    else:
        told = "a profile"
    assert told
