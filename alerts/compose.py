"""What an alert says, in what order: the profile's lines first, then why, the words of the law, and the evidence.

One layout for each kind of alert. An alert without content is refused here, whoever asks for it.
"""

from dataclasses import dataclass

from alerts import clean
from alerts import redlines
from alerts import words
from alerts.errors import NoContent
from alerts.payload import AmendingPart
from alerts.payload import ChangePart
from alerts.payload import ClocksPart
from alerts.payload import EntryPart
from alerts.payload import Payload
from alerts.payload import ProfilePart
from alerts.subject import subject
from alerts.view import Block
from alerts.view import Fact
from alerts.view import Facts
from alerts.view import Notice
from alerts.view import Redlined
from alerts.view import Section
from alerts.view import Sentence
from alerts.view import Step
from alerts.view import Steps
from alerts.view import Tone
from alerts.view import View
from alerts.view import Words

MAX_ENTRIES = 40  # lines of the profile in one message; the whole Kazakhstan profile has fewer
MAX_CHANGES = 12  # redlines in one message: mail clients cut off a mail beyond about 100 kB
MAX_TEXT = 600  # characters of one sentence of a profile


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a large alert one message shows; the rest is counted."""

    entries: int = MAX_ENTRIES
    changes: int = MAX_CHANGES


WHOLE = Bounds()


def compose(
    payload: Payload, *, number: int | None = None, address: str | None = None, bounds: Bounds = WHOLE
) -> View:
    """The message of one alert as a view. `number` is its row, `address` its page, where there are such.

    Raises NoContent for an alert that would say nothing.
    """
    _refuse_empty(payload)
    layout = {
        "change": _law,
        "in_force": _law,
        "cross_check": _law,
        "operator": _operator,
        "heartbeat": _heartbeat,
        "closed": _closed,
    }[payload.kind]
    title = (
        subject(payload).removeprefix(f"{clean.line(payload.profile.title)}: ").removeprefix("[operator] ")
    )
    sections = [section for section in layout(payload, bounds) if section.blocks]
    sections.append(Section("What to do next", (Steps(_steps(payload, number, address)),)))
    return View(
        kicker=clean.line(payload.profile.title),
        title=title[:1].upper() + title[1:],
        sections=tuple(sections),
        foot=_foot(payload),
    )


def _refuse_empty(payload: Payload) -> None:
    hint = "It was not sent: an empty alert teaches its readers to ignore alerts."
    full = {
        "change": bool(payload.changes or payload.also),
        "in_force": bool(payload.changes or payload.also),
        "cross_check": bool(payload.changes or payload.also or payload.why),
        "operator": payload.operator is not None
        and bool(payload.operator.why or payload.operator.what_to_do),
        "heartbeat": payload.quiet is not None,
        "closed": bool(payload.closes),
    }
    if not full.get(payload.kind):
        raise NoContent(
            f"The alert {clean.line(payload.uid)} of kind {clean.line(payload.kind)!r} is empty.", hint
        )
    if not clean.line(payload.profile.title):
        raise NoContent(f"The alert {clean.line(payload.uid)} names no profile.", hint)


def _law(payload: Payload, bounds: Bounds) -> list[Section]:
    """Changes of the law: the lines they touch, why they matter, the words, the clocks, the evidence."""
    return [
        Section("", _notices(payload)),
        _lines(payload, bounds),
        _words_of_law("What changed in the law", payload.changes, payload, bounds),
        _words_of_law("Also changed: what these provisions depend on", payload.also, payload, bounds),
        _ready_edit(payload, bounds),
        Section("By which act, and when", (Facts(_clocks(payload)), *_others(payload))),
        Section("How sure, and on what evidence", (Words(_certainty(payload)), Facts(_evidence(payload)))),
    ]


def _notices(payload: Payload) -> tuple[Block, ...]:
    notices: list[Block] = [Words(clean.words(one, MAX_TEXT)) for one in payload.why]
    clocks = payload.clocks
    if payload.kind == "in_force":
        day = words.day(clocks.in_force) if clocks else ""
        notices.insert(0, Notice(f"Announced earlier, law now: in force from {day or 'today'}.", "warn"))
    elif payload.kind == "cross_check":
        notices.insert(
            0, Notice("Two official texts of this act disagree. One of them may be late or wrong.", "warn")
        )
    elif clocks and clocks.not_yet:
        notices.insert(0, Notice(_not_yet(clocks), "warn"))
    elif clocks is None or clocks.not_yet is None:
        notices.insert(
            0, Notice(f"Whether this is law already is not known: {words.in_force(clocks)}.", "mild")
        )
    return tuple(notices)


def _not_yet(clocks: ClocksPart) -> str:
    """Only what has a day can be promised to be told again on that day."""
    if clocks.in_force:
        return f"Not law yet: in force from {words.day(clocks.in_force)}. You will be told again on that day."
    if clocks.rule:
        return f"Not law yet: it takes effect {clean.line(clocks.rule)}. The day itself is not known."
    return "Not law yet; when it takes effect is not known."


def _lines(payload: Payload, bounds: Bounds) -> Section:
    """The profile's lines, as published, each with its verdict."""
    shown = tuple(_sentence(entry) for entry in payload.entries[: bounds.entries])
    rest = len(payload.entries) - len(shown)
    more = (Words(f"And {words.count(rest, 'further line')} of the profile."),) if rest > 0 else ()
    if len(payload.entries) == 1:
        return Section("Your line that cites this", shown)
    return Section(f"Your {words.count(len(payload.entries), 'line')} that cite this", (*shown, *more))


