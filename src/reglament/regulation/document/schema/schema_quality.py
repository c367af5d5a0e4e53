"""Sections about how the service is kept: silence, escalations, credits, reports, and what no clock measures."""

from typing import Literal

from reglament.regulation.document.notation import AmountText, ExactPercentText, ShareOrAmountText, Slug
from reglament.regulation.document.schema.schema_base import MetricName, Metrics, Names, People, Section, TwoTongues


class SilenceSection(Section):
    """`[closing.resolved]`: what silence does."""

    reminders: list[AmountText] = []
    """After how much silence the client is reminded of it, each counted from its beginning."""
    warn_after: AmountText | None = None
    """After how much silence the client is told that the request will be closed. Left out: reminders say so."""
    close_after: AmountText
    """After how much more silence it is closed; without `warn-after`, after how much silence."""
    calendar: str = ""
    """On which calendar all of them count."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class ClosingSection(SilenceSection):
    """`[closing]`: when silence closes a request that waits for the client or is resolved."""

    resolved: SilenceSection | None = None
    """The same for a request that is resolved, where it is otherwise."""


class EscalationSection(Section):
    """`[[escalations]]`: who is told as time runs out, beside the assignee."""

    after: ShareOrAmountText
    """When this share of the time is used up, `"100 %"` being the breach; or so much time after its beginning."""
    counts_from: Literal["start", "due"] = "start"
    """`"due"`: an amount counts from the missed due time."""
    calendar: str = ""
    """On which calendar an amount counts."""
    to: People = []
    """Who is told."""
    who: TwoTongues | None = None
    """Who else is told: people the program does not know, such as the director, or somebody of the client's."""
    metric: Metrics = []
    """Of which metrics. Left out: all."""
    levels: Names = []
    """Of which levels. Left out: all."""
    severities: Names = []
    """Of which severities. Left out: all."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class CreditSection(Section):
    """`[[credits]]`: what is owed to the client where a promise is missed."""

    metric: MetricName
    """Of which metric."""
    levels: Names = []
    """For which levels. Left out: all."""
    severities: Names = []
    """For which severities. Left out: all."""
    below: ExactPercentText | None = None
    """Kept in less than this share of the cases."""
    per: Literal["month", "quarter", "year"] = "month"
    """Measured over this time."""
    each: Literal["breach", "hour", "working-hour", "day", "working-day"] | None = None
    """Instead of `below`: owed for each missed due time, or for each hour or day begun after it."""
    credit: TwoTongues
    """What is owed."""
    at_most: TwoTongues | None = None
    """What all credits together never exceed."""
    claimed_within: AmountText | None = None
    """How long the client may ask for it. Left out: it is given without asking."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class ReportSection(Section):
    """`[[reports]]`: what the client is regularly told about the service."""

    slug: Slug
    """Its name."""
    name: TwoTongues
    """What it is called."""
    per: Literal["week", "month", "quarter", "year"] = "month"
    """The time it is about."""
    within: AmountText | None = None
    """How soon after the end of that time it is there."""
    calendar: str = ""
    """On which calendar that counts."""
    levels: Names = []
    """For which levels. Left out: all."""
    contains: TwoTongues | None = None
    """What stands in it."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class StatementSection(Section):
    """`[[statements]]`: what the document promises or asks besides, and no clock measures."""

    slug: Slug
    """Its name."""
    name: TwoTongues
    """What it is about."""
    text: TwoTongues
    """What the document says."""
    levels: Names = []
    """For which levels. Left out: all."""
    clause: str = ""
    """The section of your paper document it stands in."""
