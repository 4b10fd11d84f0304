"""What tests of fetching say to each other: an ask to a local site, an answer, a failure."""

import pytest

from db.records import Capture
from scraper.errors import FetchError
from scraper.fetch import Ask
from scraper.fetch import Fetcher

PAGE = "<html><body><h1>Code</h1><p>Article 1. Invented.</p></body></html>"
LONG = PAGE * 500


def ask(url: str, **more: object) -> Ask:
    return Ask(url=url, contact="law@example.org", private_addresses=True, gap=0.0, **more)  # type: ignore[arg-type]


async def failed(fetcher: Fetcher, question: Ask) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(question)
    return caught.value


async def got(fetcher: Fetcher, question: Ask) -> Capture:
    answer = await fetcher.fetch(question)
    assert isinstance(answer, Capture)
    return answer
