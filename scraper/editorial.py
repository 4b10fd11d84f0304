"""How editors of official texts begin their notes, on any site: evidence of amendments, never law."""

import re

_NOTE = re.compile(
    r"^[\[({*_]{0,3}\s*(?:Сноска|Ескерту\b|Примечание\s+(?:ИЗПИ|РЦПИ)|Примечание\.\s+См|Footnote\.|Note by|"
    r"Редакці|Із змінами|\(в ред\.)|^\{.*\}$",
    re.DOTALL,
)


def is_note(text: str) -> bool:
    """Whether this paragraph is an editor's note by its first words, or stands in braces as a whole."""
    return bool(_NOTE.match(text))
