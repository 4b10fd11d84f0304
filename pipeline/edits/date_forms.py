"""A day written as another date is written: "24.09.2010" stays figures, "3 July 2014" stays words. Pure."""

import re

_MONTHS = (
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
)
_TABLES = tuple(tuple(line.split()) for line in _MONTHS)
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_ENDINGS = re.compile(r"(?<=\d)(?:st|nd|rd|th|er)\b", re.IGNORECASE)


def written_like(printed: str, stated: str, day: str) -> str | None:
    """`day` (ISO) in the form of `printed`, which says `stated` (ISO, perhaps without a day); None for other forms."""
    old, new = stated.split("-"), day.split("-")
    if len(new) != 3 or len(old) < 2 or _ENDINGS.search(printed):
        return None
    left = {"year": old[0], "month": old[1], "day": old[2] if len(old) == 3 else None}
    values = {"year": new[0], "month": new[1], "day": new[2]}
    out, at = [], 0
    for piece in _PIECES.finditer(printed):
        word = piece[0]
        name = _meaning(word, left)
        out += [printed[at : piece.start()], word if name is None else _again(word, name, values)]
        at = piece.end()
        if name:
            left[name] = None
    return None if any(left.values()) else "".join(out) + printed[at:]


def _meaning(word: str, left: dict[str, str | None]) -> str | None:
    """Which part of the date a figure or a word is, of those not met yet."""
    if word.isdigit():
        found = [n for n, value in left.items() if value and int(value) == int(word)]
        # "07.07.2014": the order of two equal figures is told by the rest of the line, and either way gives one date
        # only where day and month stay equal too.
        return found[0] if len(found) == 1 else None
    month = left["month"]
    return "month" if month and _table(word, int(month)) else None


def _table(word: str, month: int) -> tuple[str, ...] | None:
    return next((t for t in _TABLES if t[month - 1].casefold() == word.casefold()), None)


def _again(word: str, name: str, values: dict[str, str]) -> str:
    number = int(values[name])
    if word.isdigit():
        return (
            f"{number:0{len(word)}d}" if word[0] == "0" or (name != "day" or len(word) == 4) else str(number)
        )
    table = next(t for t in _TABLES for m in range(12) if t[m].casefold() == word.casefold())
    month = table[number - 1]
    return month.upper() if word.isupper() else month.capitalize() if word[0].isupper() else month
