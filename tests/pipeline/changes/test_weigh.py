"""Why a change matters: each rule fires on what it names, and on nothing beside."""

import pytest

from db.law import Change
from db.law import Kind
from pipeline.changes.lexicon import LANGUAGES
from pipeline.changes.lexicon import lexicon
from pipeline.changes.lexicon import lexicons
from pipeline.changes.numerals import numbers
from pipeline.changes.redline import redline
from pipeline.changes.weigh import LEVELS
from pipeline.changes.weigh import RULES
from pipeline.changes.weigh import level
from pipeline.changes.weigh import weigh


def weighed(
    before: str | None, after: str | None, language: str | None = None, kind: Kind = Kind.AMENDED
) -> tuple[str, ...]:
    change = Change(kind, "art_1", "art_1", None, None, None, before, after, redline(before, after))
    return weigh(change, language)


CASES = [
    ("en", "liable to a fine not exceeding ten crowns", "liable to a fine not exceeding 20 crowns", ("penalty",)),
    ("en", "imprisonment for a term not exceeding six months", "imprisonment for a term not exceeding 12 months", ("penalty",)),
    ("en", "A ferry may leave at night.", "A ferry may not leave at night.", ("negation",)),
    ("en", "Dogs wear a collar on the road.", "Dogs wear a collar on the road, except puppies.", ("exception",)),
    ("en", "The keeper may ring the bell.", "The keeper shall ring the bell.", ("modal",)),
    ("en", "ships of any kind pay a toll", "ships of all kinds pay a toll", ("scope",)),
    ("en", "bakers and millers of the town", "bakers or millers of the town", ("scope",)),
    ("en", "notice is given within ten days", "notice is given within 14 days", ("term",)),
    ("en", "a toll of 10 euros a cart", "a toll of 12 euros a cart", ("amount",)),
    ("en", "a fence with 10 posts stands there", "a fence with 12 posts stands there", ("number",)),
    ("en", "the bridge built in 1990 stays", "the bridge built in 1995 stays", ("date",)),
    ("en", "The minister opens the market.", "The council opens the market.", ("actors",)),
    ("en", "as section 5 (2) provides for", "as section 6 (3) provides for", ("cross_reference_only",)),
    ("en", "the harbor master rings the bell", "the harbour master rings the bell", ("spelling",)),
    ("en", "the harbour is open to boats", "the quarry is open to boats", ("wording",)),
    ("en", "bread means bread of rye", "bread means bread of wheat", ("definition",)),
    ("ru", "штраф в размере до ста шестидесяти показателей", "штраф в размере до двухсот показателей", ("penalty",)),
    ("ru", "паром ходит ночью по реке", "паром не ходит ночью по реке", ("negation",)),
    ("ru", "в течение десяти дней со дня отплытия", "в течение пяти дней со дня отплытия", ("term",)),
    ("ru", "указанных в части второй статьи 5 правил", "указанных в части второй статьи 6 правил", ("cross_reference_only",)),
    ("kk", "елу айлық есептік көрсеткіш төлейді", "жүз айлық есептік көрсеткіш төлейді", ("amount",)),
    ("kk", "кеме түнде жүзеді", "кеме түнде жүзеді, бұған жол берілмейді", ("negation",)),
    ("uk", "карається штрафом до шести гривень", "карається штрафом до 12 гривень", ("penalty",)),
    ("uk", "човен пливе вночі", "човен пливе вночі, крім свят", ("exception",)),
    ("de", "Die Fähre darf nachts fahren.", "Die Fähre muss nachts fahren.", ("modal",)),
    ("de", "mit Geldstrafe bis zu zehn Kronen belegt", "mit Geldstrafe bis zu zwanzig Kronen belegt", ("penalty",)),
    ("de", "nach § 5 Absatz 2 Satz 1 geläutet", "nach § 6 Absatz 2 Satz 3 geläutet", ("cross_reference_only",)),
    ("is", "innan sex mánaða frá brottför skips", "innan 12 mánaða frá brottför skips", ("term",)),
    ("is", "ferjan siglir um nætur", "ferjan siglir ekki um nætur", ("negation",)),
    ("fr", "le bac passe la nuit", "le bac ne passe pas la nuit", ("negation",)),
    ("fr", "une amende de dix couronnes par barque", "une amende de vingt couronnes par barque", ("penalty",)),
    ("zh", "處二年以下有期徒刑", "處三年以下有期徒刑", ("penalty",)),
    ("zh", "依第五條第一項規定辦理", "依第六條第二項規定辦理", ("cross_reference_only",)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "before", "after", "names"), CASES)
