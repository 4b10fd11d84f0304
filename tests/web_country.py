"""An invented country with a profile, its law over three moments, alerts, a held page and reviews; no test itself.

Everything is written through the real store and the real pipeline, so that a page shows what people will see.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from db.law import Attribution
from db.law import How
from db.law import Reading
from db.open import open_writer
from db.records import Capture
from db.records import Outcome
from db.store import Store
from pipeline.changes.compare import compare_readings
from pipeline.looking.acceptance import accept_version
from pipeline.looking.reread import reading_of
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.profile.watchlist import Watched
from pipeline.profile.watchlist import watchlist
from pipeline.review import desk
from scraper.read import read

NOW = datetime(2026, 11, 20, 4, 10, tzinfo=UTC)
HOSTILE = '<script>alert("x")</script>"\'><img src=https://evil.example/x.png onerror=alert(1)>\u202egnp'

AVERLAND = """
title = "Averland"
country = "AV"
page = "https://profiles.example.org/averland"
[defaults]
timezone = "Asia/Almaty"
contact = "watch@example.org"
silence = "30d"
[targets.team]
file = "alerts.txt"
[targets.hook]
webhook = "https://example.org/hook"
secret = "${HOOK_SECRET}"

[[acts]]
key = "penal-code"
title = "Penal Code of Averland"
names = ["Penal Code"]
type = "code"
number = "226-V"
date = 2014-07-03
[[acts.sources]]
url = "https://law.example/en/penal-code"
language = "en"
authentic = true
[acts.sources.expect.articles]
first = "1"
last = "12"
at_least = 10
[[acts.sources]]
url = "https://law.example/ru/penal-code"
language = "ru"

[[acts]]
key = "lantern-act"
title = "Lantern Act of Averland"
names = ["Lantern Act"]
type = "law"
number = "94-I"
date = 2021-05-02
[[acts.sources]]
url = "https://law.example/ar/lanterns"
language = "ar"

[[acts]]
key = "harbour-act"
title = "Harbour Act of Averland"
names = ["Harbour Act"]
type = "law"
number = "11-II"
date = 1999-02-01
replaced_by = "av/lantern-act"
[[acts.sources]]
url = "https://law.example/en/harbour"
language = "en"

[[pages]]
key = "profile-page"
title = "Averland, the published profile"
url = "https://profiles.example.org/averland"

[[entries]]
key = "illegal-access"
section = "Substantive law"
topic = "Illegal access"
treaty = ["Lantern Convention Art. 2"]
text = "partly Art. 4 and Art. 5 of the Penal Code of Averland"
checked = 2026-02-01

[[entries]]
key = "illegal-interception"
section = "Substantive law"
topic = "Illegal interception"
treaty = ["Lantern Convention Art. 3"]
text = "Art. 6 (1) of the Penal Code of Averland"
checked = 2026-02-01

[[entries]]
key = "data-interference"
section = "Substantive law"
topic = "Data interference"
treaty = ["Lantern Convention Art. 4", "Lantern Convention Art. 5"]
text = "Art. 7 of the Penal Code of Averland, Art. 40 of the Penal Code of Averland"
checked = 2026-02-01

[[entries]]
key = "misuse"
section = "Substantive law"
topic = "Misuse of devices"
treaty = ["Lantern Convention Art. 6"]
text = "Art. 8 of the Penal Code of Averland"

[[entries]]
key = "lanterns"
section = "Procedural law"
topic = "Search of lanterns"
treaty = ["Lantern Convention Art. 19"]
text = "Art. 2 of the Lantern Act"
checked = 2026-02-01

[[entries]]
key = "harbour"
section = "Procedural law"
topic = "Expedited preservation in harbours"
treaty = ["Lantern Convention Art. 16"]
text = "Art. 3 of the Harbour Act"
checked = 2026-02-01

[[entries]]
key = "whole"
section = "Safeguards"
topic = "General part"
text = "Penal Code of Averland"
checked = 2026-02-01

