"""Invented law, read and captured, for tests of what is taken for the law."""

from dataclasses import replace
from datetime import UTC
from datetime import datetime

from block_pages import page

from db.law import ActFacts
from db.law import Provision
from db.law import Reading
from db.records import Capture
from scraper.errors import NoProvisions
from scraper.plausible import Doubt
from scraper.plausible import Expectation
from scraper.plausible import LastGood
from scraper.plausible import doubts
from scraper.plausible import last_good as measured

URL = "https://law.example/act/226"
EN = "Whoever keeps an invented ferret without the leave of the harbour council shall pay to the council a fine of ten coins for each day of the keeping. "
RU = "Лицо, которое содержит выдуманного хорька без разрешения портового совета, выплачивает совету штраф в размере десяти монет за каждый день содержания. "
UK = "Особа, яка утримує вигаданого тхора без дозволу портової ради, сплачує раді штраф у розмірі десяти монет за кожний день утримання та інші витрати. "
KK = "Порт кеңесінің рұқсатынсыз ойдан шығарылған күзенді ұстаған адам ұстаған әрбір күні үшін кеңеске он теңге мөлшерінде айыппұл төлейді және өтейді. "
DE = "Wer ein erfundenes Frettchen ohne die Erlaubnis des Hafenrates hält, zahlt dem Rat für jeden Tag der Haltung eine Buße von zehn Münzen und trägt die Kosten. "


def reading(count: int = 40, *, words: str = EN, title: str = "Ferret Code", **act: object) -> Reading:
    provisions = []
    for n in range(1, count + 1):
        base = Provision(
            f"art_{n}", "article", str(n), f"Article {n}", f"Ferrets {n}", "", "", f"Article {n}", None, None
        )
        part = replace(
            base,
            eid=f"art_{n}__para_1",
            kind="paragraph",
            text=words * 2,
            printed=words * 2,
            parent=base.eid,
            num="1",
        )
        provisions += [base, part]
    facts = ActFacts(title=title, **act)  # type: ignore[arg-type]
    return Reading("html", "html/1", "by headings", "en", "utf-8", "header", facts, tuple(provisions))


def last_good(true: Reading, body: bytes | None = None, as_of: str | None = None) -> LastGood:
    return measured(true.provisions, true.act, language=true.language, as_of=as_of, body=body)


def capture(body: str | bytes = "", *, url: str = URL, final: str = "", status: int = 200, kind: str = "text/html; charset=utf-8") -> Capture:  # fmt: skip
    raw = body.encode() if isinstance(body, str) else body
    now = datetime(2026, 4, 1, tzinfo=UTC)
    return Capture(url, final or url, status, (("Content-Type", kind),), raw, now, "http")


CONTRACT = Expectation(title="Ferret", first="1", last="40", at_least=38)
LAW = page("".join(f"<h3>Article {n}. Ferrets</h3><p>{EN * 2}</p>" for n in range(1, 41)))


def signals(found: tuple[Doubt, ...]) -> list[str]:
    return [doubt.signal for doubt in found]


CONTRACT = Expectation(title="Ferret", first="1", last="40", at_least=38)
LAW = page("".join(f"<h3>Article {n}. Ferrets</h3><p>{EN * 2}</p>" for n in range(1, 41)))


def unread(body: str | bytes, final: str = "") -> list[str]:
    """Signals of a document in which nothing reads as law."""
    return signals(doubts(capture(body, final=final), NoProvisions("no article in it"), CONTRACT, None))
