"""In which zone a page tells its times: that of the profiles that read the act, where they agree; else UTC."""

from pipeline.web.ask import Ask


def zone_of(ask: Ask, act: str | None) -> str:
    standings = ask.site.standings.named(ask.queries, ask.now)
    zones = {
        s.profile.timezone
        for s in standings
        if s.profile and (act is None or any(s.profile.address(a.key) == act for a in s.profile.acts))
    }
    return zones.pop() if len(zones) == 1 else "UTC"