[[entries]]
key = "contact-point"
section = "International cooperation"
topic = "24/7 contact point"
treaty = ["Lantern Convention Art. 35"]
note = "The Harbour Office answers day and night."
"""

BELMARK = """
title = "Belmark"
country = "BM"
[defaults]
timezone = "Europe/Paris"
[[acts]]
key = "code"
title = "Code of Belmark"
names = ["Code of Belmark"]
type = "code"
number = "7"
date = 2001-01-01
[[acts.sources]]
url = "https://law.example/belmark"
language = "en"
[[entries]]
key = "illegal-access"
section = "Substantive law"
topic = "Illegal access"
treaty = ["Lantern Convention Art. 2"]
text = "Art. 2 of the Code of Belmark"
checked = 2026-02-01
"""

FINE = "Whoever enters a lantern without right shall be punished with a fine of up to {fine} units."
LAW = Attribution(
    "210-VIII", "2026-07-16", None, "sixty calendar days after first official publication", How.READ,
    "https://law.example/docs/210-VIII",
)  # fmt: skip


def english(fine: str = "one hundred sixty", second: str = "two", *, last: int = 12) -> str:
    """The invented code, with a fine and a term that its legislator moves."""
    articles = [
        ("1. Purpose", "<p>This Code protects the harbours and lanterns of Averland.</p>"),
        ("2. Definitions", "<p>1. A lantern is any device that stores or sends light.</p><p>2. A keeper is whoever holds a lantern with right.</p>"),
        ("3. Time", "<p>The law in force at the moment of the act applies.</p>"),
        ("4. Illegal access to a lantern",
         f"<p>1. {FINE.format(fine=fine)}</p><p>2. The same act, committed by several persons, shall be punished with imprisonment of up to {second} years.</p>"),
        ("5. Aggravated access", "<p>Access to a lantern of a harbour shall be punished with imprisonment of up to five years.</p>"),
        ("6. Interception of light", "<p>1. Whoever intercepts light that is not public shall be punished with a fine.</p><p>2. The attempt is punishable.</p>"),
        ("7. Interference with oil", "<p>Whoever spoils, alters or hides the oil of a lantern shall be punished.</p>"),
        ("8. Devices", "<p>Whoever makes, sells or lends a device designed to open lanterns shall be punished.</p>"),
        ("9. Forgery", "<p>Whoever forges the mark of a lantern shall be punished.</p>"),
        ("10. Fraud", "<p>Whoever sells darkness as light shall be punished.</p>"),
        ("11. Minors", "<p>This Code does not apply to persons under fourteen years.</p>"),
        ("12. Entry into force", "<p>This Code enters into force on the first day of the year.</p>"),
    ][:last]  # fmt: skip
    body = "".join(f"<h3>Article {head}</h3>{text}" for head, text in articles)
    head = "<title>Penal Code of Averland</title>"
    return f"<!doctype html><html lang=en><head>{head}</head><body><h1>Penal Code of Averland</h1>{body}</body></html>"


RUSSIAN = """<!doctype html><html lang=ru><title>Уголовный кодекс Аверландии</title><h1>Уголовный кодекс Аверландии</h1>
<h3>Статья 1. Цель</h3><p>Настоящий Кодекс охраняет гавани и фонари Аверландии.</p>
<h3>Статья 2. Понятия</h3><p>1. Фонарь - всякое устройство, хранящее свет.</p>
<h3>Статья 3. Время</h3><p>Применяется закон времени деяния.</p>
<h3>Статья 4. Неправомерный вход</h3><p>1. Неправомерный вход в фонарь наказывается штрафом до ста шестидесяти единиц.</p><p>2. То же деяние, совершённое группой лиц, наказывается лишением свободы на срок до двух лет.</p>
<h3>Статья 5. Вход с отягчением</h3><p>Вход в фонарь гавани наказывается лишением свободы.</p>
<h3>Статья 6. Перехват света</h3><p>1. Перехват света наказывается штрафом.</p><p>2. Покушение наказуемо.</p>
<h3>Статья 7. Масло</h3><p>Порча масла наказывается.</p><h3>Статья 8. Устройства</h3><p>Изготовление отмычек наказывается.</p>
<h3>Статья 9. Подделка</h3><p>Подделка знака наказывается.</p><h3>Статья 10. Обман</h3><p>Продажа тьмы наказывается.</p>
<h3>Статья 11. Возраст</h3><p>Не применяется к лицам младше четырнадцати лет.</p><h3>Статья 12. Вступление в силу</h3><p>С первого дня года.</p></html>"""
ARABIC = """<!doctype html><html lang=ar dir=rtl><title>قانون الفوانيس</title><h1>قانون الفوانيس</h1>
<h3>المادة 1 الغرض</h3><p>يحمي هذا القانون فوانيس المرافئ.</p>
<h3>المادة 2 التفتيش</h3><p>لا يجوز تفتيش فانوس إلا بأمر مكتوب من القاضي.</p>
<h3>المادة 3 النفاذ</h3><p>يعمل بهذا القانون من تاريخ نشره.</p></html>"""
HARBOUR = """<!doctype html><html lang=en><title>Harbour Act</title><h1>Harbour Act of Averland</h1>
<h3>Article 1. Harbours</h3><p>A harbour is a place for ships.</p><h3>Article 2. Ships</h3><p>Ships carry lanterns.</p>
<h3>Article 3. Preservation</h3><p>The keeper preserves the oil for ninety days.</p></html>"""
BELMARK_LAW = """<!doctype html><html lang=en><title>Code of Belmark</title><h1>Code of Belmark</h1>
<h3>Article 1. Purpose</h3><p>Order.</p><h3>Article 2. Entry</h3><p>Whoever enters a cellar shall be fined.</p></html>"""
PAGE = f"""<!doctype html><html lang=en><title>Averland {HOSTILE}</title><h1>Averland</h1>
<h2>Substantive law {HOSTILE}</h2><p>partly Art. 4 and Art. 5 of the Penal Code of Averland</p></html>"""
MAINTENANCE = f"<!doctype html><html><title>Maintenance {HOSTILE}</title><body><h1>We will be back soon</h1></body></html>"


def build(path: Path) -> tuple[Profile, ...]:
    """The whole story in a database at `path`."""
    profiles = (parse(AVERLAND, key="averland"), parse(BELMARK, key="belmark"))
    with open_writer(path) as store:
        start = NOW - timedelta(days=400)
        watched = {w.record.key: w for w in watchlist(store, profiles, start)}
        for key, html in (
            ("av/penal-code-en", english()),
            ("av/penal-code-ru", RUSSIAN),
            ("av/lantern-act-ar", ARABIC),
            ("av/harbour-act-en", HARBOUR),
            ("av/profile-page", PAGE),
            ("bm/code-en", BELMARK_LAW),
        ):
            see(store, watched[key], html, start)
        code = watched["av/penal-code-en"]
        see(store, code, english("two hundred"), NOW - timedelta(days=120), by=(LAW,))
        see(store, code, english("two hundred", "three"), NOW - timedelta(days=3), by=(replace(LAW, number="233-VIII", date="2026-11-02", effective="2027-01-01", rule=None),))  # fmt: skip
        alerts = store.queries.alerts(limit=10)
        desk.acknowledge(
            store, alerts[-1].id, who="anna", now=NOW - timedelta(days=100), why="I look into it"
        )
        desk.vouch(store, profiles[0], "illegal-interception", who="anna", now=NOW - timedelta(days=2))
        _fates(store)
        for key, one in watched.items():
            if key != "av/harbour-act-en":
                store.finish_check(None, one.id, NOW - timedelta(days=1), Outcome.UNCHANGED)
        _looks(store, watched)
    return profiles


def see(store: Store, watched: Watched, html: str, at: datetime, by: Sequence[Attribution] = ()) -> int:
    """Fetch, keep, read, compare and accept, as a check does it; the version's number."""
    run = store.begin_run(at, "check")
    check = store.start_check(run, watched.id, at, at, at + timedelta(days=1))
    snapshot = store.keep_snapshot(watched.id, capture(watched, html, at))
    reading = as_read(watched, html)
    last = store.queries.last_accepted(watched.id)
    changes = [
        replace(c, by=tuple(by)) for c in (compare_readings(reading_of(last), reading) if last else ())
    ]
    made = accept_version(
        store, watched, snapshot, reading, last, changes, now=at, check_id=check,
        outcome=Outcome.CHANGED if last else Outcome.FIRST, due_at=at + timedelta(days=1),
    )  # fmt: skip
    store.end_run(
        run,
        at + timedelta(seconds=9),
        {"sources": 1, "outcomes": {"changed" if last else "first": 1}, "whole": False},
    )
    return made.version_id


