"""Who may review: a small TOML file of names, roles and hashed passwords. No password stands in it in clear.

`[users.NAME]` has `role` (reader, reviewer, operator), `name` and `password`; `reading = "open"` lets those read who
are not logged in; `[proxy]` names the header by which a server before us tells its users. docs/page.md shows one.
"""

import base64
import hashlib
import hmac
import secrets
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated
from typing import Literal

from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import ValidationError

from pipeline.errors import PipelineError

MAX_PASSWORD = 1_000  # characters; hashing a book would be a gift to an attacker
SALT = 16  # bytes
MEMORY = 256 * 2**20  # bytes that one hash may need: refuses a file that asks for more
# 2^15 rounds of 8 blocks: about 0.1 s and 32 MiB a try, as OWASP asks of scrypt.
COST, BLOCK, PARALLEL = 15, 8, 1


class Role(StrEnum):
    READER = "reader"
    REVIEWER = "reviewer"  # acts on alerts and lines
    OPERATOR = "operator"  # decides on held pages, resends, besides


class UsersError(PipelineError):
    """The file of users cannot be used as it is."""


def _is_hash(text: str) -> str:
    _parts(text)
    return text


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class User(_Part):
    name: Annotated[str, Field(min_length=1, max_length=200)] = ""
    role: Role
    password: Annotated[str, AfterValidator(_is_hash)] | None = None  # None: comes by the proxy only


class Proxy(_Part):
    header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,80}$")]
    from_: Annotated[tuple[str, ...], Field(alias="from", min_length=1)]


class Users(_Part):
    reading: Literal["login", "open"] = "login"
    users: Annotated[dict[str, User], Field(min_length=1)]
    proxy: Proxy | None = None


def load_users(path: Path) -> Users:
    """Raises UsersError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Users.model_validate(data)
    except OSError as error:
        raise UsersError(f"{path}: cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsersError(f"{path}: is no valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsersError(
            f"{path}: {where}: {first['msg'][:1].lower()}{first['msg'][1:]}.",
            "docs/page.md shows a whole file; lexwatch web --hash-password makes a password's hash.",
        ) from error


def hash_password(password: str) -> str:
    """What stands in the file."""
    salt = secrets.token_bytes(SALT)
    made = _scrypt(password, salt, COST, BLOCK, PARALLEL)
    return f"scrypt:{COST}:{BLOCK}:{PARALLEL}:{_text(salt)}:{_text(made)}"


def is_password(password: str, hashed: str) -> bool:
    """Takes the same time whether it is right or wrong."""
    cost, block, parallel, salt, wanted = _parts(hashed)
    return hmac.compare_digest(_scrypt(password[:MAX_PASSWORD], salt, cost, block, parallel), wanted)


@cache
def nobodys() -> str:
    """Tried where nobody has the name that was given: a stranger cannot tell names by the time it takes."""
    return hash_password(secrets.token_urlsafe(24))


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=1 << cost, r=block, p=parallel, maxmem=MEMORY
    )


def _parts(hashed: str) -> tuple[int, int, int, bytes, bytes]:
    """Raises ValueError."""
    name, *rest = hashed.split(":")
    if name != "scrypt" or len(rest) != 5:
        raise ValueError("a password is written as scrypt:cost:block:parallel:salt:hash")
    cost, block, parallel = (int(part) for part in rest[:3])
    if not (10 <= cost <= 20 and 1 <= block <= 32 and 1 <= parallel <= 4 and (128 << cost) * block < MEMORY):
        raise ValueError("the password's cost is out of bounds")
    return cost, block, parallel, base64.b64decode(rest[3]), base64.b64decode(rest[4])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
