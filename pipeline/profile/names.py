"""Short names of a profile's acts and sources, as people read them."""

from collections import Counter

from alerts.names import short_name
from alerts.names import source_name
from db.records import SourceRecord
from pipeline.profile.model import Act
from pipeline.profile.model import Profile


def short_title(profile: Profile, act: Act) -> str:
    return short_titles(profile).get(act.key) or _short(profile, act)


def short_titles(profile: Profile) -> dict[str, str]:
    """By the act's key. Two acts of one name, a code and the one before it, are told apart by number or year."""
    shorts = {act.key: _short(profile, act) for act in profile.acts}
    times = Counter(shorts.values())
    return {
        act.key: shorts[act.key] if times[shorts[act.key]] == 1 else _apart(shorts[act.key], act)
        for act in profile.acts
    }


def source_title(profile: Profile, record: SourceRecord) -> str:
    """Such as "Criminal Code (ru)"; of a watched page its title; the key of what the profile does not name."""
    return _source(profile, record, short_titles(profile))


def source_titles(profile: Profile) -> dict[str, str]:
    """The same of every source, by its key."""
    shorts = short_titles(profile)
    return {record.key: _source(profile, record, shorts) for _, record in profile.source_records()}


def _source(profile: Profile, record: SourceRecord, shorts: dict[str, str]) -> str:
    act = next((act for act in profile.acts if profile.address(act.key) == record.act), None)
    if act is None:
        return record.title or record.key
    return source_name(shorts[act.key], record.key, record.act, record.language, record.url)


def _short(profile: Profile, act: Act) -> str:
    return short_name(act.title, names=act.names, sort=act.type, number=act.number, country=profile.title)


def _apart(short: str, act: Act) -> str:
    mark = act.number or (str(act.date)[:4] if act.date else "")
    return short if not mark or mark in short else f"{short} {mark}"