def capture(watched: Watched, html: str, at: datetime, status: int = 200) -> Capture:
    headers = (("content-type", "text/html; charset=utf-8"), ("x-odd", HOSTILE))
    return Capture(watched.record.url, watched.record.url, status, headers, html.encode(), at, "http", 0.4)


def as_read(watched: Watched, html: str) -> Reading:
    return read(
        html.encode(), url=watched.record.url, content_type="text/html; charset=utf-8",
        format=watched.record.format, language=watched.record.language,
    )  # fmt: skip


def _fates(store: Store) -> None:
    """One delivery sent, one given up."""
    waiting = store.claim_deliveries(NOW - timedelta(days=2), 10, timedelta(minutes=5))
    store.mark_sent([waiting[0].id], NOW - timedelta(days=2))
    store.mark_sent([d.id for d in waiting[2:]], NOW - timedelta(days=2))
    store.mark_dead(waiting[1].id, f"It answered 410 {HOSTILE}", NOW - timedelta(days=2))


def _looks(store: Store, watched: dict[str, Watched]) -> None:
    """The last pass: most unchanged, one held, one failed, one that missed two looks."""
    at = NOW
    run = store.begin_run(at, "check")
    for key, one in watched.items():
        missed = 2 if key == "av/lantern-act-ar" else 0
        check = store.start_check(run, one.id, at, at - timedelta(minutes=1), at + timedelta(days=1), missed)
        if key == "av/penal-code-ru":
            kept = store.keep_snapshot(one.id, capture(one, MAINTENANCE, at))
            why = (
                f'the page calls itself "Maintenance {HOSTILE}" and has no article, where 4 were read before'
            )
            store.hold(
                source_id=one.id, snapshot_id=kept.id, reading=None, why=why, now=at, check_id=check,
                due_at=at + timedelta(hours=1),
            )  # fmt: skip
        elif key == "av/harbour-act-en":
            store.finish_check(check, one.id, at, Outcome.FAILED, why="no answer within 30 seconds")
        else:
            store.finish_check(check, one.id, at, Outcome.UNCHANGED, due_at=at + timedelta(days=1))
    store.end_run(
        run, at + timedelta(seconds=12),
        {"sources": 6, "whole": True, "outcomes": {"unchanged": 4, "held": 1, "failed": 1}, "seconds": 12.4},
    )  # fmt: skip