def _sentence(entry: EntryPart) -> Sentence:
    sign, verdict, tone = words.VERDICTS.get(entry.verdict or "", ("•", clean.line(entry.verdict), "mild"))
    return Sentence(
        place=_place(entry),
        text=clean.words(entry.text, MAX_TEXT),
        sign=sign,
        verdict=verdict,
        tone=_tone(tone),
        treaty=clean.words(", ".join(entry.treaty), MAX_TEXT),
        because=clean.words(", ".join(dict.fromkeys(entry.because)), MAX_TEXT),
    )


def _place(entry: EntryPart) -> str:
    named = " / ".join(filter(None, (clean.line(entry.section), clean.line(entry.topic))))
    return named or clean.line(entry.key)


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"good": "good", "warn": "warn", "bad": "bad", "mild": "mild"}
    return tones[name]


def _words_of_law(heading: str, changes: tuple[ChangePart, ...], payload: Payload, bounds: Bounds) -> Section:
    """The redlines, each under why it matters; only official pages are linked."""
    told = dict(payload.meanings)
    blocks: list[Block] = [_redlined(change, told, payload) for change in changes[: bounds.changes]]
    rest = changes[bounds.changes :]
    if rest:
        names = words.numbers((words.unit(change) for change in rest), most=20)
        blocks.append(Words(f"And {words.count(len(rest), 'further change')}: {names}."))
    return Section(heading, tuple(blocks))


def _redlined(change: ChangePart, told: dict[str, str], payload: Payload) -> Redlined:
    label = clean.line(change.label_path) or " ".join(
        dict.fromkeys(filter(None, (clean.line(change.article), clean.line(change.label))))
    )
    what = words.kind(change.kind)
    if change.kind in {"renumbered", "moved"} and change.old_article and change.old_article != change.article:
        what = f"{what}, was {clean.line(change.old_article)}"
    if change.kind == "status" and change.status:
        what = f"now {clean.line(change.status).replace('_', ' ')}"
    language = change.language or (payload.act.language if payload.act else None)
    return Redlined(
        label=label or words.unit(change),
        kind=what,
        pieces=redlines.pieces(change),
        why=words.meanings(change, told),
        url=clean.link(change.url),
        language=clean.line(language) or None,
    )


def _ready_edit(payload: Payload, bounds: Bounds) -> Section:
    """What the lines could read now; what is not certain stands as a question."""
    blocks: list[Block] = []
    stay: list[str] = []
    for entry in payload.entries[: bounds.entries]:
        told = entry.proposal
        if told is None:
            continue
        if told.new is None and not told.questions:
            stay.append(clean.line(entry.topic or entry.section))
            continue
        line = ChangePart("line", "", redline=told.redline or (("=", told.old or ""),))
        blocks.append(Redlined(_place(entry), clean.line(told.words), redlines.pieces(line), (), None, None))
        blocks += [Words(f"Why: {clean.words(one, MAX_TEXT)}.") for one in told.points]
        blocks += [Words(f"Not certain: {clean.words(one, MAX_TEXT)}") for one in told.questions]
        if told.perhaps:
            blocks.append(Words(f"If so, the line would read: “{clean.words(told.perhaps, MAX_TEXT)}”"))
    if stay:
        blocks.append(Words(f"The citation stays right, its sense is to be checked: {', '.join(stay)}."))
    return Section("A ready edit", tuple(blocks))


