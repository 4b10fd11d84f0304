"""The frozen payload: written and read again without loss, refused where it is none."""

import json

import pytest
from alert_samples import change_alert
from alert_samples import closed_alert
from alert_samples import heartbeat
from alert_samples import operator_alert

from alerts.errors import BadPayload
from alerts.payload import Payload
from alerts.payload import to_dict


@pytest.mark.parametrize("payload", [change_alert(), operator_alert(), heartbeat(), closed_alert()])
def test_a_payload_comes_back_as_it_was_written(payload: Payload) -> None:
    """What the database keeps for years is all that a message is made from."""
    assert payload == Payload.from_json(payload.to_json())


def test_fields_of_a_newer_version_are_passed_over() -> None:
    """An older lexwatch still renders what a newer one wrote."""
    raw = to_dict(change_alert())
    raw["mood"] = "new"
    raw["act"]["colour"] = "blue"

    assert change_alert() == Payload.from_dict(raw)


def test_absent_parts_may_be_null_or_left_out() -> None:
    """The seam promises null or [] for what is not there."""
    raw = to_dict(heartbeat())
    for name in ("entries", "act", "by", "changes", "also", "other_changes", "why", "meanings"):
        raw[name] = None
    del raw["closes"]

    assert heartbeat() == Payload.from_dict(raw)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "payload is list"),
        ('{"uid": "x"}', "payload is incomplete"),
        (json.dumps(to_dict(change_alert()) | {"kind": "song"}), "'song' is not known"),
        (json.dumps(to_dict(change_alert()) | {"changes": "all"}), "payload.changes is str"),
        (json.dumps(to_dict(change_alert()) | {"other_changes": True}), "payload.other_changes is bool"),
        (
            json.dumps(to_dict(change_alert()) | {"meanings": [["penalty"]]}),
            r"payload.meanings\[0\] has 1 members",
        ),
        (
            json.dumps(to_dict(change_alert()) | {"entries": ["x"]}),
            r"payload.entries\[0\] is str, not an object",
        ),
    ],
)
def test_what_is_no_payload_is_refused_with_its_place(text: str, says: str) -> None:
    """A wrong payload is told with the field that is wrong."""
    with pytest.raises(BadPayload, match=says):
        Payload.from_json(text)
