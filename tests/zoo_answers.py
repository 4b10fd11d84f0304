"""Bad answers of every kind: what a server can send in place of a law, and the words by which it must be named."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass

from block_pages import ZOO
from scripted_site import Site
from zoo_law import TONGUES
from zoo_law import law

from scraper.marks import _all_marks

STALE = {"Date": "Mon, 02 Feb 2026 06:00:00 GMT"}  # before the second good version
FRESH = {"Date": "Mon, 02 Mar 2026 06:00:00 GMT"}
ALL = tuple(TONGUES)


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad answer, however often it comes, unless only once is bad: what stays may be true."""

    name: str
    serve: Callable[[Site, str], object]  # site, language
    words: str  # one of these, parted by |, stands in the operator's message
    outcomes: frozenset[str]
    looks: int = 3
    languages: tuple[str, ...] = ALL
    seconds: float = 20.0  # for one attempt, where the answer is one that takes its time


HELD = frozenset({"held"})
FAILED = frozenset({"failed"})
SEEN_THROUGH = frozenset({"held", "unchanged"})  # a wrong label that the reader may find out by itself
GONE = frozenset({"gone"})
_NAMES = {m.signal: m.words for m in _all_marks()} | {
    "empty": "empty",
    "no_provisions": "provision|law|article|not in",
}


def answers() -> list[Bad]:
    return [*_pages(), *_cuts(), *_wire(), *_statuses(), *_letters(), *_almost_law()]


def _page(name: str, text: str, words: str) -> Bad:
    return Bad(name, lambda site, lang: site.serves(f"/law/{lang}.html", text), words, HELD)


def _pages() -> list[Bad]:
    """Invented block pages, captchas, maintenance, logins, soft 404s, errors and shells in many languages."""
    return [_page(name, text, _NAMES[signal]) for name, (signal, text) in ZOO.items()]


def _cuts() -> list[Bad]:
    """The line drops after each tenth; with a length it is known at once, without one only by the missing end."""

    def cut(tenth: int, framing: str) -> Callable[[Site, str], object]:
        return lambda site, lang: site.serves(f"/law/{lang}.html", law(lang)).cuts_at(
            len(law(lang)) * tenth // 10, framing=framing
        )

    known = [Bad(f"cut at {t}/10", cut(t, "length"), "ended|whole|cut|short", FAILED) for t in range(1, 10)]
    silent = [
        Bad(f"cut at {t}/10, no length", cut(t, "none"), "cut short|end did not come", HELD)
        for t in range(1, 10)
    ]
    chunked = Bad("chunked, cut", cut(5, "chunked"), "ended|whole|cut|short", FAILED)
    return [*known, *silent, chunked]


