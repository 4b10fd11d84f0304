"""Short names of a profile's acts and sources, as people read them."""

from alerts.names import short_name
from alerts.names import source_name
from db.records import SourceRecord
from pipeline.profile.model import Act
from pipeline.profile.model import Profile


def short_title(profile: Profile, act: Act) -> str:
    return short_name(act.title, names=act.names, sort=act.type, number=act.number, country=profile.title)


def source_title(profile: Profile, record: SourceRecord) -> str:
    """Such as "Criminal Code (ru)"; of a watched page its title; the key of what the profile does not name."""
    act = next((act for act in profile.acts if profile.address(act.key) == record.act), None)
    if act is None:
        return record.title or record.key
    return source_name(short_title(profile, act), record.key, record.act, record.language, record.url)


def source_titles(profile: Profile) -> dict[str, str]:
    """The same of every source, by its key."""
    return {record.key: source_title(profile, record) for _, record in profile.source_records()}
