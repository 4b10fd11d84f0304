"""When to try again, and when to give up. Pure.

Quick at first, since most failures are a moment's; then hours; then once a day. A delivery is given up only after
many attempts and days: attempts alone would punish a row whose process was killed while sending, age alone one
that a person has sent again.
"""

from datetime import datetime
from datetime import timedelta

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
MAX_ATTEMPTS = 10  # with the steps above: nearly four days and more
GIVE_UP_AFTER = timedelta(days=3)  # a long weekend without anybody at the mail server is no reason to give up
MAX_RETRY_AFTER = timedelta(hours=6)  # a receiver may ask for patience, not for silence


def next_attempt(
    attempts: int, since: datetime, now: datetime, retry_after: float | None = None
) -> datetime | None:
    """When to try again after `attempts` failed ones of what could first be sent at `since`; None: give up.

    `retry_after` (seconds) makes it later, up to a cap, never sooner.
    """
    if attempts >= MAX_ATTEMPTS and now - since >= GIVE_UP_AFTER:
        return None
    wait = BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]
    if retry_after is not None and retry_after > 0:
        wait = max(
            wait, min(timedelta(seconds=min(retry_after, MAX_RETRY_AFTER.total_seconds())), MAX_RETRY_AFTER)
        )
    return now + wait
