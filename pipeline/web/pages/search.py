"""Search over all law and all alerts."""

from pipeline.web.ask import Ask
from pipeline.web.ask import Page
from pipeline.web.forms import hit_json

SHOWN = 50


def search(ask: Ask) -> Page:
    question = ask.word("q")
    act = ask.word("act")
    found = ask.queries.search(question, SHOWN, act=act) if question else ()
    return Page(
        "search.html",
        f"Search: {question}" if question else "Search",
        lambda: {"question": question, "hits": [hit_json(h) for h in found]},
        {
            "question": question or "",
            "act": act,
            "hits": [h for h in found if h.kind == "provision"],
            "alerts": [h for h in found if h.kind == "alert"],
            "full": len(found) >= SHOWN,
        },
        section="search",
    )
