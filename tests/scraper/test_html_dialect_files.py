"""The dialects for Icelandic law and for policy pages, on invented pages with their quirks."""

import json

import pytest

from db.law import Provision
from db.law import Status
from scraper.errors import NoProvisions
from scraper.formats.hidden_addresses import unhidden
from scraper.read import read

ICELAND = """<!DOCTYPE html><html><head><title>2029 nr. 7 1. mars/ Lög um lampa</title>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>
<p><small><strong>Lagasafn.</strong> Íslensk lög 1. janúar 2030. Útgáfa 1.</small></p><hr>
<h2> Lög um lampa </h2><p><strong>2029 nr. 7 1. mars</strong></p><hr>
<small><b>Tóku gildi 1. apríl 2029.</b> <em>Breytt með: </em><a href="/altext/stjt/2029.009.html">L. 9/2029</a>.</small><hr>
<b>I. kafli.</b> <b>Lampar.</b><br><em>Skylda.</em><br>
<span id="G1"></span>{sk} <b>1. gr.</b>{first}Á hverri brú skal vera [rauður]<sup>1)</sup> lampi, &hellip; og olía.<br>
{hk2}Lampinn skal:<br>&nbsp;<span id="G1M2L1">1.</span> loga,<br>&nbsp;<span id="G1M2L2">[2.</span> lýsa.]<sup>{n}</sup><br>
&nbsp;<i><small><sup>1)</sup><a href="/altext/stjt/2029.009.html">L. 9/2029, 1. gr.</a> <sup>{n}</sup><a href="/altext/stjt/2029.009.html">L. 9/2029, 2. gr.</a></small></i><br>
<span id="G2"></span>{sk} <b>[2. gr.</b> <em>Sekt.</em><br>{hk1}Sektin er tíu kerti.]<sup>1)</sup><br><br>
<b>Ákvæði til bráðabirgða.</b><br>{sk} <b>I.</b><br>{hk1}Lampar mega loga til 2031.<br>{sk} <b>II.</b><br>{hk1}Olía er ókeypis.<br>
</body></html>"""


def iceland(*, marked: bool = True, note: str = "2)", folder: str = "") -> dict[str, Provision]:
    image = f'<IMG SRC="{folder}%s.jpg" HEIGHT=11 WIDTH=11 alt="">'
    hk = image % "hk" + " "
    page = ICELAND.format(sk=image % "sk", first=f"<br>{hk}" if marked else " ", hk1=hk, hk2=hk, n=note)
    reading = read(page.encode("iso-8859-1"))
    assert "althingi" == reading.format
    return {p.eid: p for p in reading.provisions}


def words(law: dict[str, Provision]) -> list[tuple[str, str, str | None]]:
    return [(p.eid, p.text, p.article) for p in law.values()]


def test_brackets_dots_and_footnote_marks_are_no_text() -> None:
    """Editors mark every old amendment inside the text; the law has none of these signs."""
    assert "Á hverri brú skal vera rauður lampi, og olía." == iceland()["art_1__para_nn1"].text


def test_a_heading_on_the_line_before_belongs_to_the_article_after_it() -> None:
    """Older chapters print the heading above the number, newer ones behind it."""
    law = iceland()
    assert ("Skylda.", "Sekt.") == (law["art_1"].heading, law["art_2"].heading)


def test_transitional_provisions_carry_their_heading() -> None:
    """Their roman numbers are a series of its own."""
    articles = {p.article for p in iceland().values()}
    assert {"Ákvæði til bráðabirgða I.", "Ákvæði til bráðabirgða II."} <= articles


def test_restyled_images_and_shifted_footnotes_change_nothing() -> None:
    """The publisher moved its images, marked first paragraphs and renumbered notes: no law changed."""
    assert words(iceland()) == words(iceland(folder="/lagas/"))
    assert words(iceland()) == words(iceland(note="3)"))
    assert words(iceland()) == words(iceland(marked=False))


def test_points_stand_under_their_paragraph() -> None:
    """A number in brackets is a number still."""
    assert "lýsa." == iceland()["art_1__para_nn2__point_2"].text


POLICY = """<html><head><title>Privacy Policy | Lamps</title></head><body><header><nav>Home</nav>Menu</header>
<main><h1>Privacy Policy</h1><p>{date}</p><h2>A. What we keep</h2><h3>1. Names</h3><p>We keep the names of all who light
a lamp, and nothing else that you do on the bridge is written down by anyone.</p><h3>2. Contact</h3>
<p>Write to {mail}.</p></main><footer>© Lamps</footer></body></html>"""


def policy(mail: str = "a@example.org") -> dict[str, Provision]:
    reading = read(
        POLICY.format(date="May 2030", mail=mail).encode(), url="https://example.org/privacy-policy"
    )
    assert "policy" == reading.format
    return {p.label: p for p in reading.provisions}


def test_each_heading_of_a_policy_is_a_unit() -> None:
    """Nobody cites a policy by parts; furniture of the page is none of it."""
    assert ["Privacy Policy", "A. What we keep", "1. Names", "2. Contact"] == list(policy())


def test_a_hidden_address_is_the_address() -> None:
    """A guard against harvesters shows the same address as letters one day and as a mark the next."""
    letters = bytes(b ^ 0x42 for b in b"a@example.org").hex()
    mark = f'<a class="__cf_email__" href="/cdn-cgi/l/email-protection" data-cfemail="42{letters}">[email&#160;protected]</a>'
    assert policy()["2. Contact"].text == policy(mark)["2. Contact"].text


@pytest.mark.parametrize("hidden", ["", "4", "zz", "42ff"])
def test_a_mark_that_hides_nothing_readable_stays(hidden: str) -> None:
    """What cannot be undone is left as the page shows it."""
    assert unhidden(hidden) is None


def test_a_page_that_only_sends_elsewhere_is_no_policy() -> None:
    """Without one heading there is nothing to compare: an error, never an emptied policy."""
    body = b'<html><head><title>Moved</title><meta http-equiv="refresh" content="0; url=/x"></head><body><p>You should be redirected</p></body></html>'
    with pytest.raises(NoProvisions):
        read(body, url="https://example.org/privacy-policy")


def test_a_record_of_the_reference_bank_is_read() -> None:
    """JSON with title, text and requisites: the facts come from its fields, the units from its text."""
    record = {
        "title": "О лампах", "text": "О лампах\n\nСтатья 1. Лампы\nЛампа горит.\nСтатья 2. Масло\nМасло бесплатно.",
        "requisites": "Закон Республики Казахстан от 1 марта 2029 года № 7-X", "language": "ru", "status": "yts",
    }  # fmt: skip
    reading = read(json.dumps(record, ensure_ascii=False).encode())
    assert ("zan", "О лампах", Status.REPEALED) == (reading.format, reading.act.title, reading.act.status)
    assert ["Статья 1", "Статья 2"] == [p.article for p in reading.provisions if p.article == p.label]