def test_a_rule_fires_on_what_it_names(
    language: str, before: str, after: str, names: tuple[str, ...]
) -> None:
    """Known language: exactly this rule."""
    assert names == weighed(before, after, language)


@pytest.mark.parametrize(("language", "before", "after", "names"), CASES)
def test_the_rule_fires_too_where_the_language_is_unknown(
    language: str, before: str, after: str, names: tuple[str, ...]
) -> None:
    """The script tells which languages' words to look for; that may see more, never less."""
    assert {*names} - {"wording", "spelling"} <= {*weighed(before, after)}


@pytest.mark.parametrize(
    ("kind", "before", "after", "names"),
    [
        (Kind.TYPOGRAPHIC, "A.", "a", ("typographic",)),
        (Kind.HEADING, "Bees", "Hives", ("heading_only",)),
        (Kind.NOTE, "", "Amended", ("note_only",)),
        (Kind.RENUMBERED, "Article 5 x", "Article 6 x", ("renumbered",)),
        (Kind.MOVED, "x", "x", ("moved",)),
        (Kind.STATUS, "in_force", "repealed", ("status",)),
        (Kind.REPEALED, "A bell rings.", None, ("repealed",)),
        (Kind.INSERTED, None, "A bell rings.", ("inserted",)),
        (Kind.INSERTED, None, "Ringing it is punished by a fine.", ("penalty", "inserted")),
        (Kind.AMENDED, None, "A bell rings.", ("new_part",)),
        (Kind.AMENDED, "A bell rings.", None, ("part_repealed",)),
    ],
)
def test_the_kind_speaks_first(
    kind: Kind, before: str | None, after: str | None, names: tuple[str, ...]
) -> None:
    """What came or went whole is said as such."""
    assert names == weighed(before, after, "en", kind)


def test_a_text_of_which_little_stayed_is_rewritten() -> None:
    """Fewer than half of the words stayed; of a few words any edit changes half."""
    before = "bees live in hives of straw beside the old mill"
    assert "rewritten" in weighed(
        before, "ferries sail at noon from the new harbour beside the lighthouse", "en"
    )
    assert "rewritten" not in weighed("old mill", "new harbour", "en")


def test_a_number_written_as_a_word_is_the_same_number() -> None:
    """A "six" for "6" changes no period."""
    assert "term" not in weighed("within six months", "within 6 months", "en")


@pytest.mark.parametrize(
    ("language", "words", "values"),
    [
        ("en", "six", [6]),
        ("en", "two hundred", [200]),
        ("en", "1 000 and 2", [1000, 2]),
        ("en", "1,500 2.5", [1500, 2.5]),
        ("ru", "ста шестидесяти", [160]),
        ("ru", "пяти тысяч двухсот", [5200]),
        ("uk", "п'ятдесяти", [50]),
        ("is", "sex", [6]),
        ("zh", "一 百 二 十 三", [123]),
        ("zh", "三 萬", [30000]),
    ],
)
def test_numbers_are_read_in_figures_and_words(language: str, words: str, values: list[float]) -> None:
    """Compounds are one number."""
    assert values == numbers(words.split(), lexicon(language).numbers)


def test_every_rule_has_a_level_and_a_meaning() -> None:
    """The list that `explain` shows is whole, and sorted from weighty to light."""
    order = [LEVELS.index(found) for found, _ in RULES.values()]
    assert sorted(order) == order
    assert all(means for _, means in RULES.values())
    assert {name for _, _, _, names in CASES for name in names} <= RULES.keys()


def test_the_level_of_a_change_is_that_of_its_weightiest_rule() -> None:
    """None fired is no level."""
    assert "critical" == level(("actors", "penalty"))
    assert "none" == level(("typographic",))
    assert "none" == level(())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_loads(language: str) -> None:
    """The data of each language is whole."""
    assert language == lexicon(language).language
    assert lexicon(language).numbers


def test_an_unknown_language_is_answered_by_script() -> None:
    """No lexicon of that name exists, and none is needed."""
    with pytest.raises(KeyError):
        lexicon("tlh")
    assert {"ru", "uk", "kk"} == {lex.language for lex in lexicons("bg", "паром")}
    assert {"de"} == {lex.language for lex in lexicons("de-AT", "x")}
