"""Sections about the service itself: what a level includes, on what terms, and how its quality is kept."""

from datetime import date
from typing import Annotated, Literal

from reglament.regulation.document.notation import AddressText, AmountText, PriceText, QuotaText, Slug
from reglament.regulation.document.schema.schema_base import (
    Fault,
    LastingSection,
    Listed,
    NamedSection,
    Names,
    People,
    Section,
    TwoTongues,
)

Given = Literal["included", "limited", "paid", "not-given"]


class ExtentSection(LastingSection):
    """`[extents.…]`: how far limited help goes."""

    text: TwoTongues
    """The limiting words for the client."""


class ServiceSection(LastingSection):
    """`[services.…]`: a service, and which levels include it."""

    levels: dict[Slug, Given]
    """For each level whether it is `included`, `limited`, `paid` or `not-given`."""
    otherwise: Given | None = None
    """The same for levels not named."""
    request_types: Names = []
    """The request types that ask for it."""
    extent: str = ""
    """How far it goes where it is limited: one of `[extents]`."""


class LimitsSection(Section):
    """`[levels.….limits]`: how much of the service a level includes."""

    named_contacts: int | None = None
    """How many people of the client may ask."""
    requests: QuotaText | None = None
    """How many requests."""
    by_severity: dict[Slug, QuotaText] = {}
    """How many of a severity."""
    hours: QuotaText | None = None
    """How many hours of work."""
    quantum: AmountText | None = None
    """By what step work is counted."""
    beyond: Literal["paid", "by-agreement", "refused"] = "by-agreement"
    """What happens beyond a limit."""
    unused: Literal["lapses", "carried-over"] = "lapses"
    """What happens to what is not used."""
    carried_for: AmountText | None = None
    """How long what is carried over holds. Left out: to the end of the contract."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class FindingSection(LastingSection):
    """`[findings.…]`: something a person establishes about a request, on which rules may depend."""

    text: TwoTongues | None = None
    """What the client is told."""
    proof: Names = []
    """The information that shows it."""
    found_by: People = []
    """Who may establish it. Left out: everybody of the desk."""
    fault: Fault | None = None
    """Whose fault it then is."""
    diagnosis: Literal["defect", "not-a-defect", "not-reproduced"] | None = None
    """Which end of a diagnosis it is."""
    given_by: dict[Slug, Annotated[list[str], Listed]] = {}
    """It holds from the beginning where the request answers these choices so: each of them by one of its answers."""
    since: date | None = None
    """It holds from the beginning for what is received on that day or later; with `given-by` only where both hold."""
    until: date | None = None
    """The same for what is received on that day or earlier."""


class WorksSection(Section):
    """`[works]`: work outside the hours, or on the client's system at a set time."""

    notice: AmountText
    """How long before it is agreed at the latest."""
    calendar: str = ""
    """On which calendar the notice counts."""
    departments: Names = []
    """Who does such work. Left out: every department."""
    window: str = ""
    """The calendar in which it is done. Left out: any time that is agreed."""
    consent_by: People = []
    """Who agrees on the client's side."""
    exception_by: People = []
    """Who may allow a shorter notice."""
    reminders: list[AmountText] = []
    """How long before it people are reminded."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class PaidSection(Section):
    """`[paid]`: on what terms services are paid."""

    needs_balance: bool = True
    """They are given only with enough money on the client's account."""
    quantum: AmountText | None = None
    """By what step time is charged."""
    consent_by: People = []
    """Who agrees to a quotation on the client's side."""
    quotation_valid: AmountText | None = None
    """How long a quotation holds."""
    text: TwoTongues | None = None
    """What the client is told."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class PriceSection(LastingSection):
    """`[prices.…]`: a paid service."""

    price: PriceText
    """What it costs; `"+50 %"`: so much more than the work costs otherwise."""
    request_types: Names = []
    """The request types it pays for."""
    levels: Names = []
    """For which levels. Left out: all."""
    during: str = ""
    """The calendar in whose hours it holds, such as nights."""
    quantum: AmountText | None = None
    """By what step its time is charged, where other than in `[paid]`."""
    minimum: AmountText | None = None
    """The least time that is charged."""


class SpecificationSection(Section):
    """`[specification]`: how a wish becomes a specification. How soon its terms are named says the metric
    `specification`."""

    request_types: Names
    """The request types that end in one."""
    required: Names = []
    """Information it contains."""
    agreed_by: People = []
    """Who agrees to it."""
    accepted_by: str = ""
    """The department that takes it over."""
    form: TwoTongues | None = None
    """In what form it is written."""
    outcomes: dict[Slug, NamedSection] = {}
    """How it may end, such as "becomes part of the product"."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class RatingSection(Section):
    """`[rating]`: how clients rate."""

    scale: int = 5
    """From 1 to how much."""
    asked: Literal["resolved", "closed"] = "resolved"
    """When the client is asked."""
    comment: bool = True
    """He may add a comment."""
    asks: TwoTongues | None = None
    """What he is asked."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class ReopeningSection(Section):
    """`[reopening]`: how long and by whom a request is reopened. Left out: the client, at any time."""

    within: AmountText | None = None
    """How long after it was resolved. Left out: at any time."""
    calendar: str = ""
    """On which calendar that counts."""
    by: People = []
    """Who may. Left out: whoever may write to the request. People of the desk act on the client's word, and are
    bound only where some of them are named."""
    afterwards: Literal["new-request", "refused"] = "new-request"
    """What a reply does later: it opens a new request linked to the old one, or is refused."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class DefinitionSection(Section):
    """`[[definitions]]`: a term of the document."""

    slug: Slug
    """Its name."""
    term: TwoTongues
    """The term."""
    means: TwoTongues
    """What it means."""
    clause: str = ""
    """The section of your paper document it stands in."""


