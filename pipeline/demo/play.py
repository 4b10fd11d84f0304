"""The three moments in order, told to whoever listens. What it does is what `check` and `watch` do."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from importlib import resources
from pathlib import Path

from alerts.channels import Channels
from alerts.deliver import deliver
from db.store import Store
from pipeline.app import clock
from pipeline.app import targets_of
from pipeline.demo.site import DemoSite
from pipeline.demo.site import Moment
from pipeline.looking.fetching import Fetchers
from pipeline.looking.look import Looker
from pipeline.profile.load import parse
from pipeline.profile.model import Profile
from pipeline.review import desk
from pipeline.watching.run import Pass
from pipeline.watching.run import check
from scraper.fetch import Fetcher

KEY = "valdoria"


@dataclass(slots=True)
class Shown:
    """What a moment brought: the pass, and the messages as their readers get them."""

    moment: Moment
    done: Pass
    messages: list[str] = field(default_factory=list)


def demo_profile(base: str, path: str = "valdoria.toml") -> Profile:
    text = (resources.files("pipeline.demo") / "profile.toml").read_text(encoding="utf-8")
    return parse(MARK + text.replace("BASE", base), path=path, key=KEY)


MARK = "# The demo's profile: `lexwatch demo` makes it anew. Its site is gone; nothing of it can be looked at again.\n"


def is_ours(file: Path) -> bool:
    """Whether a file was left by a demo, so that the next one may overwrite it."""
    with file.open("rb") as opened:
        return opened.read(len(MARK)) == MARK.encode()


def _leave(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


async def play(
    store: Store, tell: Callable[[str], None], show: Callable[[Shown], None], file: Path | None = None
) -> None:
    """Look three times; between the first and the second a person vouches for every line.

    The profile is left in `file`, so that its ready edits can be written somewhere.
    """
    async with DemoSite() as site, Fetcher() as http:
        profile = demo_profile(site.base, str(file) if file else "valdoria.toml")
        if file:
            _leave(file, profile.toml)
        looker = Looker(store, Fetchers(http), clock, random.random)
        tell("First look: the law as it stands. Nobody is alerted.")
        show(Shown(Moment.BEFORE, await check(looker, [profile], everything=True)))
        for entry in profile.entries:
            if entry.text:
                desk.vouch(
                    store, profile, entry.key, who="demo", now=clock(), why="read and compared by hand"
                )
        tell("A person vouches for every line of the profile: it says what the law says.")

        site.moment = Moment.AMENDED
        tell(
            "An amending law: Art. 10 amended, 12-1 and 21 inserted, 15 repealed, the old 21 renumbered with an edit."
        )
        show(await _pass(looker, profile, site.moment))

        site.moment = Moment.DOWN
        tell("A bad day: the site answers 200 to everything, with a maintenance page.")
        show(await _pass(looker, profile, site.moment))


async def _pass(looker: Looker, profile: Profile, moment: Moment) -> Shown:
    done = await check(looker, [profile], everything=True)
    messages: list[str] = []
    using = Channels(out=messages.append)
    await deliver(looker.store, targets_of([profile]), clock(), using=using)
    return Shown(moment, done, messages)
