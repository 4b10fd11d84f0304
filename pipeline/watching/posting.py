"""Webhooks over the one HTTP module: what `alerts` asks for, in the words of `scraper`."""

from collections.abc import Mapping
from datetime import UTC
from datetime import datetime

from alerts.webhook import PostAnswer
from scraper import http
from scraper.statuses import away


async def post(url: str, body: bytes, headers: Mapping[str, str]) -> PostAnswer:
    """One POST; raises OSError or TimeoutError where no answer came."""
    status, retry_after = await http.post(url, body, headers)
    return PostAnswer(status, away(retry_after, datetime.now(UTC)))
