"""`lexwatch import-profile` and `lexwatch schema`, as a person runs them."""

from pathlib import Path

import published_profiles as pages
from command import lexwatch

from pipeline.profile.load import load
from pipeline.profile.schema import profile_schema


def test_it_writes_a_profile_and_asks(tmp_path: Path) -> None:
    """A table, the questions, and a file that loads."""
    (tmp_path / "page.txt").write_text(pages.LINES, encoding="utf-8")
    ran = lexwatch(
        "import-profile", "page.txt", "-o", "bo.toml", "--country", "bo", "--title", "Borduria", cwd=tmp_path
    )
    assert (0, "") == (ran.code, ran.err)
    for words in ("15 lines", "questions for you", "04.05.2012 can be read in two ways", "Substantive law"):
        assert words in ran.out
    profile = load(tmp_path / "bo.toml")
    assert ("Borduria", "BO", 15) == (profile.title, profile.country, len(profile.entries))


def test_json_tells_entries_acts_and_questions(tmp_path: Path) -> None:
    """Everything that people see, for programs; standard output is JSON alone."""
    (tmp_path / "page.html").write_text(pages.PAGE, encoding="utf-8")
    ran = lexwatch("import-profile", "page.html", "-o", "bo.toml", "--country", "BO", "--json", cwd=tmp_path)
    told = ran.json
    assert (6, 4, "BO") == (len(told["entries"]), told["citations"], told["country"])
    assert {"criminal-code", "criminal-procedure-code"} == {a["key"] for a in told["acts"]}
    assert {"act_number"} == {q["kind"] for q in told["questions"]}
    assert "https://profiles.example.org/-/borduria" == told["page"]


def test_it_refuses_in_words_and_writes_nothing(tmp_path: Path) -> None:
    """A view without the law: exit code 1, a sentence, no file."""
    (tmp_path / "page.txt").write_text(pages.TAB_VIEW, encoding="utf-8")
    ran = lexwatch("import-profile", "page.txt", "-o", "bo.toml", "--country", "BO", cwd=tmp_path)
    assert (1, "", False) == (ran.code, ran.out, (tmp_path / "bo.toml").exists())
    assert "leaves the law out" in ran.err
    assert "Traceback" not in ran.err


def test_it_replaces_a_file_only_with_force(tmp_path: Path) -> None:
    """A person's work is not lost to a second import."""
    (tmp_path / "page.txt").write_text(pages.LINES, encoding="utf-8")
    (tmp_path / "bo.toml").write_text("mine")
    words = ("import-profile", "page.txt", "-o", "bo.toml", "--country", "BO")
    refused = lexwatch(*words, cwd=tmp_path)
    assert (1, "mine") == (refused.code, (tmp_path / "bo.toml").read_text())
    assert 0 == lexwatch(*words, "--force", cwd=tmp_path).code
    assert 15 == len(load(tmp_path / "bo.toml").entries)


def test_a_country_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    """Exit code 2, as for every wrong option."""
    (tmp_path / "page.txt").write_text(pages.LINES, encoding="utf-8")
    assert (
        2
        == lexwatch("import-profile", "page.txt", "-o", "bo.toml", "--country", "Borduria", cwd=tmp_path).code
    )


def test_an_imported_profile_can_be_checked(tmp_path: Path) -> None:
    """Before anything is added by hand: a pass over no source, every line uncertain, none holds."""
    (tmp_path / "page.txt").write_text(pages.LINES, encoding="utf-8")
    lexwatch("import-profile", "page.txt", "-o", "bo.toml", "--country", "BO", cwd=tmp_path)
    assert 0 == lexwatch("check", "bo.toml", cwd=tmp_path).code
    told = lexwatch("status", "bo", "--json", cwd=tmp_path).json
    assert {"uncertain", "no_law"} == {e["verdict"] for e in told["entries"]}


def test_the_schema_is_printed(tmp_path: Path) -> None:
    """JSON and nothing else."""
    assert profile_schema() == lexwatch("schema", cwd=tmp_path).json