def _clocks(payload: Payload) -> tuple[Fact, ...]:
    """Which act, and the three clocks: enacted, in force, first seen by us."""
    clocks, zone = payload.clocks, payload.profile.timezone
    rows = [_by(act, payload.profile) for act in payload.by] or [Fact("Amending act", "not known")]
    if payload.act is not None:
        name = clean.line(payload.act.title)
        identity = " of ".join(filter(None, (clean.line(payload.act.number), words.day(payload.act.date))))
        rows.insert(0, Fact("Act", f"{name} ({identity})" if identity else name, clean.link(payload.act.url)))
    enacted = words.day(clocks.enacted) if clocks else ""
    force = ""
    if clocks:
        rule = clean.line(clocks.rule)
        force = words.day(clocks.in_force) + (f" ({rule})" if rule and clocks.in_force else rule)
        if clocks.not_yet:
            force += " — not yet"
    seen = words.moment(clocks.seen_at, zone) if clocks else ""
    return (
        *rows,
        Fact("Enacted", enacted or "not known"),
        Fact("In force", force or "not known"),
        Fact("First seen by us", seen or "not known"),
    )


def _by(act: AmendingPart, profile: ProfilePart) -> Fact:
    known = f" ({act.how})" if act.how != "unknown" else ""
    return Fact("Amended by", f"{words.amending(act, profile.country)}{known}", clean.link(act.link))


def _others(payload: Payload) -> tuple[Block, ...]:
    if payload.other_changes <= 0:
        return ()
    others = words.count(payload.other_changes, "other provision")
    return (Words(f"{others} changed with it that no line of your profile cites."),)


def _certainty(payload: Payload) -> str:
    sure = payload.certainty
    if sure is None:
        return words.HOW["unknown"]
    return " ".join(filter(None, (words.HOW.get(sure.level, ""), clean.words(sure.words, MAX_TEXT))))


def _evidence(payload: Payload) -> tuple[Fact, ...]:
    """Which bytes this rests on: anyone can hash them again."""
    found, rows = payload.evidence, []
    page = payload.changes[0].url if payload.changes else None
    official = clean.link(page) or (clean.link(payload.act.url) if payload.act else None)
    if official:
        rows.append(Fact("Official text", official, official))
    if found is None:
        return (*rows, Fact("Snapshot", "none kept"))
    if found.snapshot_id is not None:
        taken = words.moment(found.taken_at, payload.profile.timezone)
        rows.append(Fact("Snapshot", f"no. {found.snapshot_id}{f', taken {taken}' if taken else ''}"))
    if found.url and clean.words(found.url) != official:
        rows.append(Fact("Taken from", clean.words(found.url, MAX_TEXT), clean.link(found.url)))
    if found.sha256:
        rows.append(Fact("SHA-256", clean.line(found.sha256), code=True))
    if found.chain_hash:
        rows.append(Fact("Chained as", clean.line(found.chain_hash), code=True))
    return tuple(rows)


def _operator(payload: Payload, _: Bounds) -> list[Section]:
    """Trouble of the watch itself, said to be no news about the law."""
    told = payload.operator
    assert told is not None
    fine = told.outcome in {"recovered", "unchanged", "changed", "first"}
    if fine:
        notice = Notice("All is well again.", "good")
    elif told.outcome == "page_changed":
        notice = Notice(
            "A watched page reads otherwise than before. It is no act; whether it matters is yours to say."
        )
    else:
        notice = Notice(
            "This is about the watch, not about the law: nothing is said to have changed.", "mild"
        )
    rows = [
        Fact(
            "Target" if told.outcome == "undeliverable" else "Source", clean.line(told.source) or "not named"
        ),
        *([Fact("Called", ", ".join(map(clean.line, told.names)))] if told.names else []),
        Fact("State", clean.line(told.outcome.replace("_", " "))),
    ]
    if told.url:
        rows.append(Fact("Address", clean.words(told.url, MAX_TEXT), clean.link(told.url)))
    why: tuple[Block, ...] = tuple(Words(clean.words(one, MAX_TEXT)) for one in told.why)
    evidence = (Facts(_evidence(payload)),) if payload.evidence else ()
    return [
        Section("", (notice,)),
        Section("What happened", (*why, Facts(tuple(rows)))),
        Section("Evidence", evidence),
    ]


