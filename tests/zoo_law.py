"""One invented code in five languages, each page as its own site would show it."""

from dataclasses import dataclass

MANY = 30  # articles


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language writes a code."""

    title: str
    label: str
    sentence: str
    things: tuple[str, ...]


TONGUES = {
    "en": Tongue(
        "Code of Bees of Meliora",
        "Article {n}. On {x}",
        "Whoever opens {x} of another without right shall be punished with a fine of up to {m} crowns.",
        ("the hive", "the barrel", "the gate", "the letter", "the chest", "the well"),
    ),
    "ru": Tongue(
        "Пчелиный кодекс Мелиоры",
        "Статья {n}. Про {x}",
        "Тот, кто без права открывает чужой {x}, наказывается штрафом в размере до {m} крон.",
        ("улей", "бочонок", "амбар", "конверт", "сундук", "колодец"),
    ),
    "kk": Tongue(
        "Мелиораның Ара кодексі",
        "{n}-бап. {x} туралы",
        "Басқа адамның {x} құқықсыз ашқан адамға {m} кронаға дейінгі мөлшерде айыппұл салынады.",
        ("ұясын", "бөшкесін", "қақпасын", "хатын", "сандығын", "құдығын"),
    ),
    "de": Tongue(
        "Bienengesetzbuch von Meliora",
        "§ {n} Über {x}",
        "Wer {x} eines anderen unbefugt öffnet, wird mit Geldstrafe von bis zu {m} Kronen bestraft.",
        ("den Bienenstock", "das Fass", "das Tor", "den Brief", "die Truhe", "den Brunnen"),
    ),
    "fr": Tongue(
        "Code des abeilles de Meliora",
        "Article {n} De {x}",
        "Quiconque ouvre sans droit {x} d'autrui est puni d'une amende de {m} couronnes au plus, même s'il répare.",
        ("la ruche", "le tonneau", "la porte", "la lettre", "le coffre", "le puits"),
    ),
}


def law(
    language: str,
    *,
    fine: int = 40,
    until: int = MANY,
    title: str | None = None,
    dearer: range = range(0),
    charset: str = "utf-8",
) -> bytes:
    """The code: article n threatens fine + n crowns, those in `dearer` nine hundred more."""
    tongue = TONGUES[language]
    name = title or tongue.title
    articles = []
    for n in range(1, until + 1):
        x = tongue.things[n % len(tongue.things)]
        crowns = fine + n + (900 if n in dearer else 0)
        articles.append(
            f"<h3>{tongue.label.format(n=n, x=x)}</h3><p>{tongue.sentence.format(x=x, m=crowns)}</p>"
        )
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="{charset}"><title>{name}</title></head>'
        f"<body><h1>{name}</h1>{''.join(articles)}</body></html>"
    )
    return page.encode(charset, "replace")


NAMES = dict(
    zip(TONGUES, ("Alpha", "Beta", "Gamma", "Delta", "Epsilon"), strict=True)
)  # as the profile cites them
PROFILE = """title = "Meliora"
country = "XM"
[defaults]
contact = "law-watch@example.org"
gap = "0s"
private_addresses = true
look_again = "1h"
escalate = false
[targets.team]
stdout = true
""" + "".join(
    f"""
[[acts]]
key = "code-{language}"
title = "{tongue.title}"
names = ["Code of {NAMES[language]}"]
[[acts.sources]]
url = "BASE/law/{language}.html"
key = "code-{language}"
language = "{language}"
[[entries]]
key = "entry-{language}"
section = "Substantive law"
topic = "Opening {language}"
text = "{{}} of the Code of {NAMES[language]}"
""".format("§ 3" if language == "de" else "Art. 3")
    for language, tongue in TONGUES.items()
)
