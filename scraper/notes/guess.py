"""Which languages a note may be written in, most likely first."""

import re

# ISO 3166 country -> languages of its official notes.
_OF_COUNTRY = {
    "KZ": ("ru", "kk"),
    "RU": ("ru",),
}
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def languages(text: str, country: str | None, language: str | None) -> list[str]:
    """Languages to try, in order: what is known first, then what the script and the words suggest."""
    told = [language] if language else []
    told += _OF_COUNTRY.get((country or "").upper(), ())
    if _CYRILLIC.search(text):
        told += ["kk", "ru"] if _KAZAKH.search(text) else ["ru"]
    return list(dict.fromkeys(told))
