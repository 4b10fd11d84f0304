"""Asking the index of words; hits are led back to the places where the words stand."""

from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import Row

from db.answers import Hit
from db.reads import Reads
from db.search import HEADING_WEIGHT
from db.search import Term
from db.search import match_text
from db.search import snippet
from db.search import terms

RANKED = 500  # texts, the newest first, among which the best are chosen
COMMON = (
    5_000  # a word in so many texts tells nothing: no search for its endings, no weighing of how rare it is
)
PLACES = 3  # places shown of one text: formulas such as "repealed" stand in a thousand


class SearchReads(Reads):
    """Search over all law and all alerts."""

    def search(
        self,
        text: str,
        limit: int = 50,
        *,
        act: str | None = None,
        kinds: Sequence[str] = ("provision", "alert"),
    ) -> tuple[Hit, ...]:
        """Best first, provisions before alerts; letters folded; nothing for a question without a word."""
        wanted = terms(text)
        if not wanted:
            return ()
        hits: list[Hit] = []
        if "provision" in kinds:
            hits += self._provisions(wanted, limit, act)
        if "alert" in kinds and act is None:
            hits += self._alerts(wanted, limit)
        return tuple(hits)

    def _match(self, index: str, wanted: Sequence[Term]) -> dict[str, object]:
        """What to ask of an index so that words that stand everywhere cost no more than others."""
        asked = [
            replace(t, prefix=t.prefix and not self._is_common(index, [replace(t, prefix=False)]))
            for t in wanted
        ]
        return {
            "match": match_text(asked),
            "heading": HEADING_WEIGHT,
            "weigh": not self._is_common(index, asked),
            "ranked": RANKED,
        }

    def _is_common(self, index: str, wanted: Sequence[Term]) -> bool:
        rows = f"select rowid from {index} where {index} match ? limit {COMMON}"  # noqa: S608  # names of ours
        return self._db.number(f"select count(*) from ({rows})", (match_text(wanted),)) == COMMON  # noqa: S608

    def _provisions(self, wanted: Sequence[Term], limit: int, act: str | None) -> list[Hit]:
        found = self._db.all(
            """
            with found as materialized (
                select rowid as text_id, iif(:weigh, bm25(text_search, :heading, 1.0), 0) as score
                  from text_search where text_search match :match
                 order by rowid desc limit :ranked
            ),
            placed as (
                select f.score, f.text_id, p.source_id, p.eid, p.label, p.article, p.line,
                       max(p.from_version) as version_id, min(p.to_version is not null) as gone
                  from found f
                  join provisions p indexed by provisions_by_text on p.text_id = f.text_id
                 group by f.text_id, p.source_id, p.eid
            ),
            numbered as (
                select placed.*, s.key, s.act, s.language,
                       row_number() over (
                           partition by placed.text_id order by placed.gone, s.rank, placed.version_id desc
                       ) as place
                  from placed join sources s on s.id = placed.source_id
                 where :act is null or s.act = :act
            )
            select n.*, t.heading, coalesce(t.printed, t.text) as words
              from numbered n join texts t on t.id = n.text_id
             where n.place <= :places
             order by n.gone, n.score, n.version_id desc limit :limit
            """,
            {**self._match("text_search", wanted), "act": act, "places": PLACES, "limit": limit},
        )
        return [_provision(row, wanted) for row in found]

    def _alerts(self, wanted: Sequence[Term], limit: int) -> list[Hit]:
        found = self._db.all(
            """
            with found as materialized (
                select rowid as id, iif(:weigh, bm25(alert_search, :heading, 1.0), 0) as score
                  from alert_search where alert_search match :match
                 order by rowid desc limit :ranked
            )
            select a.id, a.profile, a.subject from found f join alerts a on a.id = f.id
             order by f.score, a.id desc limit :limit
            """,
            {**self._match("alert_search", wanted), "limit": limit},
        )
        return [
            Hit(
                kind="alert",
                title=row["subject"],
                snippet=snippet(row["subject"], wanted),
                alert_id=row["id"],
                profile=row["profile"],
            )
            for row in found
        ]


def _provision(row: Row, wanted: Sequence[Term]) -> Hit:
    place = row["label"] if row["article"] in {None, row["label"]} else f"{row['article']} {row['label']}"
    heading = row["heading"]
    return Hit(
        kind="provision",
        title=f"{place} {heading}".strip() if heading else place,
        snippet=snippet(row["words"] or heading or "", wanted),
        act=row["act"],
        source_key=row["key"],
        source_id=row["source_id"],
        language=row["language"],
        eid=row["eid"],
        version_id=row["version_id"],
        current=not row["gone"],
    )
