"""The file can be read by people with sqlite-utils or Datasette."""

import json
from pathlib import Path

from db_laws import NOON
from db_laws import add_source
from db_laws import alert
from db_laws import amended
from db_laws import article
from db_laws import capture
from db_laws import code
from db_laws import reading
from db_laws import see
from sqlite_utils import Database

from db.open import open_writer
from db.records import Baseline
from db.schema_views import VIEWS


def test_every_view_tells_its_story(tmp_path: Path) -> None:
    """Plain names, words in full, JSON where there are lists; opened by another program, read-only."""
    path = tmp_path / "lex.db"
    with open_writer(path) as store:
        source = add_source(store)
        see(store, source, code())
        store.accept(
            source_id=source,
            snapshot_id=store.keep_snapshot(source, capture(b"second")).id,
            reading=reading(code(article(1), article(2, "Amended."))),
            changes=[amended(2, article(2).text, "Amended."), amended(1, "copied", article(1).text)],
            entries=[("exampleland/a", "exampleland/b"), ()],
            alerts=[alert(changes=(0,))],
            now=NOON,
        )
        store.set_baseline(Baseline("exampleland", "a", "0" * 64, NOON, "ann", (("xx/code-en", 2),)))
    database = Database(path)
    rows = {view: list(database.query(f"select * from {view}")) for view in VIEWS}  # noqa: S608
    assert ["Article 1", "Article 2"] == [row["label"] for row in rows["current_provisions"]]
    assert [
        (article(2).text, "Amended.", "exampleland/a, exampleland/b"),
        ("copied", article(1).text, None),
    ] == [(row["before"], row["after"], row["entries"]) for row in rows["change_log"]]
    assert ["changed"] == [row["last_outcome"] for row in rows["source_health"]]
    assert ["hook", "team"] == sorted(row["target"] for row in rows["delivery_log"])
    assert [[["xx/code-en", 2]]] == [json.loads(row["versions"]) for row in rows["current_baselines"]]
    assert ["snapshot", "version"] * 2 == [row["kind"] for row in rows["evidence"]]
    database.close()


def test_views_that_people_made_survive_an_upgrade(tmp_path: Path) -> None:
    """Only our own views are made anew."""
    path = tmp_path / "lex.db"
    with open_writer(path) as store:
        store._db.run("create view mine as select title from acts")
        store._db.run("drop view change_log")
        store._db.run("pragma user_version = 1")
        store._db.run("delete from _sqlite_migrations where name = '0002_search'")
        store._db.run("drop table text_search")
        store._db.run("drop table alert_search")
    with open_writer(path) as store:
        views = {row["name"] for row in store._db.all("select name from sqlite_master where type = 'view'")}
    assert {*VIEWS, "mine"} == views
