"""Messages: what their readers must find in them, in which order, and what strangers cannot do to them."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from alert_samples import CHANGE
from alert_samples import LAW
from alert_samples import LINE
from alert_samples import PROFILE
from alert_samples import SECOND_CHANGE
from alert_samples import change_alert
from alert_samples import closed_alert
from alert_samples import heartbeat
from alert_samples import operator_alert
from hypothesis import given
from hypothesis import strategies as st

from alerts.errors import NoContent
from alerts.message import MAX_HTML
from alerts.message import Numbered
from alerts.message import digest
from alerts.message import render
from alerts.payload import ClocksPart
from alerts.payload import OperatorPart
from alerts.payload import Payload
from alerts.payload import QuietPart
from alerts.plain import WIDTH
from alerts.plain import columns


class Tags(HTMLParser):
    """The tags, links and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.sources += [
            value or "" for name, value in attrs if name in {"src", "background", "onload", "onclick"}
        ]

    def handle_data(self, data: str) -> None:
        self.words += data


RENUMBERED = replace(
    CHANGE,
    kind="renumbered",
    eid="art_21-1",
    old_eid="art_21",
    article="Статья 21-1",
    old_article="Статья 21",
    label_path="Статья 21-1",
    significance=("renumbered",),
)


def test_paragraphs_of_a_provision_stay_paragraphs() -> None:
    """A provision of three paragraphs is three indented lines of text, and three lines of HTML; signs go with them."""
    change = replace(
        CHANGE,
        redline=(
            ("=", "The keeper:\n1) holds the key;\n"),
            ("+", "2) keeps the book;\n"),
            ("=", "3) rings the bell."),
        ),
    )
    message = render(change_alert(changes=(change,)))

    assert (
        "\n    The keeper:\n    1) holds the key;\n    {+2) keeps the book;+}\n    3) rings the bell.\n"
        in message.text
    )
    assert "The keeper:<br>1) holds the key;<br><b" in message.html
    assert "2) keeps the book;</ins>" in message.html


def test_hostile_breaks_forge_no_paragraph_of_ours() -> None:
    """Lines of a law that look like our own headings stay indented; markup in them stays words."""
    change = replace(
        CHANGE, redline=(("+", "x\nWhat to do next\n---------------\n<br><b>rm -rf</b>\r\n* Pay\u2029now"),)
    )
    message = render(change_alert(changes=(change,)))

    assert "\nWhat to do next\n---------------\n* Pay" not in message.text
    assert "    What to do next\n    ---------------\n" in message.text
    assert "<b>rm" not in message.html
    assert "&lt;b&gt;rm" in message.html


def several_sources(outcome: str) -> Payload:
    return operator_alert(
        operator=OperatorPart("kz/a-ru, kz/a-kk, kz/b-ru", outcome, why=("The site is down.",))
    )


def one_law() -> Payload:
    return change_alert()


def test_the_subject_says_country_provision_kind_and_when() -> None:
    """A maintainer decides by the subject alone whether to open the mail."""
    assert (
        "Kazakhstan: Criminal Code Art. 205, 206 amended by Law 210-VIII (in force 60 days after publication)"
        == render(one_law()).subject
    )


