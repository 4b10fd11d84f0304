"""A stable key for an act from what a citation says of it: the same act under its usual names gets one key."""

import re
import unicodedata

LONGEST = 60  # characters of a key made of a name; a longer name is a description

_CODES: dict[str, str] = {  # a procedure code's name holds the code's: it is asked first
    "criminal-procedure-code": (
        r"criminal procedur|penal procedur|code of criminal proc|procédure pénale|procesal penal|strafprozess"
        r"|процессуальн\w+ кодекс|процесуальн\w+ кодекс|trestn\w+ řád|trestn\w+ poriad"
        r"|^(?:cpc|ccp|stpo|упк|кпк)\b"
    ),
    "criminal-executive-code": (
        r"(?:criminal|penal)[ -](?:implementation|executive|execution) code|исполнительн\w+ кодекс"
    ),
    "criminal-code": (
        r"criminal code|penal code|code pénal|código penal|codice penale|codul penal|strafgesetzbuch"
        r"|уголовн\w+ кодекс|кримінальн\w+ кодекс|trestn\w+ zákon|kodeks\w* karn"
        r"|^(?:cc|stgb|ук|кк|pc|tpc)\b"
    ),
    "civil-code": r"civil code|code civil|código civil|codice civile|гражданск\w+ кодекс|цивільн\w+ кодекс",
    "constitution": r"constitution|конституц|costituzione|grundgesetz|ústav",
}
_BUDAPEST = re.compile(r"budapest convention|convention on cybercrime|cybercriminalité|^bcc?$|ets 185")


def act_key(
    country: str | None, kind: str, name: str | None, type_: str | None, number: str | None
) -> str | None:
    """`kz/criminal-code`, `kz/law-545-IV`, `coe/ets-185`; None where the words tell too little."""
    low = (name or "").lower()
    if _BUDAPEST.search(low) or (kind == "treaty" and low == "convention"):
        return "coe/ets-185"
    if kind == "treaty":
        return None  # treaties belong to no country; their keys are made by hand
    where = "eu" if kind == "eu" else (country or "").lower()
    if not where:
        return None
    for key, pattern in _CODES.items():
        if re.search(pattern, low):
            return f"{where}/{key}"
    if number:
        return (
            f"{where}/{_slug((type_ or 'law').split()[0])}-{re.sub(r'[^0-9A-Za-z]+', '-', number).strip('-')}"
        )
    slug = _slug(name) if name else ""
    return f"{where}/{slug}" if 0 < len(slug) <= LONGEST else None


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "act"