def _wire() -> list[Bad]:
    def serve(change: Callable[[Site, str], object]) -> Callable[[Site, str], object]:
        return change

    loop = serve(
        lambda site, lang: [site.redirects(f"/law/{lang}.html", "/round"), site.redirects("/round", "/round")]
    )
    login = serve(
        lambda site, lang: [
            site.redirects(f"/law/{lang}.html", "/login"),
            site.serves("/login", "<html><form><input type=password></form></html>"),
        ]
    )
    home = serve(
        lambda site, lang: [
            site.redirects(f"/law/{lang}.html", "/"),
            site.serves("/", "<html><title>Home</title><body><p>News of the day.</p></body></html>"),
        ]
    )
    away = serve(lambda site, lang: site.redirects(f"/law/{lang}.html", "http://127.0.0.9:9/law"))
    bomb = gzip.compress(bytes(64 << 20))
    half = gzip.compress(law("en"))
    return [
        Bad("garbage after chunks", lambda s, x: s.serves(f"/law/{x}.html", law(x)).chunked_garbage(), "broke|chunk|rules|protocol|ended|whole", FAILED),
        Bad("slow drip", lambda s, x: s.serves(f"/law/{x}.html", law(x)).drips(0.02, size=20), "within|slow", FAILED, seconds=0.3),
        Bad("silence", lambda s, x: s.serves(f"/law/{x}.html", law(x)).waits(2.0), "within|No byte", FAILED, seconds=0.3),
        Bad("wrong length", lambda s, x: s.serves(f"/law/{x}.html", law(x)).wrong_length(), "ended|whole|cut|short", FAILED),
        Bad("reset", lambda s, x: s.serves(f"/law/{x}.html", law(x)).resets(), "no HTTP|connection|reset", FAILED),
        Bad("gzip bomb", lambda s, x: s.serves(f"/law/{x}.html", bomb, headers={"Content-Encoding": "gzip"}), "larger|large|MiB|bytes", FAILED),
        Bad("half of a gzip", lambda s, x: s.serves(f"/law/{x}.html", half[: len(half) // 2], headers={"Content-Encoding": "gzip"}), "ended|whole|decod|unpack|inflate|compress|cut", FAILED | HELD),
        Bad("no gzip", lambda s, x: s.serves(f"/law/{x}.html", law(x), headers={"Content-Encoding": "gzip"}), "decod|unpack|inflate|compress", FAILED | HELD),
        Bad("no http", lambda s, x: s.sends_raw(f"/law/{x}.html", b"SSH-2.0-OpenSSH_9.9\r\n"), "HTTP|protocol|rules|answer|conversation", FAILED),
        Bad("redirect loop", loop, "round|redirect", FAILED),
        Bad("redirect to a login", login, "login|password", HELD),
        Bad("redirect home", home, "home page", HELD),
        Bad("redirect to another host", away, "host|address|elsewhere|sends us", FAILED),
        Bad("redirect nowhere", lambda s, x: s.serves(f"/law/{x}.html", status=302), "where", FAILED),
    ]  # fmt: skip


def _statuses() -> list[Bad]:
    def status(number: int, **headers: str) -> Callable[[Site, str], object]:
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        return lambda site, lang: site.serves(f"/law/{lang}.html", law(lang), status=number, headers=sent)

    return [
        Bad("404 with the law in it", status(404), "nothing here (404)", GONE),
        Bad("410", status(410), "nothing here (410)", GONE),
        Bad("429", status(429), "come later", FAILED),
        Bad("503", status(503), "come later", FAILED),
        Bad("403", status(403), "refuses us", FAILED),
        Bad("403 challenge", status(403, cf_mitigated="challenge"), "proof that a person asks", FAILED),
        Bad("451", status(451), "refuses us", FAILED),
        Bad("500", status(500), "failed (500)", FAILED),
        Bad("206", status(206), "part", FAILED),
        Bad(
            "202",
            lambda s, x: s.serves(f"/law/{x}.html", "<p>render pending</p>", status=202),
            "status 202",
            HELD,
        ),
        Bad(
            "304 that nobody asked for",
            lambda s, x: s.sends_raw(
                f"/law/{x}.html", b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
            ),
            "not modified",
            FAILED | HELD,
        ),
    ]


def _letters() -> list[Bad]:
    cyrillic = ("ru",)
    cp1251 = law("ru", charset="windows-1251")
    return [
        Bad("cp1251 said to be utf-8", lambda s, x: s.serves(f"/law/{x}.html", cp1251.replace(b"windows-1251", b"utf-8")), "could not be decoded|read as", SEEN_THROUGH, languages=cyrillic),
        Bad("utf-8 said to be cp1251", lambda s, x: s.serves(f"/law/{x}.html", law("ru").replace(b'"utf-8"', b'"windows-1251"'), content_type="text/html; charset=windows-1251"), "read as", HELD, languages=cyrillic),
        Bad("cp1251 said to be latin-1", lambda s, x: s.serves(f"/law/{x}.html", cp1251.replace(b"windows-1251", b"iso-8859-1"), content_type="text/html; charset=iso-8859-1"), "read as", SEEN_THROUGH, languages=cyrillic),
        Bad("letters lost", lambda s, x: s.serves(f"/law/{x}.html", law(x).decode().replace("а", "\ufffd").replace("e", "\ufffd")), "could not be decoded", HELD),
        Bad("question marks", lambda s, x: s.serves(f"/law/{x}.html", law(x).decode().encode("ascii", "replace")), "law|language|letters|provision|title|articles", HELD, languages=("ru", "kk")),
        Bad("another language", lambda s, x: s.serves(f"/law/{x}.html", law({"en": "fr", "fr": "de", "de": "en", "ru": "kk", "kk": "ru"}[x])), "not in", HELD),
    ]  # fmt: skip


def _almost_law() -> list[Bad]:
    """What reads as law and is not this law now."""

    def other(lang: str) -> bytes:
        text = law(
            lang,
            fine=4000,
            title={"ru": "Закон о маяках", "kk": "Маяктар туралы заң"}.get(lang, "Lighthouse Ordinance"),
        )
        return text.replace(b"40", b"7").replace(
            TONGUES[lang].sentence[:9].encode(), b"Lighthouse keepers who"
        )

    def quoting(lang: str) -> bytes:
        whole = law(lang).decode()
        one = whole[whole.index("<h3>") : whole.index("</p>") + 4]
        return f"<html><body><p>Request 17 was noted.</p>{one}</body></html>".encode()

    def half(lang: str) -> bytes:
        return law(lang, until=15)

    return [
        Bad("stale cache", lambda s, x: s.serves(f"/law/{x}.html", law(x, dearer=range(5, 6)), headers=STALE), "stale copy", HELD),
        Bad("another act's page", lambda s, x: s.serves(f"/law/{x}.html", other(x)), "title is", HELD),
        Bad("a block page that quotes the law", lambda s, x: s.serves(f"/law/{x}.html", quoting(x)), "quotes the law", HELD),
        Bad("half a page, closed", lambda s, x: s.serves(f"/law/{x}.html", half(x)), "articles of the last version are not in it", HELD, looks=1),
        Bad("a page without its last third", lambda s, x: s.serves(f"/law/{x}.html", law(x, until=20)), "are not in it", HELD, looks=1),
        Bad("every fine another", lambda s, x: s.serves(f"/law/{x}.html", law(x, dearer=range(1, 31))), "changed at once", HELD, looks=1),
    ]  # fmt: skip
