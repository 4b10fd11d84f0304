"""What is hashed, and how. A change here changes what old databases are verified against: add, never alter."""

import hashlib
from collections.abc import Iterable
from collections.abc import Sequence

from db.codec import notes_to_json
from db.codec import to_json
from db.law import Provision

TEXT_KEY_BYTES = 16  # a key for finding equal texts; the evidence is content_digest, which is whole


def body_sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def text_key(heading: str | None, text: str, printed: str) -> bytes:
    """Of the words of one provision."""
    return hashlib.sha256(to_json([heading, text, printed]).encode()).digest()[:TEXT_KEY_BYTES]


def text_digest(provisions: Iterable[Provision]) -> str:
    """Of the law's words and order alone: what two looks at one text have in common whatever surrounds it."""
    return digest_of_lines(_line((p.eid, p.heading, p.text, p.status.value)) for p in provisions)


def content_digest(provisions: Iterable[Provision]) -> str:
    """Of everything that was read, notes and anchors too: what the store gives back must have this digest."""
    return digest_of_lines(map(content_line, provisions))


def content_line(p: Provision) -> bytes:
    """What one provision gives to the content digest."""
    return _line(
        (
            *(p.eid, p.kind, p.num, p.label, p.heading, p.text, p.printed, p.article, p.parent, p.container),
            *(p.status.value, p.anchor, notes_to_json(p.notes)),
        )
    )


def digest_of_lines(lines: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for line in lines:
        whole.update(line)
    return whole.hexdigest()


def link_hash(previous: str, kind: str, facts: Sequence[object]) -> str:
    """Of one link of the evidence chain."""
    return hashlib.sha256(f"{previous}\n{kind}\n{to_json(list(facts))}".encode()).hexdigest()


def alert_uid(profile: str, cause: str) -> str:
    """Stable over copies of a database: receivers drop repeats by it."""
    return hashlib.sha256(f"{profile}\0{cause}".encode()).hexdigest()[:32]


def _line(facts: Sequence[object]) -> bytes:
    return to_json(facts).encode() + b"\n"