@pytest.mark.parametrize(
    ("payload", "subject"),
    [
        (
            change_alert(clocks=ClocksPart("2025-07-16", "2025-09-14", None, None, True)),
            "Kazakhstan: Criminal Code Art. 205, 206 amended by Law 210-VIII (in force 14 September 2025)",
        ),
        (
            change_alert(clocks=None, by=()),
            "Kazakhstan: Criminal Code Art. 205, 206 amended (in-force date not known)",
        ),
        (
            change_alert(
                changes=(
                    CHANGE,
                    replace(SECOND_CHANGE, kind="inserted", eid="art_208-1"),
                    replace(SECOND_CHANGE, kind="repealed", eid="art_210"),
                )
            ),
            (
                "Kazakhstan: Criminal Code Art. 210 repealed, Art. 208-1 inserted, Art. 205 amended "
                "by Law 210-VIII (in force 60 days after publication)"
            ),
        ),
        (
            change_alert(
                changes=tuple(
                    replace(CHANGE, eid=f"art_{number}") for number in (205, 206, 207, 208, "208-1", 210)
                )
            ),
            (
                "Kazakhstan: Criminal Code Art. 205–208, 208-1, 210 amended by Law 210-VIII "
                "(in force 60 days after publication)"
            ),
        ),
        (
            change_alert(changes=(CHANGE, RENUMBERED)),
            (
                "Kazakhstan: Criminal Code Art. 21 became 21-1, Art. 205 amended by Law 210-VIII "
                "(in force 60 days after publication)"
            ),
        ),
        (
            change_alert(
                changes=(
                    RENUMBERED,
                    *(replace(CHANGE, kind=kind) for kind in ("repealed", "inserted", "amended", "moved")),
                ),
                clocks=None,
            ),
            (
                "Kazakhstan: Criminal Code Art. 205 repealed, Art. 21 became 21-1, Art. 205 inserted, "
                "Art. 205 amended and 1 other kind of change by Law 210-VIII (in-force date not known)"
            ),
        ),
        (
            change_alert(
                changes=tuple(
                    replace(RENUMBERED, old_eid=f"art_{number}", eid=f"art_{number + 1}")
                    for number in range(20, 25)
                ),
                by=(),
                clocks=None,
            ),
            (
                "Kazakhstan: Criminal Code Art. 20 became 21, Art. 21 became 22, Art. 22 became 23 "
                "and 2 more renumbered (in-force date not known)"
            ),
        ),
        (
            change_alert(
                changes=(replace(RENUMBERED, old_eid="art_21__para_1", eid="art_21__para_2"),),
                by=(),
                clocks=None,
            ),
            "Kazakhstan: Criminal Code Art. 21 renumbered (in-force date not known)",
        ),
        (
            change_alert(
                changes=(
                    replace(
                        RENUMBERED,
                        old_eid="sched_1",
                        eid="sched_2",
                        article="Schedule 2",
                        old_article="Schedule 1",
                    ),
                ),
                by=(),
                clocks=None,
            ),
            "Kazakhstan: Criminal Code Schedule 1 became Schedule 2 (in-force date not known)",
        ),
        (
            change_alert(
                changes=(replace(CHANGE, kind="status", eid="act", article=None, status="repealed"),)
            ),
            "Kazakhstan: Criminal Code repealed by Law 210-VIII (in force 60 days after publication)",
        ),
        (
            change_alert(kind="in_force", clocks=ClocksPart("2025-07-16", "2025-09-14", None, None, False)),
            "Kazakhstan: in force from 14 September 2025: Criminal Code Art. 205, 206 amended by Law 210-VIII",
        ),
        (
            change_alert(kind="cross_check"),
            "Kazakhstan: Criminal Code Art. 205, 206: official texts disagree",
        ),
        (operator_alert(), "Kazakhstan: [operator] source kz/criminal-code-ru is held"),
        (several_sources("still_held"), "Kazakhstan: [operator] 3 sources are still held"),
        (several_sources("failed"), "Kazakhstan: [operator] 3 sources cannot be fetched"),
        (several_sources("still_gone"), "Kazakhstan: [operator] 3 sources still say that the page is gone"),
        (several_sources("recovered"), "Kazakhstan: [operator] 3 sources work again"),
        (heartbeat(), "Kazakhstan: watch is alive: 211 of 214 citations hold, 3 uncertain"),
        (closed_alert(), "Kazakhstan: an alert closed itself"),
    ],
)
def test_every_kind_has_its_own_subject(payload: Payload, subject: str) -> None:
    """Each kind says first what its reader must know."""
    assert subject == render(payload).subject


def test_an_act_of_unknown_type_is_not_called_a_law() -> None:
    """Only a number whose form tells the type is given a type; nothing is invented."""
    other = change_alert(profile=replace(PROFILE, country="XX"))

    assert "amended by Act 210-VIII" in render(other).subject
    assert "amended by Decree 210-VIII" in render(replace(other, by=(replace(LAW, type="decree"),))).subject


