"""Who wrote what nobody registered has written: letters that people added to a ticket (C-04)."""

from collections.abc import Iterable

from reglament.mail.models import Arrival
from reglament.tickets.models import Message


def senders_of(messages: Iterable[Message]) -> dict[int, str]:
    """Names, else addresses, by key of the client's messages that have no author; no query where all have one."""
    strangers = [message.pk for message in messages if message.author_id is None and not message.is_ours]
    if not strangers:
        return {}
    letters = Arrival.objects.filter(entry__in=strangers).values_list("entry_id", "sender_name", "sender")
    return {pk: name or address for pk, name, address in letters if pk is not None}
