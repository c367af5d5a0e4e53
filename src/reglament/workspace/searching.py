"""Finding tickets by words of their subject, and by people's and companies' names."""

from functools import reduce
from operator import or_

from django.db.models import Q

from reglament.lib.names import name_key
from reglament.tickets.models.tickets import TicketQuerySet


def found(tickets: TicketQuerySet, words: str) -> TicketQuerySet:
    """Those with `words` in their subject, or whose requester or company is called so; the newest first.

    SQLite folds no Cyrillic, so a subject is asked in the ways people write a word; names have a folded key.
    """
    spellings = {words, words.lower(), words.capitalize(), words.upper()}
    subject = reduce(or_, (Q(subject__contains=spelling) for spelling in spellings))
    key = name_key(words)
    people = Q(requester__name_key__contains=key) | Q(company__name_key__contains=key)
    return tickets.filter(subject | people).order_by("-tid")