def test_the_profiles_lines_come_first_and_all_else_in_order() -> None:
    """The maintainer's question is whether the sentence still holds; the law comes after it."""
    text = render(one_law(), number=12).text
    order = [
        "Not law yet: it takes effect 60 days after publication",
        "[! changed] Substantive law / Illegal access",
        "“partly Art. 148 and Art. 205 of the Criminal Code of Kazakhstan”",
        "Treaty: Budapest Convention Art. 2",
        "Because of: Статья 205",
        "[? uncertain] Substantive law / Data interference",
        "Статья 205, 1. — amended",
        "Why it matters: a penalty changed",
        "[-ста шестидесяти-]{+двухсот+}",
        "Official text: https://law.example.org/docs/K1#z205",
        "Amended by: Law 210-VIII of 16 July 2025 (read)",
        "Enacted: 16 July 2025",
        "In force: 60 days after publication",
        "First seen by us: 20 July 2025, 06:10 (Asia/Almaty)",
        "12 other provisions changed with it",
        "The amending act is read from a note",
        "Snapshot: no. 7, taken 20 July 2025, 06:10 (Asia/Almaty)",
        f"SHA-256: {'5c' * 32}",
        "lexwatch changes --act kz/criminal-code",
        "lexwatch alerts accept 12",
        'lexwatch alerts dismiss 12 --why "..."',
        "Alert 01JTESTALERT",
    ]
    places = [text.find(words) for words in order]

    assert -1 not in places, order[places.index(-1)]
    assert sorted(places) == places


def test_the_html_says_what_the_text_says() -> None:
    """Two renderings of one view: neither reader knows less."""
    message = render(one_law(), number=12, address="https://watch.example.org/alerts/12")
    said = re.sub(r"\s+", " ", Tags(message.html).words)

    for words in (
        "Criminal Code Art. 205, 206 amended by Law 210-VIII",
        "! changed",
        "“partly Art. 148 and Art. 205 of the Criminal Code of Kazakhstan”",
        "Why it matters: a penalty changed",
        "[−ста шестидесяти] [+двухсот]",
        "Law 210-VIII of 16 July 2025 (read)",
        "5c" * 32,
        "lexwatch alerts dismiss 12",
    ):
        assert words in said
    assert "https://watch.example.org/alerts/12" in Tags(message.html).links
    assert "https://watch.example.org/alerts/12" in message.text


def test_mail_carries_nothing_from_elsewhere_and_no_script() -> None:
    """Mail clients block both, and a reader must not be tracked."""
    page = Tags(render(one_law()).html)

    assert not {"script", "img", "iframe", "form", "link", "object"} & set(page.tags)
    assert [] == page.sources
    assert "@import" not in render(one_law()).html
    assert "url(" not in render(one_law()).html


def test_dark_readers_get_dark_colours_for_every_class() -> None:
    """A class that carries a light colour and has no dark rule would be unreadable at night."""
    html = render(one_law()).html + render(heartbeat()).html + digest([one_law(), operator_alert()]).html
    dark = html.split("prefers-color-scheme: dark", 1)[1].split("</style>", 1)[0]
    used = {name for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}

    assert {name for name in used if not name.startswith(("pad", "edge-", "name"))} <= set(
        re.findall(r"\.([\w-]+) {", dark)
    )
    assert '<meta name="color-scheme" content="light dark">' in html


def test_a_message_without_a_known_day_promises_nothing() -> None:
    """Only a change with a day can be told again on that day."""
    dated = change_alert(clocks=ClocksPart("2025-07-16", "2025-09-14", None, None, True))

    assert "You will be told again on that day." in render(dated).text.replace("\n", " ")
    assert "told again" not in render(one_law()).text
    assert "Whether this is law already is not known" in render(change_alert(clocks=None)).text.replace(
        "\n", " "
    )


def test_an_unknown_amending_act_is_said_to_be_unknown() -> None:
    """Silence about the source of a change would look like certainty."""
    text = render(change_alert(by=(), certainty=None, evidence=None)).text

    assert "Amending act: not known" in text
    assert "Which act made this change is not known." in text
    assert "Snapshot: none kept" in text


