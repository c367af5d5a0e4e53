"""Mailboxes that are switched off and on, and those that never were in use and go."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.mail.mailboxes.setting_up import has_letters, locked
from reglament.mail.models import Mailbox
from reglament.tickets import access


@write
def switch_off(mailbox: Mailbox, *, by: Person, at: datetime) -> Mailbox:
    """It takes no letters any more, and none is written from it; what came stays. Twice is once."""
    mailbox = locked(mailbox)
    access.require_at(by, "edit_mailboxes", mailbox.desk)
    if mailbox.off_since is not None:
        return mailbox
    if not mailbox.desk.mailboxes.in_use().exclude(pk=mailbox.pk).exists():
        raise Refused(_("This is the desk's only mailbox: without one nobody could write to it."), code="only-one")
    mailbox.off_since = mailbox.changed_at = at
    mailbox.last_error, mailbox.failing_since = "", None
    mailbox.save()
    record(mailbox, "mailbox_switched_off", by=by, at=at)
    return mailbox


@write
def switch_on(mailbox: Mailbox, *, by: Person, at: datetime) -> Mailbox:
    """It takes letters again; those that came to its folders meanwhile are imported, without a promise. Twice is
    once."""
    mailbox = locked(mailbox)
    access.require_at(by, "edit_mailboxes", mailbox.desk)
    if mailbox.off_since is None:
        return mailbox
    mailbox.off_since, mailbox.changed_at, mailbox.activated_at = None, at, at
    mailbox.save()
    record(mailbox, "mailbox_switched_on", by=by, at=at)
    return mailbox


@write
def remove(mailbox: Mailbox, *, by: Person, at: datetime) -> None:
    """A mailbox no letter ever came to or was written from goes; any other can only be switched off."""
    mailbox = locked(mailbox)
    access.require_at(by, "edit_mailboxes", mailbox.desk)
    if has_letters(mailbox):
        raise Refused(_("Letters belong to this mailbox: it can be switched off, not removed."), code="has-letters")
    if not mailbox.desk.mailboxes.exclude(pk=mailbox.pk).exists():
        raise Refused(_("This is the desk's only mailbox: without one nobody could write to it."), code="only-one")
    record(mailbox, "mailbox_removed", by=by, at=at, address=mailbox.address)
    mailbox.delete()
