"""Finding: whatever keyboard the words were typed on."""

from pathlib import Path

import pytest
from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import article
from db_laws import code
from db_laws import see
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from db.folding import fold
from db.open import open_writer
from db.search import match_text
from db.search import snippet
from db.search import terms
from db.store import Store


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
    with open_writer(tmp_path / "lex.db") as opened:
        source = add_source(opened)
        see(
            opened,
            source,
            code(article(1, "Қазақстан Республикасының ғимараты"), article(2, "Ёлка стоит в лесу")),
        )
        see(
            opened,
            source,
            code(
                article(1, "Қазақстан Республикасының ғимараты"),
                article(2, "Штрафом наказывается всякий", heading="Неправомерный доступ"),
                article(3, "Código penal, Straße, œuvre, don't"),
            ),
        )
        opened.write_alerts([alert()], NOON)
        yield opened


@pytest.mark.parametrize(
    ("asked", "eid"),
    [
        ("казакстан", "art_1"),
        ("ҚАЗАҚСТАН гимараты", "art_1"),
        ("штраф", "art_2"),
        ("ШТРАФОМ наказ", "art_2"),
        ("неправомерный", "art_2"),
        ('"наказывается всякий"', "art_2"),
        ("елка", "art_2"),
        ("codigo PENAL", "art_3"),
        ("strasse", "art_3"),
        ("oeuvre", "art_3"),
        ("dont", "art_3"),
        ("в", "art_2"),
    ],
)
def test_words_are_found_without_their_accents(store: Store, asked: str, eid: str) -> None:
    """Case, ё, Kazakh letters, diacritics, ligatures, and inflected ends of longer words do not hide a provision."""
    hits = [hit for hit in store.queries.search(asked) if hit.kind == "provision"]
    assert [eid] == [hit.eid for hit in hits]


@pytest.mark.parametrize(
    "asked", ["", "   ", "«»", '"', "ст", '"всякий наказывается"', "nothing of the kind"]
)
def test_nothing_is_found_where_nothing_is(store: Store, asked: str) -> None:
    """No words, half words that are short, words in another order than a phrase has them."""
    assert () == store.queries.search(asked)


def test_a_hit_leads_to_its_place(store: Store) -> None:
    """Act, source, provision, the newest version with these words, and whether they still stand."""
    (old,) = store.queries.search("елка")
    assert ("xx/code", "xx/code-en", "Article 2", 1, False) == (
        old.act,
        old.source_key,
        old.title,
        old.version_id,
        old.current,
    )
    (new,) = store.queries.search("всякий", act="xx/code")
    assert ("Article 2 Неправомерный доступ", 2, True) == (new.title, new.version_id, new.current)
    assert ((False, "Штрафом наказывается "), (True, "всякий")) == new.snippet
    assert () == store.queries.search("всякий", act="xx/other")


def test_alerts_are_found_too(store: Store) -> None:
    """By their subject, and by the words of what they carry."""
    assert [("alert", "exampleland")] == [(h.kind, h.profile) for h in store.queries.search("illegal-access")]
    assert () == store.queries.search("illegal-access", kinds=("provision",))


def test_a_snippet_shows_the_words_around() -> None:
    """Cut on both sides with a mark, printed as it stands, the found words apart."""
    text = " ".join(f"w{n}" for n in range(100))
    pieces = snippet(text, terms('"w50"'))
    assert (False, "… ") == pieces[0]
    assert (True, "w50") in pieces
    assert (False, " …") == pieces[-1]
    assert () == snippet("", terms("w50"))
    assert "w0 " == snippet(text, terms("none"))[0][1][:3]


@given(st.text(max_size=60))
def test_no_question_can_break_the_language_of_the_index(question: str) -> None:
    """Quotes, operators, brackets, control characters: words are words, and the rest is nothing."""
    wanted = terms(question)
    text = match_text(wanted)
    assert all(c.isalnum() or c in '"* AND' for c in text)
    assert wanted == terms(question)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is indexed and what is asked meet, however often either was folded."""
    assert fold(text) == fold(fold(text))


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_text_finds_itself(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """A person who copies words out of a provision finds that provision."""
    with open_writer(tmp_path_factory.mktemp("search") / "lex.db") as store:
        see(store, add_source(store), (article(1, text),))
        if terms(text):
            assert ["art_1"] == [hit.eid for hit in store.queries.search(text)]
