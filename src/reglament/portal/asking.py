"""Where somebody asks, and about what: the first two steps of a new request."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest

from reglament.directory.identifying import Entitlement, entitlement
from reglament.directory.models import Client, Person
from reglament.regulation.engine.clocks import ClockState
from reglament.regulation.models import Desk
from reglament.regulation.terms.edition_terms import Promise, Reason, RequestType, Words
from reglament.regulation.terms.service_scope import Help, help_given, limiting_words
from reglament.tickets.course.opening import preview_due

CHANNEL = "portal"


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody of `client`'s company asks at `client`'s desk; `request_type` None: none chosen yet."""

    client: Client
    granted: Entitlement
    request_type: RequestType | None = None

    @property
    def desk(self) -> Desk:
        """The desk asked."""
        return self.client.desk

    @property
    def promise(self) -> Promise:
        """What the edition that applies to the company promises."""
        return self.granted.regulation.promise

    @property
    def type_slug(self) -> str:
        """The request type's slug, "" without one."""
        return self.request_type.slug if self.request_type else ""

    @property
    def by_portal(self) -> bool:
        """Whether the level lets requests be opened here at all (C-51)."""
        level = self.promise.levels.get(self.granted.level)
        return level is None or not level.channels or self.promise.channel_via(CHANNEL) in level.channels

    @property
    def help(self) -> Help:
        """What the level has of what is asked (C-38)."""
        return help_given(self.promise, level=self.granted.level, request_type=self.type_slug)

    @property
    def limits(self) -> Words | None:
        """How far limited help goes (C-35), or help that depends on what is found (C-36)."""
        kind = self.request_type
        given = limiting_words(self.promise, self.type_slug, self.help)
        return kind.extent if given is None and kind is not None and kind.only_when else given

    @property
    def elsewhere(self) -> Reason | None:
        """Where a question of a kind that is not solved here belongs (C-31)."""
        return self.promise.redirect.get(self.request_type.redirect) if self.request_type else None

    def promised(self, ground: str, *, at: datetime) -> ClockState:
        """The first response that would be promised for asking at `at`, claiming `ground` ("" for nothing)."""
        company = self.client.company
        return preview_due(
            self.desk, company=company, request_type=self.type_slug, channel=CHANNEL, ground=ground, at=at
        )


def clients_of(person: Person) -> list[Client]:
    """For whom `person` may ask, and where: each of his companies at each desk that serves it."""
    mine = Client.objects.filter(company__memberships__person=person, company__memberships__left_at=None)
    return list(mine.select_related("desk", "company").order_by("desk__name", "company__name"))


def asking_of(request: HttpRequest, person: Person, *, now: datetime) -> Asking | None:
    """What the address says so far (`client`, `type`); None while there is a choice. 404 for what is not his."""
    clients = clients_of(person)
    if "client" in request.GET:
        clients = [client for client in clients if str(client.pk) == request.GET["client"]]
        if not clients:
            raise Http404
    if len(clients) != 1:
        return None
    granted = entitlement(clients[0].company, desk=clients[0].desk, at=now)
    types = granted.regulation.promise.request_types
    return Asking(clients[0], granted, types.get(request.GET.get("type", "")))
