"""All words of the law's own container land in exactly one of text, heading, note, noise."""

import re
from collections import Counter

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from scraper.blocks import size
from scraper.errors import NoProvisions
from scraper.read import read

PIECES = [
    "<h3 id='z{n}'>Статья {n}. Звон {w}</h3>",
    "<h3>Глава {n}. Глава {w}</h3>",
    "<p><b>Статья {n}-1. Эхо {w}</b></p>",
    "<p>{n}. Часть {w} колокола.</p>",
    "<p>{n}) пункт {w};</p>",
    "<p>а) буква {w};</p>",
    "<p>наказывается {w}.</p>",
    "<p>Статья {n} настоящего {w} применяется.</p>",
    "<p>«Статья {n}. Чужая {w}».</p>",
    "<span class=note>Сноска. Статья {n} {w} от 12.07.2018 </span><a href='/rus/docs/Z1#z1'>№ 1-VI</a><span class=note> (с {w}).</span><br>",
    "<p class=note>2. Исключен Законом {w} от 12.07.2018 № 1-VI.</p>",
    "<font color='#ff0000'>Примечание ИЗПИ! {w}<br>см. {w}</font>",
    "&nbsp;&nbsp;{n}. голый {w}<br>",
    "<table><tr><td>ячейка {w}</td><td>другая</td></tr></table>",
    "<p>Примечание. Признается {w}.</p>",
    "<div class=aftertext>Ошибка {w}</div>",
    "<p>{w}<sup>2</sup> и <b>жирно</b> {w}</p>",
    "<ul><li>пуля {w}</li></ul>",
    "<p>Приложение {n} к {w}</p>",
    "<p>Президент {w}</p>",
    "<p>«Открыто {w}</p>",
    "<p>СОДЕРЖАНИЕ</p>",
    "Исключена Законом от 1.1.2020 № {n} {w}.<br>",
]
WORDS = st.text(alphabet="бвгджз", min_size=3, max_size=7)


def _visible(page: str) -> str:
    page = re.sub(r"<sup>(\d)</sup>", r"^\1", page)
    return re.sub(r"<[^>]*>", " ", page).replace("&nbsp;", " ")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.integers(1, 9), WORDS), min_size=2, max_size=25))
def test_no_word_is_lost_and_none_is_counted_twice(pieces: list[tuple[str, int, str]]) -> None:
    """Whatever order the pieces of a page come in."""
    law = "\n".join(piece.format(n=n, w=w) for piece, n, w in pieces)
    try:
        reading = read(f"<article>{law}</article>".encode(), format="adilet")
    except NoProvisions:
        return

    c = reading.coverage
    assert size(_visible(law)) == c.text + c.heading + c.note + c.noise
    told = " ".join(
        [f"{p.label} {p.heading or ''} {p.printed} {' '.join(n.raw for n in p.notes)}" for p in reading.provisions]
        + [n.raw for n in reading.act.notes] + [reading.act.title or ""] + list(c.dropped)
    )  # fmt: skip
    wanted = Counter(re.findall(r"[^\W\d_]{3,}", _visible(law)))
    assert not wanted - Counter(re.findall(r"[^\W\d_]{3,}", told))