def _heartbeat(payload: Payload, bounds: Bounds) -> list[Section]:
    """The proof of quiet: what was checked, how it stands, and when."""
    quiet = payload.quiet
    assert quiet is not None
    calm = quiet.holds == quiet.checked
    said = (
        "Every citation holds."
        if calm
        else f"{quiet.holds:,} of {words.count(quiet.checked, 'citation')} hold."
    )
    at = (
        words.moment(quiet.last_full_pass, payload.profile.timezone)
        or "never: not every source has been read yet"
    )
    rows = [Fact("Citations checked", f"{quiet.checked:,}")]
    for name, number in (
        ("holds", quiet.holds),
        ("changed", quiet.changed),
        ("broken", quiet.broken),
        ("uncertain", quiet.uncertain),
    ):
        sign, word, _ = words.VERDICTS[name]
        rows.append(Fact(f"{sign} {word}", f"{number:,}"))
    rows.append(Fact("Last full pass", at))
    lines = _lines(payload, bounds) if payload.entries else Section("", ())
    notes = tuple(Words(clean.words(one, MAX_TEXT)) for one in payload.why)
    return [
        Section("", (Notice(said, "good" if calm else "warn"), *notes)),
        Section("", (Facts(tuple(rows)),)),
        lines,
    ]


def _closed(payload: Payload, bounds: Bounds) -> list[Section]:
    """An alert that closed itself since the discrepancy is gone."""
    why = tuple(Words(clean.words(one, MAX_TEXT)) for one in payload.why) or (
        Words("The law stands again as the profile relies on it."),
    )
    rows = (Fact("Closed alert", clean.line(payload.closes), code=True),)
    lines = _lines(payload, bounds) if payload.entries else Section("", ())
    return [
        Section("", (Notice("This alert closed itself; you need not do anything.", "good"), *why)),
        lines,
        _words_of_law("What that alert had told", payload.changes, payload, bounds),
        Section("Which alert", (Facts(rows),)),
    ]


def _steps(payload: Payload, number: int | None, address: str | None) -> tuple[Step, ...]:
    """What the reader can do in a minute, as commands that can be pasted."""
    row = str(number) if number is not None else "N"
    steps: list[Step] = []
    page = clean.link(address)
    if page:
        steps.append(Step("See it whole, and act on it, on its page:", url=page))
    if payload.operator is not None and payload.operator.what_to_do:
        steps.append(Step(clean.words(payload.operator.what_to_do, MAX_TEXT)))
    if payload.kind == "heartbeat":
        steps.append(Step("See the verdict of every line:", "lexwatch status"))
        return tuple(steps)
    if number is None:
        steps.append(Step("Find this alert's number N:", "lexwatch alerts list"))
    about_law = payload.kind in {"change", "in_force", "cross_check"}
    if about_law:
        steps.append(Step("See the whole comparison:", words.comparison(payload)))
    else:
        steps.append(Step("See it again, with its evidence:", f"lexwatch alerts show {row}"))
    if about_law:
        if any(e.proposal and (e.proposal.new or e.proposal.check) for e in payload.entries):
            steps.append(Step("You agree with the ready edit:", f"lexwatch alerts accept {row} --edit"))
        steps.append(Step("Your line still holds, or you have edited it:", f"lexwatch alerts accept {row}"))
        steps.append(Step("It does not concern your line:", f'lexwatch alerts dismiss {row} --why "..."'))
    return tuple(steps)


def _foot(payload: Payload) -> tuple[str, ...]:
    at = words.moment(payload.created_at, payload.profile.timezone)
    return (f"lexwatch, {at}" if at else "lexwatch", f"Alert {clean.line(payload.uid)}")
