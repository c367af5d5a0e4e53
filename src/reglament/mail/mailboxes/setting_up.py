"""Setting up mailboxes: a new one, one that is changed, and what of it is recorded, which is never a secret."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.names import address_key
from reglament.lib.refused import Refused
from reglament.mail.mailboxes.wanted_mailbox import PLAIN, PLAIN_OF_GRANT, Wanted, WantedGrant
from reglament.mail.models import Arrival, Folder, Grant, Mailbox, Outgoing
from reglament.mail.servers.sealed_passwords import seal
from reglament.regulation.models import Desk
from reglament.tickets import access


@write
def make_mailbox(desk: Desk, wanted: Wanted, *, by: Person, at: datetime) -> Mailbox:
    """A mailbox of `desk`, in use from now on: letters that came before are imported without a promise."""
    access.require_at(by, "edit_mailboxes", desk)
    mailbox = Mailbox(desk=desk, activated_at=at)
    _fit(mailbox, wanted)
    _write(mailbox, wanted, at)
    record(mailbox, "mailbox_made", by=by, at=at, address=mailbox.address, way=mailbox.way)
    return mailbox


@write
def change_mailbox(mailbox: Mailbox, wanted: Wanted, *, by: Person, at: datetime) -> Mailbox:
    """Make `mailbox` as wanted. What differs is recorded, of secrets only which were replaced."""
    mailbox = locked(mailbox)
    access.require_at(by, "edit_mailboxes", mailbox.desk)
    before = facts_of(mailbox)
    _fit(mailbox, wanted)
    _write(mailbox, wanted, at)
    after, secrets = facts_of(mailbox), _secrets(wanted)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed or secrets:
        record(mailbox, "mailbox_changed", by=by, at=at, changed=changed, secrets=secrets)
    return mailbox


@write
def keep_grant(grant: Grant, *, by: Person, at: datetime) -> None:
    """Keep the tokens somebody's leave brought; the mailbox is connected anew with them."""
    mailbox = locked(grant.mailbox)
    access.require_at(by, "edit_mailboxes", mailbox.desk)
    grant.save(update_fields=["access_token", "good_until", "refresh_token"])
    mailbox.changed_at, mailbox.last_error, mailbox.failing_since = at, "", None
    mailbox.save(update_fields=["changed_at", "last_error", "failing_since"])
    record(mailbox, "mailbox_granted", by=by, at=at)


def locked(mailbox: Mailbox) -> Mailbox:
    """The row as it is now, locked until the command's transaction ends."""
    return Mailbox.objects.select_for_update(of=("self",)).select_related("desk").get(pk=mailbox.pk)


def has_letters(mailbox: Mailbox) -> bool:
    """Whether any came to it or was written from it: then people know its address."""
    came = Arrival.objects.filter(mailbox=mailbox)
    return came.exists() or Outgoing.objects.filter(from_address=mailbox.address).exists()


def facts_of(mailbox: Mailbox) -> dict[str, Any]:
    """All that is set about it but secrets, as plain values."""
    grant = Grant.objects.filter(mailbox=mailbox).first()
    folders = list(mailbox.folders.order_by("pk").values_list("name", flat=True))
    of_grant = {name: getattr(grant, name) if grant else "" for name in PLAIN_OF_GRANT}
    return {name: getattr(mailbox, name) for name in PLAIN} | {"folders": folders} | of_grant


def _fit(mailbox: Mailbox, wanted: Wanted) -> None:
    """Refuse what no mailbox may be."""
    address = address_key(wanted.address)
    if Mailbox.objects.exclude(pk=mailbox.pk).filter(address=address).exists():
        raise Refused(_("This address is a mailbox already."), code="known", field="address")
    if mailbox.pk and address != mailbox.address and has_letters(mailbox):
        words = _(
            "People write to this address. Make a new mailbox, and switch this one off when nobody does any more."
        )
        raise Refused(words, code="has-letters", field="address")
    if not address or "+" in address:
        raise Refused(_("This is no address a mailbox can have."), code="bad-address", field="address")
    if wanted.way == Mailbox.Way.IMAP and not wanted.host:
        raise Refused(_("Please name the server."), code="no-host", field="host")
    if wanted.move_to and wanted.move_to in (wanted.folders or ("INBOX",)):
        raise Refused(_("Letters can't be moved into a folder they are fetched from."), code="circle", field="move_to")


def _write(mailbox: Mailbox, wanted: Wanted, at: datetime) -> None:
    moved = mailbox.pk and (mailbox.host, mailbox.username) != (wanted.host, wanted.username)
    for name in PLAIN:
        setattr(mailbox, name, getattr(wanted, name))
    mailbox.address = address_key(wanted.address)
    _seal(mailbox, "password", wanted.password)
    _seal(mailbox, "smtp_password", wanted.smtp_password)
    mailbox.changed_at, mailbox.last_error, mailbox.failing_since = at, "", None
    mailbox.save()
    _write_folders(mailbox, wanted.folders, anew=bool(moved))
    _write_grant(mailbox, wanted.grant)


def _write_folders(mailbox: Mailbox, names: tuple[str, ...], *, anew: bool) -> None:
    """Folders that stay remember how far they were fetched, but not where the account is another one."""
    going = mailbox.folders.all() if anew else mailbox.folders.exclude(name__in=names)
    going.delete()
    mailbox.folders.update(last_error="")
    for name in names:
        Folder.objects.get_or_create(mailbox=mailbox, name=name)


def _write_grant(mailbox: Mailbox, wanted: WantedGrant | None) -> None:
    if wanted is None:
        Grant.objects.filter(mailbox=mailbox).delete()
        return
    grant = as_wanted(wanted, Grant.objects.filter(mailbox=mailbox).first())
    grant.mailbox, grant.good_until = mailbox, None
    grant.save()


def as_wanted(wanted: WantedGrant, kept: Grant | None) -> Grant:
    """`kept`, or a new grant, with what is wanted; not saved."""
    grant = kept or Grant()
    for name in PLAIN_OF_GRANT:
        setattr(grant, name, getattr(wanted, name))
    _seal(grant, "client_secret", wanted.client_secret)
    _seal(grant, "refresh_token", wanted.refresh_token)
    return grant


def _seal(row: Model, name: str, secret: str) -> None:
    if secret:
        setattr(row, name, seal(secret))


def _secrets(wanted: Wanted) -> list[str]:
    """Which secrets are replaced."""
    of_mailbox = [name for name in ("password", "smtp_password") if getattr(wanted, name)]
    of_grant = [name for name in ("client_secret", "refresh_token") if getattr(wanted.grant, name, "")]
    return of_mailbox + of_grant
