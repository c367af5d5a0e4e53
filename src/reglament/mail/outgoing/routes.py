"""Which server letters leave by, and which servers and domains are left in peace for a while."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from reglament.lib.leases import next_attempt
from reglament.mail.models import Destination, Grant, Mailbox
from reglament.mail.servers.access_tokens import forget_token
from reglament.mail.servers.smtp_client import Server, server
from reglament.mail.servers.ways_out import server_name, server_of

LONGEST_REST = timedelta(minutes=2)  # of a server: it serves all letters
LONGEST_REST_OF_DOMAIN = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(days=7)


@dataclass
class Roads:
    """The servers of senders that have one of their own, MAIL_OUT for all others, and what rests."""

    now: datetime
    own: dict[str, Mailbox]
    destinations: dict[str, Destination]
    _servers: dict[str, Server] = field(default_factory=dict)

    def server_for(self, sender: str) -> Server:
        """Where letters of `sender` go, with an access token where it takes one. Whatever getting one raises."""
        if sender not in self._servers:
            mailbox = self.own.get(sender)
            self._servers[sender] = server_of(mailbox, now=self.now) if mailbox else server()
        return self._servers[sender]

    def name_for(self, sender: str) -> str:
        """What the server for letters of `sender` is called."""
        return server_name(self.own[sender]) if sender in self.own else server().name

    def open(self) -> Q:
        """The letters whose server and domain do not rest."""
        resting = [name for name in self.destinations if self.is_resting(name)]
        still = {sender for sender, mailbox in self.own.items() if server_name(mailbox) in resting}
        found = Q(from_address__in=set(self.own) - still) if server().name in resting else ~Q(from_address__in=still)
        for name in resting:
            if name.startswith("@"):
                found &= ~Q(to_address__endswith=name)
        return found

    def rest(self, name: str, said: str) -> None:
        """Leave a server, or a domain ("@acme.example"), in peace: longer each time it is found wanting."""
        longest = LONGEST_REST_OF_DOMAIN if name.startswith("@") else LONGEST_REST
        if self.is_resting(name):
            return  # found out by several connections at once
        known = self.destinations.get(name)
        failures = known.failures + 1 if known else 1
        facts = {
            "failures": failures,
            "said": said[:2000],
            "resting_until": next_attempt(self.now, failures, longest=longest),
            "since": known.since if known else self.now,
        }
        self.destinations[name] = Destination.objects.update_or_create(name=name, defaults=facts)[0]

    def is_resting(self, name: str) -> bool:
        """Whether the server or domain is left in peace."""
        known = self.destinations.get(name)
        return known is not None and known.resting_until > self.now

    def doubt_token(self, sender: str) -> None:
        """The server of `sender` would not have us: perhaps the access token is believed no more."""
        mailbox = self.own.get(sender)
        for grant in Grant.objects.filter(mailbox=mailbox) if mailbox else ():
            forget_token(grant)
        self._servers.pop(sender, None)

    def works(self, names: Collection[str]) -> None:
        """A letter was taken: nothing rests that it went to."""
        well = [name for name in names if name in self.destinations]
        if well:
            Destination.objects.filter(name__in=well).delete()
        for name in well:
            del self.destinations[name]


def roads(now: datetime) -> Roads:
    """As they are now."""
    own = Mailbox.objects.exclude(smtp_host="")
    known = Destination.objects.filter(resting_until__gt=now - FORGOTTEN_AFTER)
    return Roads(
        now,
        {mailbox.address: mailbox for mailbox in own},
        {destination.name: destination for destination in known},
    )
