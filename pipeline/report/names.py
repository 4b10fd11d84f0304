"""Short names of a profile's acts and sources, for reports."""

from alerts.names import short_name
from alerts.names import source_name
from pipeline.profile.model import Act
from pipeline.profile.model import Profile


def short_title(profile: Profile, act: Act) -> str:
    return short_name(act.title, names=act.names, sort=act.type, number=act.number, country=profile.title)


def source_titles(profile: Profile) -> dict[str, str]:
    """Such as "Criminal Code (ru)" by the key of the source; of a watched page its title."""
    shorts = {profile.address(act.key): short_title(profile, act) for act in profile.acts}
    return {
        record.key: source_name(shorts[record.act], record.key, record.act, record.language, record.url)
        if record.act
        else record.title or record.key
        for _, record in profile.source_records()
    }
