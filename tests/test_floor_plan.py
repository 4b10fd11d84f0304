"""The house as its plan draws it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BELOW = {
    "db": set[str](),
    "scraper": {"db"},
    "alerts": {"db"},
    "pipeline": {"db", "scraper", "alerts"},
    "profiles": set[str](),
}
# The rooms of pipeline/, from the ground up: a room imports only rooms that stand in a line above its own.
ROOMS = (
    ("errors", "public", "citations", "changes"),
    ("profile",),
    ("verdicts",),
    ("edits", "app"),
    ("telling", "archive"),
    ("looking",),
    ("watching", "review", "importing"),
    ("report", "checkup"),
    ("web", "demo"),
    ("cli",),
)
MAX_LINES = 400  # a longer file answers more than one question
# A table of cases that is clearer whole, and why.
LONG: dict[str, str] = {}


def modules(package: str) -> Iterator[Path]:
    return (ROOT / package).rglob("*.py")


def imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def packages(module: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(module)}


@pytest.mark.parametrize("package", BELOW)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    """Db knows nobody; scraper and alerts know db and not each other; pipeline composes."""
    allowed = BELOW[package] | {package}
    for module in modules(package):
        ours = packages(module) & BELOW.keys()
        assert set() == ours - allowed, module.relative_to(ROOT)


def test_a_room_imports_only_rooms_below_it() -> None:
    """No two rooms of pipeline/ need each other, and every module stands in a room of the plan."""
    floor = {room: height for height, rooms in enumerate(ROOMS) for room in rooms}
    upward = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules("pipeline")
        if (own := module.relative_to(ROOT / "pipeline").parts[0].removesuffix(".py")) != "__init__"
        for name in imported(module)
        if name.startswith("pipeline.") and (room := name.split(".")[1]) != own
        if floor[room] >= floor[own]
    ]

    assert [] == upward


@pytest.mark.parametrize(
    ("library", "owner"),
    [
        ("httpx", "scraper/http.py"),
        ("httpcore", "scraper/http.py"),
        ("sqlite3", "db/"),
        ("sqlite_utils", "db/"),
    ],
)
def test_a_library_has_one_door(library: str, owner: str) -> None:
    """Only one module speaks HTTP, only one package speaks SQLite: either can be replaced in one place."""
    users = [
        module.relative_to(ROOT).as_posix()
        for package in BELOW
        for module in modules(package)
        if library in packages(module)
    ]

    assert [] == [user for user in users if not user.startswith(owner)]


def test_deciding_does_no_input_or_output() -> None:
    """What decides receives everything, the time among it; it cannot look at the clock, a file or the network."""
    outward = {
        "asyncio",
        "httpx",
        "sqlite3",
        "os",
        "pathlib",
        "random",
        "time",
        "socket",
        "subprocess",
        "structlog",
    }
    pure = (
        "pipeline/looking/decide.py",
        "pipeline/looking/rhythm.py",
        "pipeline/verdicts/verdict.py",
        "pipeline/verdicts/resolve.py",
        "pipeline/verdicts/baseline.py",
        "pipeline/telling/causes.py",
        "pipeline/telling/payloads.py",
        "pipeline/verdicts/depends.py",
        "pipeline/changes/attribute.py",
        "pipeline/changes/redline.py",
        *(p.relative_to(ROOT).as_posix() for p in modules("pipeline/changes/compare")),
    )

    assert {} == {name: found for name in pure if (found := packages(ROOT / name) & outward)}


def test_nothing_looks_at_the_clock_but_the_edges() -> None:
    """`datetime.now` stands where a process meets the world, never where something is decided or written."""
    edges = {
        "pipeline/app.py",
        "pipeline/watching/daemon.py",
        "pipeline/watching/posting.py",
        "pipeline/demo/site.py",
    }
    lookers = {
        module.relative_to(ROOT).as_posix()
        for package in ("db", "alerts", "pipeline")
        for module in modules(package)
        if re.search(r"datetime\.now\(|time\.time\(", module.read_text(encoding="utf-8"))
    }

    assert lookers <= edges


def test_a_file_answers_one_question() -> None:
    """No file of the product is longer than a person reads in one go, unless it says why."""
    long = {
        module.relative_to(ROOT).as_posix(): lines
        for package in BELOW
        for module in modules(package)
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }

    assert long.keys() <= LONG.keys()


def test_the_project_speaks_only_of_itself() -> None:
    """No path of a machine and no registry's address stands in what is shipped."""
    words = re.compile(r"/(?:work|home|root)/\w|pypi\.org|files\.pythonhosted|registry\.npmjs")
    told = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("*.md", "*.toml", "*.lock", "run", "docs/**/*.md", "*/**/*.py", "*/**/*.toml")
        for path in ROOT.glob(pattern)
        if ".venv" not in path.parts and path != Path(__file__).resolve()
        if words.search(path.read_text(encoding="utf-8"))
    }

    assert set() == told
