"""The profiles that a database knows, as it last loaded them."""

from db.queries import Queries
from pipeline.errors import NotFound
from pipeline.profile.load import parse
from pipeline.profile.model import Profile

MOST_NAMED = 10  # profiles named in a hint; more are a list that nobody reads


def stored_profiles(queries: Queries, name: str | None = None) -> tuple[Profile, ...]:
    """The profiles as the database last loaded them; `name` is a key or a file's path."""
    known = queries.profiles()
    if name is not None:
        key = name.rsplit("/", 1)[-1].removesuffix(".toml")
        others = ", ".join(p.key for p in known[:MOST_NAMED])
        known = tuple(p for p in known if p.key == key)
        if not known:
            hint = f"Look at its sources first: lexwatch check {name}."
            raise NotFound(
                f"the database knows no profile {key}.", f"It knows {others}. {hint}" if others else hint
            )
    found = []
    for record in known:
        whole = queries.profile(record.key)
        assert whole is not None
        found.append(parse(whole.toml, path=whole.path, key=whole.key))
    return tuple(found)