def test_the_rules_of_significance_are_told_in_the_payloads_own_words() -> None:
    """The meaning of a rule travels with the alert; our own words stand in, and a name is better than nothing."""
    odd = replace(CHANGE, significance=("penalty", "moon", "new_rule"))
    text = render(change_alert(changes=(odd,), meanings=(("moon", "the phase of the moon changed"),))).text

    assert "Why it matters: a penalty changed; the phase of the moon changed; new rule" in text


def test_a_long_provision_is_shown_around_its_change() -> None:
    """One changed figure in ten pages is shown as that figure in its sentence."""
    long = "слово " * 2_000
    change = replace(CHANGE, redline=(("=", long), ("-", "сто"), ("+", "двести"), ("=", f" {long}")))
    text = render(change_alert(changes=(change,))).text

    assert "[-сто-]{+двести+}" in text.replace("\n    ", " ")
    assert 10 < text.count("слово") < 60


def test_a_renumbered_provision_names_its_old_place() -> None:
    """Words that only moved are not shown as if they had been rewritten."""
    moved = replace(
        CHANGE,
        kind="renumbered",
        article="Статья 206",
        old_article="Статья 205",
        redline=(),
        after=CHANGE.before,
    )
    text = render(change_alert(changes=(moved,))).text

    assert "renumbered, was Статья 205" in text
    assert "{+" not in text


@pytest.mark.parametrize(
    "payload",
    [
        change_alert(changes=()),
        change_alert(kind="in_force", changes=()),
        change_alert(kind="cross_check", changes=()),
        change_alert(profile=replace(PROFILE, title=" \n ")),
        operator_alert(operator=None),
        operator_alert(operator=OperatorPart("x", "held")),
        heartbeat(quiet=None),
        closed_alert(closes=None),
    ],
)
def test_an_alert_without_content_is_refused(payload: Payload) -> None:
    """An empty mail teaches its readers to ignore mails."""
    with pytest.raises(NoContent, match="was not sent"):
        render(payload)


def test_a_digest_of_nothing_is_refused() -> None:
    """No mail is better than an empty one; that all is quiet is told by the heartbeat."""
    with pytest.raises(NoContent):
        digest([])


def test_the_watch_speaks_of_itself_as_such() -> None:
    """Trouble of a source must never read like news about the law."""
    text = render(operator_alert(), number=3).text.replace("\n", " ")

    assert "This is about the watch, not about the law" in text
    assert "script shell of 2,700 bytes" in text
    assert "accept" not in text
    assert (
        "All is well again."
        in render(operator_alert(operator=OperatorPart("s", "recovered", None, ("back",)))).text
    )


def test_a_watched_page_that_changed_is_told_as_what_it_is() -> None:
    """The profile's own page is no law, and yet its keeper wants to know."""
    message = render(
        operator_alert(operator=OperatorPart("profile-page", "page_changed", None, ("under: Safeguards",)))
    )

    assert "Kazakhstan: [operator] source profile-page has other words than before" == message.subject
    assert "A watched page reads otherwise than before." in message.text


def test_an_alert_that_closed_itself_does_not_tell_its_old_words_as_news() -> None:
    """What it had told is shown as what it had told."""
    text = render(
        change_alert(kind="closed", closes="u1", why=("The provisions read again as before.",))
    ).text

    assert text.index("This alert closed itself") < text.index("The provisions read again as before.")
    assert "What that alert had told" in text
    assert "accept" not in text


def test_quiet_is_told_with_its_figures() -> None:
    """A reader sees how many hold, and when all was last read."""
    text = render(heartbeat()).text
    calm = render(heartbeat(quiet=QuietPart(5, 5))).text

    for words in (
        "Citations checked: 214",
        "✓ holds: 211",
        "? uncertain: 3",
        "20 July 2025, 04:10 (Asia/Almaty)",
    ):
        assert words in text
    assert "Every citation holds." in calm
    assert "never: not every source has been read yet" in calm


