"""Letters of the accounts: sign-in codes and links for a new password."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reglament.directory.models import Address, Person
from reglament.lib import bell
from reglament.lib.db import writing
from reglament.lib.names import address_key
from reglament.mail.format.composer import message_id
from reglament.mail.models import Outgoing


def write_letter(kind: str, address: str, context: dict[str, Any], *, at: datetime) -> None:
    """Put a letter of `kind` to `address` into the outbox, in the language of the person registered for it.

    The letter belongs to no desk, so no desk's people can read the code in it.
    """
    registered = Address.objects.filter(email=address_key(address)).select_related("person").first()
    if registered is None:
        return
    person = registered.person
    language = person.language or (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    with translation.override(language):
        subject, text = _subject_and_text(kind, {**context, "person": person, "name": _sender_name(person, language)})
    key = f"{kind}-{uuid4().hex}"
    with writing():
        Outgoing.objects.create(
            kind=kind,
            key=key,
            person=person,
            to_address=registered.email,
            from_address=f"no-reply@{settings.MAIL_DOMAIN}",
            from_name=_sender_name(person, language),
            message_id=message_id(key, settings.MAIL_DOMAIN),
            language=language,
            subject=subject,
            text=text,
            automatic=True,
            made_at=at,
            send_after=at,
            next_try_at=at,
        )
        bell.ring()


def _subject_and_text(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """The template's first line is the subject, the text follows after an empty line."""
    subject, _, text = render_to_string(f"portal/letters/{kind}.txt", context).partition("\n\n")
    return subject.strip(), text.strip() + "\n"


def _sender_name(person: Person, language: str) -> str:
    """The desk he knows, where it is only one."""
    desks = list(person.visible_desks()[:2])
    return desks[0].name_in(language) if len(desks) == 1 else "Reglament"
