"""Trying a mailbox as it is typed, and what is shown of it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from reglament.mail.mailboxes.setting_up import as_wanted
from reglament.mail.mailboxes.trial import Trial, Tried, try_mailbox
from reglament.mail.mailboxes.wanted_mailbox import PLAIN, Wanted
from reglament.mail.models import Grant, Mailbox
from reglament.mail.servers.access_tokens import keep_successor
from reglament.mail.servers.sealed_passwords import seal, unseal
from reglament.workspace.mail.forms import MailboxForm
from reglament.workspace.mail.shown import plainly


@dataclass(frozen=True, slots=True)
class Way:
    """A way that was tried: whether letters can go it, in our words and those of the server."""

    tried: Tried
    plain: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a trial, and the form as it goes on from there."""

    inward: Way
    outward: Way
    form: MailboxForm


def tried(form: MailboxForm, mailbox: Mailbox | None, *, now: datetime) -> Shown:
    """Try what a valid form asks for, with the secrets it leaves as they are. Nothing is saved, but that a provider may
    have replaced the refresh token there is."""
    wanted = form.wanted
    kept = Grant.objects.filter(mailbox=mailbox).first() if mailbox else None
    grant = as_wanted(wanted.grant, kept) if wanted.grant else None
    before = unseal(grant.refresh_token) if grant and grant.refresh_token else ""
    trial = try_mailbox(_as_typed(wanted, mailbox), grant, now=now)
    after = unseal(grant.refresh_token) if grant and grant.refresh_token else ""
    successor = after if after != before else ""
    if successor and kept is not None and not form.cleaned_data["refresh_token"]:
        keep_successor(kept, successor)
        successor = ""
    going_on = MailboxForm(_as_found(form, trial, successor), mailbox=mailbox, grant=kept)
    return Shown(_way(trial.inward), _way(trial.outward), going_on)


def found_folders(form: MailboxForm, outcome: Shown | None) -> list[tuple[str, bool]]:
    """Folders to tick, and whether they are: those found now, else those ticked before."""
    ticked = form.data.getlist("found") if isinstance(form.data, QueryDict) else []
    if outcome is None or not outcome.inward.tried.folders:
        return [(name, True) for name in ticked]
    named = form.named_folders() or ["INBOX"]
    return [(name, name in named) for name in outcome.inward.tried.folders]


def _as_typed(wanted: Wanted, mailbox: Mailbox | None) -> Mailbox:
    """The mailbox that is wanted, unsaved."""
    typed = Mailbox(**{name: getattr(wanted, name) for name in PLAIN})
    for name in ("password", "smtp_password"):
        secret = getattr(wanted, name)
        setattr(typed, name, seal(secret) if secret else getattr(mailbox, name, b""))
    return typed


def _as_found(form: MailboxForm, trial: Trial, successor: str) -> QueryDict:
    """What was typed, but for folders that are there to tick, and with the token that took a typed one's place."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    if trial.inward.folders:
        data["folders"] = "\n".join(name for name in form.named_folders() if name not in trial.inward.folders)
    if successor:
        data["refresh_token"] = successor
    return data


def _way(tried: Tried) -> Way:
    return Way(tried, plainly(tried.said))