def test_a_digest_names_all_and_keeps_the_order_given() -> None:
    """The weightiest comes first; the one who sends knows the weights."""
    message = digest([Numbered(operator_alert(), 4), Numbered(one_law(), 9), heartbeat()])

    assert "Kazakhstan: 3 alerts: 1 change of the law, 2 messages about the watch" == message.subject
    assert re.search(r"1\. Source .* is held\n +2\. Criminal Code .*\n.*\n +3\. Watch is alive", message.text)
    assert "lexwatch alerts show 4" in message.text
    assert "lexwatch alerts accept 9" in message.text
    assert ["operator", "change", "heartbeat"] == [one["kind"] for one in message.data["alerts"]]


def test_a_digest_of_one_is_that_alert() -> None:
    """Nobody opens a list of one."""
    assert render(one_law(), number=2) == digest([Numbered(one_law(), 2)])


def test_a_large_digest_stays_under_what_mail_clients_show() -> None:
    """What is too much for one mail is still named in it."""
    message = digest([one_law()] * 60)

    assert MAX_HTML >= len(message.html.encode())
    assert 60 == message.text.split("\n\n\n")[0].count("Criminal Code Art. 205")
    assert "only named above" in message.text
    assert "only named above" in message.html


def test_a_large_alert_stays_under_what_mail_clients_show() -> None:
    """A law that rewrites a code and touches every line of a profile is one mail that says how much more there is."""
    long = "".join(f"слово{at} " for at in range(400))
    changes = tuple(
        replace(CHANGE, eid=f"art_{at}", redline=(("-", long), ("+", long.upper()))) for at in range(1, 60)
    )
    message = render(change_alert(changes=changes, entries=(LINE,) * 90))

    assert MAX_HTML >= len(message.html.encode())
    assert "And 53 further changes: Art. 7–59." in message.text
    assert "And 50 further lines of the profile." in message.text


HOSTILE = (
    "<script>alert(1)</script>\r\nBcc: all@example.org\x1b[2J\u202etxt.exe\u2066\x00\"'><img src=x onerror=y>"
)


def everywhere(words: str) -> dict[str, Any]:
    """A payload of a stranger's words, wherever words may stand."""
    change = replace(
        CHANGE,
        label_path=words,
        article=words,
        eid=words or "x",
        redline=(("=", words), ("-", words), ("+", words)),
        significance=(words or "x",),
        url=f"javascript:{words}",
        language=words,
    )
    entry = replace(
        LINE, section=words, topic=words, text=words, treaty=(words,), because=(words,), verdict=words
    )
    return {
        "profile": replace(PROFILE, title=f"Kazakhstan {words}", timezone="No/Such"),
        "changes": (change,),
        "entries": (entry,),
        "by": (replace(LAW, number=words, link=f"data:text/html,{words}"),),
        "why": (words,),
    }


def test_hostile_words_stay_words() -> None:
    """Titles and texts of strangers cannot make markup, headers, links, or drive a terminal."""
    for message in (
        render(change_alert(**everywhere(HOSTILE))),
        digest([change_alert(**everywhere(HOSTILE)), heartbeat()]),
    ):
        page = Tags(message.html)

        assert not {"script", "img"} & set(page.tags)
        assert all(link.startswith("https://law.example.org/") for link in page.links)
        assert "\n" not in message.subject
        for text in (message.subject, message.text, message.html):
            assert not set("\x00\x1b\r\u202e\u2066") & set(text)
        assert "\nBcc:" not in message.text


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_the_words_the_message_is_sound(words: str) -> None:
    """For all words: one line of subject, no control characters, no line over the width but unbreakable ones."""
    message = render(change_alert(**everywhere(words)))

    assert 1 == len(message.subject.splitlines())
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", message.subject + message.text
    )
    Tags(message.html)
    for line in message.text.split("\n"):
        assert WIDTH >= columns(line) or " " not in line.strip() or line.split()[-1].isascii()


def test_text_without_spaces_is_wrapped_by_columns() -> None:
    """Chinese has no spaces and takes two columns a character."""
    change = replace(CHANGE, redline=(("=", "虚构的法律条文" * 12), ("+", "新的文字")))
    text = render(change_alert(changes=(change,))).text

    assert max(columns(line) for line in text.split("\n")) <= WIDTH
    assert "虚构的法律条文" in text
