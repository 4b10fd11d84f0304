"""Legislative histories of Taiwan, China, Japan and Korea: era years and Chinese numerals.

`中華民國三十七年十一月七日總統令修正公布第 5 條條文`: year 37 of the Republic is 1948.
"""

import json
import re

from db.law import Note
from db.law import NoteEvent
from db.law import NoteTarget
from scraper.notes.actions import changes_words
from scraper.notes.dates import iso

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "兩": 2,
    "元": 1,
    "廿": 20,
    "卅": 30,
}
_SCALES = {"十": 10, "百": 100, "千": 1000}
# Era -> the year before its first.
_ERAS = {
    "中華民國": 1911,
    "民國": 1911,
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "": 0,
}
_N = r"[〇零○一二三四五六七八九十百千兩元廿卅\d]{1,8}"
_DATE = re.compile(
    rf"(?P<era>中華民國|民國|令和|平成|昭和|大正|明治|)\s?(?P<year>{_N})\s?年\s?(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?日"
    r"|(?P<ky>\d{4})\.\s?(?P<km>\d{1,2})\.\s?(?P<kd>\d{1,2})\.?"
)
_UNIT = re.compile(
    rf"第\s*(?P<number>{_N}(?:\s?-\s?\d{{1,2}})?)\s*(?P<what>條|条|조)(?:\s*(?:之|の|의)\s*(?P<suffix>{_N}))?(?:\s*第\s*(?P<part>{_N})\s*[項款项])?"
)
_KOREAN_UNIT = re.compile(r"제\s?(?P<number>\d{1,4})조(?:의(?P<suffix>\d{1,3}))?(?:제(?P<part>\d{1,2})항)?")
_N_WITH_DASH = rf"{_N}(?:\s?-\s?\d{{1,2}})?"
_LIST = re.compile(rf"第\s*{_N_WITH_DASH}(?:\s*[、,~～至及]\s*第?\s*{_N_WITH_DASH}){{0,200}}\s*[條条]")
MAX_TARGETS = 200  # articles of one list that are kept
_ACTIONS = (
    (re.compile(r"全文|制定公布|制定|제정|公布全文"), "enacted"),
    (re.compile(r"增訂|增订|增加|新增|追加|신설|加える"), "inserted"),
    (re.compile(r"刪除|删除|削除|삭제|廢止|废止|廃止|폐지"), "repealed"),
    (re.compile(r"전문개정|全部改正|全部改訂"), "substituted"),
    (re.compile(r"修正|修訂|修改|改正|改訂|개정|一部改正"), "amended"),
    (re.compile(r"施行|시행"), "valid_from"),
    (re.compile(r"违宪|違憲|위헌"), "unconstitutional"),
)
_PROMULGATED = re.compile(r"公布|공포")
_ORDER = re.compile(
    r"(?P<president>總統令?)|(?P<ministry>行政院|司法院|국회)|主席令(?:第\s?(?P<order>[〇一二三四五六七八九十百\d]{1,6})\s?號?号?)?"
    r"|法律第\s?(?P<law>[〇一二三四五六七八九十百千\d]{1,8})\s?[號号]|법률\s?제\s?(?P<korean>\d{1,6})\s?호"
)
_WORD_ORDER = re.compile(r"字第\s?(?P<number>\d{5,14})\s?[號号]")


def chinese_number(printed: str) -> int | None:
    """三十七 -> 37, 一百零三 -> 103, 一〇三 -> 103, 元 -> 1."""
    printed = printed.replace(" ", "")
    if printed.isdigit():
        return int(printed)
    if not any(c in _SCALES for c in printed) and all(c in _DIGITS or c.isdigit() for c in printed):
        if printed in ("廿", "卅"):
            return _DIGITS[printed]
        return int("".join(str(_DIGITS.get(c, c)) for c in printed))
    total = last = 0
    for c in printed:
        if c in _SCALES:
            total += (last or 1) * _SCALES[c]
            last = 0
        elif c in _DIGITS:
            value = _DIGITS[c]
            if value >= 20:
                total += value
            else:
                last = value
        else:
            return None
    return total + last


def read(raw: str, text: str) -> Note | None:
    """Every dated promulgation as an event; None where no such date is printed."""
    dates = list(_DATE.finditer(text))
    if not dates or not any(p.search(text) for p in (_PROMULGATED, *(p for p, _ in _ACTIONS))):
        return None
    events: list[NoteEvent] = []
    for i, m in enumerate(dates):
        after = text[m.end() : dates[i + 1].start() if i + 1 < len(dates) else len(text)]
        action = _action(after) or _action(text[max(0, m.start() - 12) : m.start()])
        day = _day(m)
        if action is None or day is None:
            continue
        events.append(_event(action, day, after))
    if not events:
        return None
    return Note(raw, _target(text), tuple(events), changes_words(tuple(e.action for e in events)))


def _action(after: str) -> str | None:
    """What was promulgated; of several in one promulgation the first, and a bare naming of articles amends them."""
    found = [(m.start(), action) for p, action in _ACTIONS if (m := p.search(after))]
    if not found and _PROMULGATED.search(after):
        return "amended" if _UNIT.search(after) else "enacted"
    words = {action for _, action in found}
    if "enacted" in words and "amended" in words and "全文" in after:
        return "substituted"
    return min(found)[1] if found else None


def _day(m: re.Match[str]) -> str | None:
    if m["ky"]:
        return iso(int(m["ky"]), int(m["km"]), int(m["kd"]))
    year, month, day = (chinese_number(m[k]) for k in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return None
    return iso(year + _ERAS[m["era"]], month, day)


def _event(action: str, day: str, after: str) -> NoteEvent:
    m = _ORDER.search(after)
    number = None
    kind: str | None = None
    if m:
        printed = m["law"] or m["korean"] or m["order"]
        value = chinese_number(printed) if printed else None
        number = str(value) if value is not None else None
        kind = (
            "Presidential order"
            if m["president"] or "主席令" in m[0]
            else "Order"
            if m["ministry"]
            else "Law"
        )
    if word := _WORD_ORDER.search(after):
        number = word["number"]
    return NoteEvent(action, kind, number, day)


def _target(text: str) -> NoteTarget:
    lists = list(_LIST.finditer(text))
    m = _UNIT.search(text) or _KOREAN_UNIT.search(text)
    if m is None and not lists:
        return NoteTarget(unit="act" if re.search(r"全文|法", text) else None, scope="unit")
    printed = [found[0] for found in lists] or ([m[0]] if m else [])
    numbers = list(dict.fromkeys(_number(n) for one in printed for n in re.findall(_N_WITH_DASH, one)))
    if len(lists) == 1 and len(numbers) == 2 and re.search(r"[至~～]", lists[0][0]):
        return NoteTarget("article", numbers[0], scope="unit", extra=(("number_to", numbers[1]),))
    if m is None or (len(numbers) > 1 and not m["suffix"] and not m["part"]):
        return NoteTarget("article", scope="unit", extra=(("targets", json.dumps(numbers[:MAX_TARGETS])),))
    number = _number(m["number"]) + (f"-{_number(m['suffix'])}" if m["suffix"] else "")
    return NoteTarget("article", number, _number(m["part"]) if m["part"] else None, scope="unit")


def _number(printed: str) -> str:
    head, dash, tail = printed.partition("-")
    value = chinese_number(head.strip())
    return (str(value) if value is not None else head.strip()) + (f"-{tail.strip()}" if dash else "")