class IdentificationSection(Section):
    """`[identification]`: by what a sender is known, and so his level."""

    by: Annotated[
        list[Literal["address", "domain", "sign-in", "contract-number", "licence-key", "phone-number"]], Listed
    ]
    """What is enough."""
    required: Names = []
    """Information about himself the sender gives."""
    unknown: Literal["triage", "refused"] = "triage"
    """What happens to a request of somebody unknown."""
    text: TwoTongues | None = None
    """What people are told about it."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class AttachmentsSection(Section):
    """`[attachments]`: which files are taken. What is said of pictures holds for pictures only."""

    pictures: Names = []
    """Kinds of picture taken as they are. Left out: all."""
    archived_pictures: Names = []
    """Kinds of picture taken in an archive only."""
    archives: Names = []
    """Kinds of archive taken. Left out: all."""
    converted: Names = []
    """Kinds of picture we make a PNG of ourselves: `bmp`, `tif`, `webp`, `ico`."""
    refused: Names = []
    """Kinds of file never taken."""
    largest: int | None = None
    """The largest file, in megabytes."""
    encrypted: bool = False
    """Files under a password are taken too."""
    wanted: bool = False
    """A request is asked for pictures if it brings none."""
    text: TwoTongues | None = None
    """What the client is told of a file that is not taken."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class ComplaintSection(LastingSection):
    """`[complaints.…]`: whom a client may turn to about the support itself. How soon they answer says the metric
    `complaint`."""

    to: TwoTongues
    """Who."""
    address: AddressText | None = None
    """The address that takes them by mail."""
    about: Annotated[list[Literal["complaint", "comment", "speed-up"]], Listed] = ["complaint"]
    """What they are asked for."""


class PublicationSection(Section):
    """`[publication]`: what is published where."""

    sites: Names
    """The sites."""
    notices: Annotated[
        list[Literal["hours", "changes", "holidays", "breaks", "emergencies", "regulation", "releases"]], Listed
    ]
    """What they tell."""
    releases_by: Annotated[list[Literal["e-mail", "forum", "portal", "feed"]], Listed] = []
    """How new versions are announced."""
    ahead: AmountText | None = None
    """How long before a change of the regulation it is announced."""
    clause: str = ""
    """The section of your paper document it is taken from."""
