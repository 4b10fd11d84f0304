"""The invented code of tests/watching.py in its other language."""

from watching import PROFILE

# The invented profile, its code in both languages.
BOTH = PROFILE.replace(
    "[[entries]]",
    '[[acts.sources]]\nurl = "BASE/fr/code"\nlanguage = "fr"\nauthentic = true\n\n[[entries]]',
    1,
)
SENTENCES = {
    "1": "But|Le présent Code protège les ruches et les vergers de l'île.",
    "2": "Définitions|La ruche est la boîte dans laquelle vivent les abeilles du gardien.",
    "3": "Temps|La loi en vigueur au moment du fait lui est applicable sans exception.",
    "4": "Ouverture|1. Quiconque ouvre une ruche sans droit est puni d'une amende de quarante couronnes.",
    "5": "Écoute|Quiconque écoute les gardiens à travers un mur de roseau est puni d'une amende.",
    "6": "Miel|1. Quiconque mouille le miel est puni d'une amende.|2. La tentative est punissable.",
}


def french(**changed: str) -> str:
    """The page; `a4="..."` gives Art. 4 other words, `note` a note at it."""
    articles = {**SENTENCES, **{k.lstrip("a"): v for k, v in changed.items() if k != "note"}}
    body = ""
    for n, text in articles.items():
        heading, *parts = text.split("|")
        body += f"<h3>Article {n}. {heading}</h3>" + "".join(f"<p>{p}</p>" for p in parts)
        if n == "4" and "note" in changed:
            body += f'<p class="note">{changed["note"]}</p>'
    return f"<!doctype html><html lang=fr><title>Code des abeilles</title><h1>Code des abeilles</h1>{body}</html>"
