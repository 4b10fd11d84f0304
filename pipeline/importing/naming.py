"""What a line is called: a few of its own words, never the sentence."""

import re

from pipeline.importing.keys import STATE
from pipeline.importing.words import words

WORDS = 14  # of a name; a name is for finding the line again
READ = 500  # characters in which a name is looked for
_TOKEN = re.compile(r"\S+")
_STOP = re.compile(r"[:;(\[]|\.\s|[.?!]$|\s[-–—]\s")
_ON = re.compile(r"^On\s(?!the\s)([^\d,]{3,120}),$")
_WHEN = re.compile(r"^(?:In|On|Since|By|As of|En|Depuis)\s[^,]{0,30}\d{4},\s*(.+)")
_LABEL = re.compile(r"^([^:]{2,60}):\s")
_EDGE = " ,;:.-–—•*“”\"'‘’«»()[]/"


def name_of(line: str, *, title: bool = False) -> str | None:
    """The subject of a line, or its label: what stands before the verb, a colon, a bracket, else a comma.

    `title`: the line is a heading, in which commas only part the words of a list.
    """
    line = line[:READ]
    on = _ON.match(line.strip())
    text = line.strip(_EDGE)
    if (when := _WHEN.match(text)) and re.search(r"\w", when[1]):
        text = when[1].strip(_EDGE)
    if on:
        text = on[1]
    elif label := _LABEL.match(text):
        text = label[1]
    text = STATE.sub("", text)
    stop = _STOP.search(text, 3)
    found = [m[0] for m in _TOKEN.finditer(text[: stop.start()] if stop else text)]
    while found and found[0].lower() in words("name", "articles"):
        found.pop(0)
    cut = next(
        (i for i, w in enumerate(found) if i and w.lower().strip(_EDGE) in words("name", "cuts")), None
    )
    if cut == 1 and found[0].lower() in words("name", "weak"):  # "There is a lack of ..."
        return name_of(" ".join(found[2:]), title=title)
    if cut is not None and cut <= WORDS:
        found = found[:cut]
    else:
        comma = next((i for i, w in enumerate(found[:WORDS]) if w.endswith(",") and i and not title), None)
        found = found[: comma + 1] if comma is not None else found
    short = found[:WORDS]
    if len(found) > WORDS:  # back to where a phrase ends
        little = [i for i, w in enumerate(short) if w.lower() in words("name", "little")]
        short = short[: little[-1]] if little and little[-1] >= WORDS // 2 else short
    while short and short[-1].lower().strip(_EDGE) in words("name", "little"):
        short.pop()
    name = " ".join(short).strip(_EDGE)
    if not re.search(r"\w", name):
        return None
    return name[0].upper() + name[1:]
