"""Markdown, plain text, and pages that are no act."""

import pytest

from scraper.errors import NoProvisions
from scraper.read import extractor
from scraper.read import read

MARKDOWN = """---
title: bells
---

↑ [Вся редакция](../rus.md)

## Глава 1. ЗВОН

<a id="st1"></a>

### Статья 1. Тихий звон

1. Тихий звон, –

   наказывается тишиной.

1) вдвоем;

2) исключен Законом РК от 03.07.2017 № 84-VI;

> *Сноска. Статья 1 с изменениями, внесенными Законом РК от 12.07.2018 [№ 180-VI](http://x/Z1) (вводится в действие с 01.01.2019).*

<a id="st2"></a>

### Статья 2. Эхо

1) **эхо** одно;

*2) исключен Законом РК от 27.12.2019 № 292-VI (вводится в действие с 01.01.2020).*

| Код | Срок |
|-----|------|
| 1   | день |
"""


def test_markdown_reads_as_the_page_does() -> None:
    """Anchors, indented continuation, notes as they stand there, placeholders, tables."""
    law = read(MARKDOWN.encode(), file_name="bells.md")
    by = {p.eid: p for p in law.provisions}

    assert [
        "chp_1",
        "art_1",
        "art_1__para_1",
        "art_1__para_1__point_1",
        "art_1__para_1__point_2",
        "art_2",
        "art_2__point_1",
        "art_2__point_2",
    ] == list(by)
    assert "Тихий звон, -\nнаказывается тишиной." == by["art_1__para_1"].text
    assert "st1" == by["art_1"].anchor
    assert [("180-VI", "http://x/Z1")] == [
        (e.act_number, e.link) for n in by["art_1"].notes for e in n.events
    ]
    assert ("repealed", "repealed") == (by["art_1__para_1__point_2"].status, by["art_2__point_2"].status)
    assert "Код | Срок\n1 | день" == by["art_2"].text
    assert any("Вся редакция" in d for d in law.coverage.dropped)


def test_plain_text_reads_as_the_page_does() -> None:
    """Lines that a machine wrapped are joined; a cross-reference that a wrap put at a line's start is no heading."""
    text = """                         BELL ACT

Article 1. Bells

1. A bell is rung in the morning by the keeper of the tower as is said in
Article 2 of this Act, and in the evening by nobody at all, whatever the hour
may be and whoever may ask for it.
2. It is silent at night.

Article 2. Echo

An echo is a bell for the purposes of this Act unless the tower stands alone
and the valley is wide.

                                  - 7 -

Article 3. End

It ends.
"""
    law = read(text.encode(), file_name="bells.txt")

    assert ["art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_3"] == [
        p.eid for p in law.provisions if p.kind != "preamble"
    ]
    assert "text" == law.format
    assert law.provisions[2].text.endswith("whoever may ask for it.")


POLICY = """<html lang=en><head><title>Terms of Service</title></head><body><nav><h2>Menu</h2></nav><main>
<h1 id=top>Terms of Service</h1><p>Welcome to the tower. {pad}</p>
<h2 id=ringing>1. Ringing</h2><p>You may ring the bells when nobody sleeps in the valley below the tower. {pad}</p>
<h3>Penalties</h3><ul><li>One day without a bell for whoever rings at night, two days for the second time.</li></ul>
<h2>Contact</h2><p>Write to the keeper of the tower, who answers in the morning and never at night. {pad}</p></main></body></html>"""
PAD = "The keeper keeps the keys, the rope and the book in which every ringing is written down. " * 5


def test_a_watched_page_is_its_headings() -> None:
    """Each heading is a unit with its whole words as label."""
    told = read(POLICY.format(pad=PAD).encode(), format="page")

    assert ["Terms of Service", "1. Ringing", "Penalties", "Contact"] == [p.article for p in told.provisions]
    assert "ringing" == told.provisions[1].anchor
    assert "One day without" in told.provisions[2].text


def test_a_policy_page_is_recognised() -> None:
    """No numbered law, but sentences under headings and a title that speaks of terms."""
    told = read(POLICY.format(pad=PAD).encode())

    assert ["Terms of Service", "1. Ringing", "Penalties", "Contact"] == [p.article for p in told.provisions]


def test_any_page_with_headings_is_no_policy() -> None:
    """A page of news has headings, too."""
    with pytest.raises(NoProvisions):
        read(POLICY.format(pad=PAD).replace("Terms of Service", "News of the tower").encode())


def test_why_a_format_was_chosen_is_said() -> None:
    """For the person who wonders."""
    law = read(MARKDOWN.encode(), file_name="bells.md")

    assert ("markdown", extractor("markdown"), "the file is called bells.md") == (
        law.format,
        law.extractor,
        law.reason,
    )
    assert ("utf-8", "utf-8") == (law.charset, law.charset_rule)
