"""Findings that hold from the beginning: by what a request answers to choices, and by the day it comes."""

import pytest

from reglament.regulation.loading.loader import load
from reglament.regulation.questions.due_question import Unclear, due_line
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.tests.third import THIRD

WRITTEN = """
[information.environment]
name = { ru = "Среда", en = "Environment" }
kind = "choice"
choices = { production = { name = { ru = "рабочая", en = "production" } }, test = { name = { ru = "т", en = "t" } } }

[information.version]
name = { ru = "Версия", en = "Version" }
kind = "choice"
choices = { v5 = { name = { ru = "5", en = "5" } }, v6 = { name = { ru = "6", en = "6" } } }

[request-types.failure]
name = { ru = "Сбой", en = "Failure" }
optional = ["environment", "version"]

[findings.new-production]
name = { ru = "Рабочая система на версии 6", en = "A production system of version 6" }
given-by = { environment = "production", version = "v6" }

[findings.out-of-support]
name = { ru = "Версия снята с поддержки", en = "A version out of support" }
given-by = { version = "v5" }
since = 2027-01-01

[findings.first-quarter]
name = { ru = "Опытная эксплуатация", en = "Trial operation" }
since = 2026-02-01
until = 2026-04-30

[[targets]]
metric = "resolution"
when = { finding = "out-of-support" }
why = { ru = "Версия 5 снята с поддержки.", en = "Version 5 is out of support." }

[[targets]]
metric = "resolution"
when = { finding = "new-production" }
amount = "4 hours"

[[targets]]
metric = "resolution"
when = { finding = "first-quarter" }
amount = "8 hours"

[[targets]]
metric = "resolution"
amount = "24 hours"
"""


def regulation() -> Regulation:
    return load(THIRD + WRITTEN, name="test")


def due(received: str, answers: str = "", findings: str = "") -> object:
    asked = {"level": "gold", "metric": "resolution", "received": received, "answers": answers, "findings": findings}
    return due_line(regulation(), asked)["due"]


def test_all_the_answers_must_be_given_so() -> None:
    assert due("2026-06-01T10:00:00+02:00", "environment=production version=v6") == "2026-06-01T14:00:00+02:00"
    assert due("2026-06-01T10:00:00+02:00", "environment=production version=v5") == "2026-06-02T10:00:00+02:00"
    assert due("2026-06-01T10:00:00+02:00", "version=v6") == "2026-06-02T10:00:00+02:00"


def test_a_finding_may_hold_on_some_days_only_as_the_desk_counts_them() -> None:
    assert due("2026-12-31T23:59:00+01:00", "version=v5") == "2027-01-01T23:59:00+01:00"
    assert due("2026-12-31T23:00:00Z", "version=v5") is None
    assert due("2027-01-01T10:00:00+01:00", "version=v6") == "2027-01-02T10:00:00+01:00"


def test_days_alone_make_it_hold_for_everybody() -> None:
    assert due("2026-04-30T10:00:00+02:00") == "2026-04-30T18:00:00+02:00"
    assert due("2026-05-01T10:00:00+02:00") == "2026-05-02T10:00:00+02:00"
    assert due("2026-01-31T10:00:00+01:00") == "2026-02-01T10:00:00+01:00"


def test_what_a_person_must_find_holds_for_nobody_from_the_beginning() -> None:
    text = THIRD + '[findings.blown]\nname = { ru = "Сорвано", en = "Blown" }\n' + WRITTEN
    assert load(text, name="test").promise.findings["blown"].holds({}, regulation().dated) is False


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (
            "answers",
            "version=v7",
            "the regulation has no “version=v7”; there are: lamp=red, lamp=green, environment=production, "
            "environment=test, version=v5, version=v6",
        ),
        ("findings", "old", "the regulation has no “old”; there are: new-production, out-of-support, first-quarter"),
        ("type", "wish", "the regulation has no “wish”; there are: lamp, paint, anything, failure"),
        ("ground", "fog", "the regulation has no “fog”; there are: dark, doubt, word"),
        ("urgency", "now", "the regulation has no “now”; there are: –"),
        ("kind", "friend", "the regulation has no “friend”; there are: client, partner, demo"),
    ],
)
def test_a_name_the_document_does_not_know_is_told_with_those_it_does(key: str, value: str, told: str) -> None:
    with pytest.raises(Unclear) as caught:
        due_line(regulation(), {"level": "gold", "received": "2026-06-01T10:00:00+02:00", key: value})
    assert caught.value.words.en == told
