"""Writing what people decide: reviews, which are evidence, and the baselines that follow from them."""

from datetime import datetime

from db.chain import add_link
from db.codec import to_json
from db.records import Baseline
from db.times import to_text
from db.writes import Writes


class ReviewWrites(Writes):
    """Acts of people at the desk."""

    def add_review(
        self,
        at: datetime,
        who: str,
        what: str,
        *,
        profile: str | None = None,
        entry: str | None = None,
        alert_id: int | None = None,
        version_id: int | None = None,
        why: str | None = None,
    ) -> int:
        """Its number. A review is a link of the evidence chain: never edited, never lost."""
        with self.transaction():
            number = self._db.insert(
                """
                insert into reviews (at, who, what, profile, entry, alert_id, version_id, why)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                (to_text(at), who, what, profile, entry, alert_id, version_id, why),
            )
            add_link(self._db, "review", number)
            return number

    def set_baseline(self, baseline: Baseline) -> None:
        """The state of the law that a line relies on from now; what it relied on before is kept."""
        with self.transaction():
            self._db.run(
                """
                insert into baselines (profile, entry, text_sha256, at, who, versions, why)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                (
                    *(
                        baseline.profile,
                        baseline.entry,
                        baseline.text_sha256,
                        to_text(baseline.at),
                        baseline.who,
                    ),
                    *(to_json([list(pair) for pair in baseline.versions]), baseline.why),
                ),
            )
