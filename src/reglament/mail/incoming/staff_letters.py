"""Letters of the desk's own people to a request: an answer or a note, as Conduct says (C-05)."""

from datetime import datetime

from reglament.directory.models import Person
from reglament.mail.incoming.assessment import Reading
from reglament.regulation.terms.letter_kinds import APPROVAL_ASKED
from reglament.tickets.conversation.answering import answer
from reglament.tickets.conversation.noting import note
from reglament.tickets.conversation.speaking import NewMessage
from reglament.tickets.models import Message, Ticket


def say_as_staff(message: NewMessage, reading: Reading, ticket: Ticket, *, by: Person, at: datetime) -> Message:
    """Add a proven letter of `by` to `ticket`. What answers our question for an approval is always a note: it was meant
    for us, and approves nothing. Raises Refused where his role may not."""
    wanted = ticket.desk.regulation.conduct.intake.staff_letters
    if wanted == "answer" and not _answers_a_question_of_ours(reading):
        added = answer(ticket, message.text, by=by, at=at, files=message.files, origin=message.origin)
    else:
        added = note(ticket, message.text, by=by, at=at, files=message.files, origin=message.origin)
    added.proof, added.channel = message.proof, "email"
    added.save(update_fields=["proof", "channel"])
    return added


def _answers_a_question_of_ours(reading: Reading) -> bool:
    return any(f".{APPROVAL_ASKED}." in key for key in reading.claims.by("message-id"))
