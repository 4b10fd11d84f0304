"""What a document without provisions is called."""

import pytest

from scraper.errors import ExtractError
from scraper.errors import NoProvisions
from scraper.read import read

SHELL = """<!doctype html><html><head><title>Bells</title><script src="/a.js"></script></head>
<body><noscript>Please enable JavaScript.</noscript><div id="root"></div></body></html>"""


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (SHELL, "a script shell"),
        ("<title>Just a moment...</title><div class=cf-turnstile></div>", "a captcha"),
        ("<title>Sign in</title><form><input type=password></form>", "a login form"),
        (
            "<title>Портал</title><h1>Технические работы</h1><p>Сайт временно недоступен.",
            "a maintenance notice",
        ),
        ("<title>404</title><h1>Not found</h1>", "a “not found” page"),
        ("<title>Портал</title><h1>Документ не найден</h1>", "a “not found” page"),
        ("<title>Портал</title><h1>403 Forbidden</h1>", "a refusal of access"),
        ("<title>Ой</title><h1>502 Bad Gateway</h1>", "an error page"),
        ("<html><frameset><frame src=a.html></frameset></html>", "a frame set"),
        ("<html><body></body></html>", "an empty page"),
        ("<ul>" + "<li><a href=/x>Bells and their ringing, volume one</a>" * 60 + "</ul>", "a list of links"),
        ('{"bells": []}', "structured data, its keys are bells"),
    ],
)
def test_it_says_what_it_looks_like(page: str, words: str) -> None:
    """In words for the person who must look at it."""
    with pytest.raises(NoProvisions) as told:
        read(page.encode())

    assert words in told.value.what
    assert told.value.hint


def test_a_torn_file_is_called_broken() -> None:
    """A PDF that cannot be opened is no document without law: it is fetched again."""
    with pytest.raises(ExtractError) as told:
        read(b"%PDF-1.7 bells")

    assert "This PDF is broken" in told.value.what
    assert not isinstance(told.value, NoProvisions)
    assert told.value.hint


def test_a_sentence_about_an_article_is_no_law() -> None:
    """A block page that quotes the law must not become a law of one article."""
    with pytest.raises(NoProvisions):
        read(b"<title>Stop</title><p>You are blocked. See Article 323-1: whoever rings bells is fined.")
