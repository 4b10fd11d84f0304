"""Payloads about law that nobody ever made, as the tests of alerts need them."""

from dataclasses import replace
from typing import Any

from alerts.payload import ActPart
from alerts.payload import AmendingPart
from alerts.payload import CertaintyPart
from alerts.payload import ChangePart
from alerts.payload import ClocksPart
from alerts.payload import EntryPart
from alerts.payload import EvidencePart
from alerts.payload import OperatorPart
from alerts.payload import Payload
from alerts.payload import ProfilePart
from alerts.payload import QuietPart

PROFILE = ProfilePart(
    "kazakhstan", "Kazakhstan", "KZ", "https://profiles.example.org/kazakhstan", "Asia/Almaty"
)
RULE = "60 days after publication"
LAW = AmendingPart("210-VIII", "2025-07-16", None, RULE, "read", "https://law.example.org/docs/Z2500000210")
SHA = "5c" * 32

LINE = EntryPart(
    key="illegal-access",
    section="Substantive law",
    topic="Illegal access",
    text="partly Art. 148 and Art. 205 of the Criminal Code of Kazakhstan",
    treaty=("Budapest Convention Art. 2",),
    verdict="changed",
    cites=("Art. 148", "Art. 205"),
    because=("Статья 205",),
)
SECOND_LINE = EntryPart(
    key="data-interference",
    section="Substantive law",
    topic="Data interference",
    text="Art. 206 (1) of the Criminal Code of Kazakhstan",
    treaty=("Budapest Convention Art. 4",),
    verdict="uncertain",
    cites=("Art. 206 (1)",),
    because=("Статья 206, 1.",),
)
CHANGE = ChangePart(
    kind="amended",
    eid="art_205__para_1",
    old_eid="art_205__para_1",
    article="Статья 205",
    old_article="Статья 205",
    label="1.",
    label_path="Статья 205, 1.",
    before="Выдуманное деяние наказывается штрафом до ста шестидесяти единиц.",
    after="Выдуманное деяние наказывается штрафом до двухсот единиц.",
    redline=(
        ("=", "Выдуманное деяние наказывается штрафом до "),
        ("-", "ста шестидесяти"),
        ("+", "двухсот"),
        ("=", " единиц."),
    ),
    significance=("penalty",),
    match="number",
    by=(LAW,),
    language="ru",
    url="https://law.example.org/docs/K1#z205",
    entry_keys=("illegal-access",),
)
SECOND_CHANGE = replace(
    CHANGE,
    eid="art_206__para_1",
    old_eid="art_206__para_1",
    article="Статья 206",
    old_article="Статья 206",
    label_path="Статья 206, 1.",
    before="Выдуманное изменение данных запрещено.",
    after="Выдуманное изменение данных запрещено без согласия владельца.",
    redline=(("=", "Выдуманное изменение данных запрещено"), ("+", " без согласия владельца"), ("=", ".")),
    significance=("scope",),
    url="https://law.example.org/docs/K1#z206",
)


def change_alert(**other: Any) -> Payload:
    """An amending law that touches two lines and is not yet in force."""
    whole = Payload(
        uid="01JTESTALERT",
        kind="change",
        created_at="2025-07-20T01:12:00+00:00",
        profile=PROFILE,
        entries=(LINE, SECOND_LINE),
        act=ActPart(
            "kz/criminal-code",
            "Criminal Code of the Republic of Kazakhstan",
            "226-V",
            "2014-07-03",
            "https://law.example.org/docs/K1",
            "ru",
        ),
        by=(LAW,),
        changes=(CHANGE, SECOND_CHANGE),
        other_changes=12,
        clocks=ClocksPart("2025-07-16", None, RULE, "2025-07-20T01:10:00+00:00", True),
        evidence=EvidencePart(
            7, SHA, "2025-07-20T01:10:00+00:00", "https://law.example.org/docs/K1", "ab" * 32
        ),
        certainty=CertaintyPart("read", "The note stands under both articles."),
    )
    return replace(whole, **other)


def operator_alert(**other: Any) -> Payload:
    """A source that answers with something that is not the law."""
    whole = Payload(
        uid="01JTESTOPERATOR",
        kind="operator",
        created_at="2025-07-20T01:12:00+00:00",
        profile=PROFILE,
        operator=OperatorPart(
            "kz/criminal-code-ru",
            "held",
            "https://law.example.org/docs/K1",
            ("The page is a script shell of 2,700 bytes without a single article.",),
            "Look at the page in a browser; then lexwatch held list.",
        ),
    )
    return replace(whole, **other)


def heartbeat(**other: Any) -> Payload:
    """The proof of quiet."""
    whole = Payload(
        uid="01JTESTHEART",
        kind="heartbeat",
        created_at="2025-07-20T01:12:00+00:00",
        profile=PROFILE,
        quiet=QuietPart(214, 211, 0, 0, 3, "2025-07-19T23:10:00+00:00"),
    )
    return replace(whole, **other)


def closed_alert(**other: Any) -> Payload:
    """An alert that closed itself."""
    whole = Payload(
        uid="01JTESTCLOSED",
        kind="closed",
        created_at="2025-07-20T01:12:00+00:00",
        profile=PROFILE,
        closes="01JTESTALERT",
        entries=(replace(LINE, verdict="holds"),),
    )
    return replace(whole, **other)
