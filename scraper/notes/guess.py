"""Which languages a note may be written in, most likely first."""

import re

# ISO 3166 country -> languages of its official notes, the most likely first.
_OF_COUNTRY = {
    "KZ": ("ru", "kk", "en"),
    "RU": ("ru",),
    "BY": ("ru",),
    "KG": ("ru",),
    "TJ": ("ru",),
    "UZ": ("ru",),
    "TM": ("ru",),
    "UA": ("uk", "ru"),
    "BG": ("bg",),
    "GE": ("ka", "en"),
    "AM": ("hy", "ru", "en"),
    "AZ": ("az", "en"),
    "MD": ("ro", "ru"),
    "RO": ("ro",),
    "FR": ("fr",),
    "LU": ("fr",),
    "BE": ("fr", "nl"),
    "MC": ("fr",),
    "MA": ("fr",),
    "TN": ("fr",),
    "SN": ("fr",),
    "CI": ("fr",),
    "CH": ("de", "fr", "it"),
    "ES": ("es",),
    "AD": ("es",),
    "MX": ("es",),
    "AR": ("es",),
    "CL": ("es",),
    "CO": ("es",),
    "PE": ("es",),
    "EC": ("es",),
    "UY": ("es",),
    "PY": ("es",),
    "CR": ("es",),
    "PA": ("es",),
    "DO": ("es",),
    "PT": ("pt",),
    "BR": ("pt",),
    "CV": ("pt",),
    "AO": ("pt",),
    "MZ": ("pt",),
    "IT": ("it",),
    "SM": ("it",),
    "PL": ("pl",),
    "CZ": ("cs",),
    "SK": ("cs",),
    "EE": ("et",),
    "LV": ("lv",),
    "LT": ("lt",),
    "HU": ("hu",),
    "NL": ("nl",),
    "GR": ("el",),
    "CY": ("el",),
    "TR": ("tr",),
    "SE": ("sv",),
    "FI": ("fi", "sv"),
    "NO": ("no",),
    "DK": ("no",),
    "IS": ("is",),
    "HR": ("hr",),
    "RS": ("hr",),
    "BA": ("hr",),
    "ME": ("hr",),
    "SI": ("hr",),
}
# Letters or words that only one of the languages has, tried from the rarest to the most common script.
_BY_LETTERS = (
    (re.compile(r"[әғқңөұүһ]", re.IGNORECASE), ("kk", "ru")),
    (re.compile(r"[іїєґ]|чинн|редакції", re.IGNORECASE), ("uk", "ru")),
    (re.compile(r"\bДВ\b|бр\.\s*\d|(?:^|\s)[Чч]л\.\s"), ("bg",)),
    (re.compile(r"[а-яё]", re.IGNORECASE), ("ru", "bg")),
    (re.compile(r"[ა-ჰ]"), ("ka",)),
    (re.compile(r"[ա-ֆԱ-Ֆ]"), ("hy",)),
    (re.compile(r"[α-ωΑ-Ω]{3}"), ("el",)),
    (re.compile(r"\b(?:Lag|Förordning|kap|upph|ändr)\b"), ("sv",)),
    (re.compile(r"[əƏ]"), ("az",)),
    (re.compile(r"[şğıŞĞİ]|\bmd\."), ("tr", "az")),
    (re.compile(r"\bRT\b"), ("et",)),
    (re.compile(r"Dz\.\s?U\."), ("pl",)),
    (re.compile(r"\bSb\.|Z\.\s?z\."), ("cs",)),
    (re.compile(r"[őű]|törvény"), ("hu",)),
    (re.compile(r"\b(?:Lei|pela|pelo|Redação|aditad)"), ("pt",)),
    (re.compile(r"\b(?:Ley|añade|por el|Ref\. BOE|DOF|D\.O\.)"), ("es",)),
    (re.compile(r"\b(?:LOI|loi|Loi|Modifié|Abrogé|Création|ordonnance|décret)\b"), ("fr",)),
    (re.compile(r"\b(?:Legea|Ordonanț|nr\.\s*\d+.*din|Monitorul)"), ("ro",)),
    (re.compile(r"\b(?:legge|D\.Lgs|L\.\s\d|dall'art|decreto)", re.IGNORECASE), ("it",)),
    (re.compile(r"\bStb\.|wet van", re.IGNORECASE), ("nl",)),
    (re.compile(r"\blov\b|\blover\b", re.IGNORECASE), ("no",)),
    (re.compile(r"\bL\.\s*\d+/\d{4}"), ("is",)),
    (re.compile(r"likum|grozījum"), ("lv",)),
    (re.compile(r"\bNr\.\s*[XIVLC]+-\d|pakeitim|TAR"), ("lt",)),
    (re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}/\d+"), ("fi",)),
    (re.compile(r"Narodne|glasnik|\bNN\b"), ("hr",)),
    (re.compile(r"[A-Za-z]{3}"), ("en",)),
)


def languages(text: str, country: str | None, language: str | None) -> list[str]:
    """Languages to try, in order: what is known first, then what the script and the words suggest."""
    told = [language[:2].lower()] if language else []
    told = ["no" if code in ("nb", "nn", "da") else "cs" if code == "sk" else code for code in told]
    told += _OF_COUNTRY.get((country or "").upper(), ())
    for pattern, codes in _BY_LETTERS:
        if pattern.search(text):
            told += codes
            break
    return list(dict.fromkeys(told))
