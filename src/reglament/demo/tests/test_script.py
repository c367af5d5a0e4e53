from datetime import datetime

import pytest

from reglament.demo.acts import ACTS
from reglament.demo.editions import texts
from reglament.demo.making import make
from reglament.demo.moments import Moments
from reglament.demo.script import Story, stories
from reglament.demo.tests.test_moments import MONDAY, SUNDAY, WEDNESDAY
from reglament.regulation.loading.loader import load
from reglament.regulation.terms.edition_terms import Amount, Regulation

ALL = [*stories("hivetaxi"), *stories("rosinfotech")]


def test_there_are_a_hundred_and_fifty_and_no_two_are_alike() -> None:
    assert len(ALL) >= 153  # three of them become no ticket
    for what in ("key", "subject", "text"):
        assert len({getattr(story, what) for story in ALL}) == len(ALL), what


@pytest.mark.parametrize("now", [MONDAY, SUNDAY, WEDNESDAY])
def test_every_story_is_over_by_now(now: datetime) -> None:
    moments = {desk: Moments(now, load(texts(desk)[1], name=desk).promise) for desk in ("hivetaxi", "rosinfotech")}
    for story in ALL:
        assert last(story, moments[story.desk]) <= moments[story.desk].now, story.key


def last(story: Story, moments: Moments) -> datetime:
    at = moments.ago(story.ago)
    at = moments.after(at, story.registered) if story.registered else at
    for step in story.steps:
        at = moments.after(at, step.after)
    return at


def test_every_verb_and_file_is_known() -> None:
    for story in ALL:
        assert {step.verb for step in story.steps} <= {*ACTS, "writes"}, story.key
        for name in [*story.files, *(name for step in story.steps for name in step.files)]:
            assert make(name).content


def test_the_same_name_makes_the_same_file() -> None:
    assert make("a.png") == make("a.png") != make("b.png")


def test_the_editions_differ_a_little() -> None:
    first, present = (load(text, name="hivetaxi") for text in texts("hivetaxi"))
    assert (str(first.dated), str(present.dated)) == ("2017-08-01", "2024-03-01")
    assert admission(first) != admission(present)


def admission(regulation: Regulation) -> Amount | None:
    return next(row.amount for row in regulation.promise.targets if row.metric == "admission")
