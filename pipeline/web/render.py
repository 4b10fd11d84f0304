"""Templates: escaped whatever they are given, strict about what they name."""

from functools import cache
from typing import Any

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import StrictUndefined
from markupsafe import Markup

from alerts import clean
from alerts import words as said
from pipeline.changes import redline
from pipeline.changes.weigh import RULES
from pipeline.edits import ready_edit
from pipeline.web import words


def render(template: str, **context: Any) -> str:
    return environment().get_template(template).render(**context)


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.filters.update(
        {
            "w": clean.words,
            "line": clean.line,
            "block": lambda text: clean.block(text or ""),
            "day": said.day,
            "time": words.time,
            "iso": words.iso,
            "local_day": words.local_day,
            "link": clean.link,
            "seg": words.segment,
            "language": words.language,
            "size": words.size,
            "meaning": said.meaning,
            "level": words.level,
            "sides": words.sides,
            "struck": ready_edit.marked,
            "compared": redline.redline,
            "marked": words.marked,
            "cap": words.capital,
            "unit": words.unit,
            "without": words.without,
            "kind": said.kind,
            "in_force": said.in_force,
            "facts": words.act_facts,
            "tongue": lambda code: Markup("").join(
                Markup(' {}="{}"').format(name, value) for name, value in words.tongue(code).items()
            ),
        }
    )
    made.globals.update(
        {
            "VERDICTS": words.VERDICTS,
            "OUTCOMES": words.OUTCOMES,
            "ALERT_KINDS": words.ALERT_KINDS,
            "CERTAINTY": said.HOW,
            "RULES": {name: meaning for name, (_, meaning) in RULES.items()},
            "count": said.count,
        }
    )
    return made
