"""Playing the stories in the order of time, with the desk's own sweeps and readers running in between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reglament.demo.acts import Scene, play
from reglament.demo.cast import Cast
from reglament.demo.clients import open_story, write_step
from reglament.demo.meanwhile import live_until
from reglament.demo.moments import Moments
from reglament.demo.script import Step, Story
from reglament.directory.models import Person
from reglament.events.handling import handle_due
from reglament.tickets import access
from reglament.tickets.course.classifying import classify
from reglament.tickets.models import Ticket

AT_ONCE = timedelta(seconds=4)
_NUMBER_OF = re.compile(r"\{([\w-]+)\}")


@dataclass(order=True, frozen=True, slots=True)
class Moment:
    """Something that happens at `at`: the opening of `story`, or one of its steps."""

    at: datetime
    order: int
    story: Story = field(compare=False)
    step: Step | None = field(compare=False, default=None)


class Play:
    """The demo's past, up to `now`. What a story tells of a later time has not happened yet."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.moments = {slug: Moments(now, desk.regulation.promise) for slug, desk in cast.desks.items()}
        self.numbers: dict[str, int] = {}  # a story's key: its TID

    def run(self, stories: list[Story]) -> None:
        """Let all of `stories` happen."""
        told = [moment for story in stories for moment in self._moments_of(story)]
        ordered = sorted(moment for moment in told if moment.at <= self.now)
        for moment in ordered:
            live_until(moment.at)
            self._happen(moment)
            handle_due(moment.at + AT_ONCE)
        live_until(self.now)

    def _moments_of(self, story: Story) -> Iterator[Moment]:
        moments = self.moments[story.desk]
        at = moments.ago(story.ago)
        yield Moment(at, 0, story)
        at = moments.after(at, story.registered) if story.registered else at
        for number, step in enumerate(story.steps, 1):
            at = moments.after(at, step.after)
            yield Moment(at, number, story, step)

    def _happen(self, moment: Moment) -> None:
        story, step = moment.story, moment.step
        try:
            if step is None:
                self._open(story, moment.at)
            elif (tid := self.numbers.get(story.key)) is not None:
                self._act(story, step, Ticket.objects.select_related("desk").get(pk=tid), moment.at)
        except Exception as error:
            error.add_note(f"in the story {story.key} ({story.subject}), at {moment.at}: {step}")
            raise

    def _open(self, story: Story, at: datetime) -> None:
        registered_at = self.moments[story.desk].after(at, story.registered) if story.registered else at
        ticket = open_story(story, self.cast, at=at, registered_at=registered_at, subject=self._subject(story))
        if ticket is not None:
            self.numbers[story.key] = ticket.tid

    def _subject(self, story: Story) -> str:
        return _NUMBER_OF.sub(lambda found: str(self.numbers[found[1]]), story.subject)

    def _act(self, story: Story, step: Step, ticket: Ticket, at: datetime) -> None:
        by = self.cast.people[story.who if step.who == "client" else step.who]
        if step.verb == "writes":
            write_step(story, step, ticket, self.cast, by=by, at=at)
            return
        self._say_what_it_is_about(story, ticket, by, at)
        person = self.cast.people.get(step.what)
        product = self.cast.products.get((story.desk, story.product))
        play(Scene(ticket, by, at, step, person, product, self.moments[story.desk]))

    def _say_what_it_is_about(self, story: Story, ticket: Ticket, by: Person, at: datetime) -> None:
        """A letter does not say its request type: the first agent who touches it does."""
        if not story.about or ticket.request_type == story.about or not ticket.is_open:
            return
        if "classify" in access.verbs_at(ticket.desk, by):
            product = self.cast.products.get((story.desk, story.product))
            version = story.version or None
            classify(ticket, by=by, at=at, request_type=story.about, product=product, version=version)
