"""What every door needs: the clock, the profiles, their targets and pages."""

from collections.abc import Callable
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime

from alerts.routes import Target
from alerts.routes import target_of
from db.records import Alert
from pipeline.errors import NotFound
from pipeline.profile.load import load
from pipeline.profile.load import refuse_future
from pipeline.profile.model import Profile


def clock() -> datetime:
    return datetime.now(UTC)


def load_all(names: Sequence[str]) -> tuple[Profile, ...]:
    """Every profile, or the first mistake in one of them: nothing is half-loaded."""
    profiles = tuple(load(name) for name in names)
    for profile in profiles:
        targets_of([profile])
        refuse_future(profile, clock().date())
    seen: dict[str, str] = {}
    for profile in profiles:
        if profile.key in seen and seen[profile.key] != profile.path:
            raise NotFound(
                f"two profiles are called {profile.key}: {seen[profile.key]} and {profile.path}.",
                "Rename one of the files: its name is the profile's key.",
            )
        seen[profile.key] = profile.path
    return profiles


def targets_of(profiles: Sequence[Profile]) -> dict[tuple[str, str], Target]:
    """Where each profile's alerts go; raises TargetError in words."""
    return {
        (profile.key, name): target_of(
            profile.key, name, target.model_dump(exclude_none=True), timezone=profile.timezone
        )
        for profile in profiles
        for name, target in profile.targets.items()
    }


def page_of(profiles: Sequence[Profile]) -> Callable[[Alert], str | None]:
    """Where an alert's page is, for the profiles that say where their pages are served."""
    web = {p.key: p.defaults.web.rstrip("/") for p in profiles if p.defaults.web}

    def address(alert: Alert) -> str | None:
        base = web.get(alert.profile)
        return f"{base}/alerts/{alert.id}" if base else None

    return address
