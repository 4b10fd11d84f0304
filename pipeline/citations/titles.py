"""The titles of acts: where one ends, in quotes or without; the short name that a bracket gives it."""

import re

MAX_TITLE = 260  # characters of a title; longer ones are sentences

# Words that begin a sentence's predicate, never stand in a title.
VERBS = (
    r"was|were|is|are|be|been|shall|has|have|had|will|may|can|must|signed|approved|adopted|ratified|which|that|"
    r"who|provides?|contains?|includes?|regulates?|establish(?:es|ed)|entered|defines?|covers?|seeks?|aims?|sets?|identif(?:ies|y)|"
    r"criminali[sz]es?|addresses|allows?|applies|came|also|does|states|requires?|introduced|gives?|in accordance"
)
_TITLE_END = re.compile(
    r"[,;]\s|[.:](?:\s|$)|\s\(|\)|[“”\"«»]|\s(?:" + VERBS + r"|and\s(?:the\s)?Law|No\.|decision|decree)\b"
    r"|\son\s(?:the\s)?\d|\s[-–—]\s(?!\d)|$"
)
TITLE_GOES_ON = re.compile(
    r"\s(?:for|of|on|until|between|among|against|to|concerning|regarding|relating|in the field|and|sur|pour|de|du"
    r"|para|sobre)\s"
)
_ALIAS = re.compile(
    r"\s?\((?:hereinafter|hereafter|referred|henceforth|ci-après|en adelante|далее|іменується)[^()\n]{0,80}\)"
    r"|\s?\((?:the\s|also\s|or\s)?[“\"«‘'„][^()\n”\"»]{0,60}[”\"»’']\)"
)
_ALIAS_NAME = re.compile(r"[“\"«‘'„]([^”\"»’“]{2,50})|as\s([A-Z]\w{1,9})")
_SHORT = re.compile(r"\s?\(([A-ZÀ-Þ][\w-]{1,9})\)")
_QUOTE = re.compile(r",?\s?(?:concerning\s|named\s|entitled\s|“)?([“\"«„‘'‚”])")
_CLOSE = re.compile(r"\s?[”“\"»](?!\w)|’(?!\w)")
_NEVER_CLOSED = re.compile(r",\s(?:[A-Z][a-z]+\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z]|№|No)|[.;](?:\s|$)|$")


def title_end(text: str, at: int) -> int:
    """Where a title without quotes ends: at punctuation, a bracket, a verb."""
    stop = _TITLE_END.search(text, at, min(len(text), at + MAX_TITLE))
    return stop.start() if stop else min(len(text), at + MAX_TITLE)


def alias_at(text: str, at: int) -> tuple[str | None, int] | None:
    """`(hereinafter “SCrC”)`, `(TPC)`, `(“the 1990 Act”)`: the short name and where the bracket ends."""
    if m := _SHORT.match(text, at):
        return m[1], m.end()
    if m := _ALIAS.match(text, at):
        name = _ALIAS_NAME.search(m[0])
        return ((name[1] or name[2]).removeprefix("the ") if name else None), m.end()
    return None


def quoted_at(text: str, at: int) -> tuple[str, int] | None:
    """A quoted title after a type; a quote that is never closed ends where a date or a full stop begins."""
    m = _QUOTE.match(text, at)
    if m is None:
        return None
    begin = m.end()
    close = _CLOSE.search(text, begin, begin + MAX_TITLE)
    open_end = _NEVER_CLOSED.search(text, begin, begin + MAX_TITLE)
    if close and (open_end is None or close.start() <= open_end.start() or m[1] == "«"):
        return text[begin : close.start()].strip(), close.end()
    if open_end is None or open_end.start() <= begin:
        return None
    return text[begin : open_end.start()].strip(' "”'), open_end.start()
