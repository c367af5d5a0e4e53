"""Files in an S3 bucket: letters, uploads, pictures and downloads, with a server that is there and one that is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reglament.events.handling import handle_due
from reglament.lib import store
from reglament.lib.tests.test_pictures import picture
from reglament.mail.format.parser import parse
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Outgoing
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.mail.tests.posting import letter, listening, post
from reglament.mail.tests.sinks import sink
from reglament.testing.buckets import BucketServer
from reglament.testing.ports import free_port
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tests.test_files import with_files
from reglament.tickets.conversation.answering import answer
from reglament.tickets.files.file_policy import taken
from reglament.tickets.files.file_sweep import examine_files
from reglament.tickets.models import Attachment, Message, Ticket
from reglament.workspace.tests.browsing import signed_in, words

pytestmark = pytest.mark.processes


@pytest.mark.django_db(transaction=True)
def test_a_letter_with_a_picture_goes_all_its_ways_through_the_bucket(
    files_in_bucket: BucketServer, settings: Any, tmp_path: Path
) -> None:
    world, shot = build_world(), picture("PNG")
    with listening() as port:
        assert post(port, with_files(("map.png", "image/png", shot)))[0] == 250
    now = Arrival.objects.get().stored_at
    process_arrivals(now)
    examine_files(now)
    file = Attachment.objects.get()
    browser = signed_in(world.anna)
    given: Any = browser.get(f"/desk/attachments/{file.pk}/")
    assert b"".join(given.streaming_content) == shot
    assert (given["Content-Length"], given["X-Content-Type-Options"]) == (str(len(shot)), "nosniff")
    small: Any = browser.get(f"/desk/attachments/{file.pk}/thumbnail/")
    assert b"".join(small.streaming_content)[8:12] == b"WEBP"
    raw: Any = browser.get(f"/desk/triage/{Arrival.objects.get().pk}/source/")
    assert b"map.png" in b"".join(raw.streaming_content)
    assert not (tmp_path / "files").exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_bucket_is_away_the_sender_keeps_the_letter(files_in_bucket: BucketServer, settings: Any) -> None:
    build_world()
    with away(settings), listening() as port:
        assert post(port, letter())[0] == 451
        assert not Arrival.objects.exists()
    with listening() as port:
        assert post(port, letter())[0] == 250
    assert store.get(Arrival.objects.get().sha256) == letter()


@pytest.mark.django_db(transaction=True)
def test_a_letter_we_have_is_read_when_the_bucket_is_back_however_long_that_takes(
    files_in_bucket: BucketServer, settings: Any
) -> None:
    build_world()
    with listening() as port:
        post(port, letter())
    arrival = Arrival.objects.get()
    with away(settings):
        for hours in range(5):
            process_arrivals(arrival.stored_at + timedelta(hours=hours))
        arrival.refresh_from_db()
        assert (arrival.state, arrival.attempts) == ("stored", 5)
    process_arrivals(arrival.stored_at + timedelta(hours=6))
    assert Message.objects.get().text == "The map is grey on all three shifts."


def test_an_answer_with_a_file_waits_for_the_bucket_and_leaves_whole(
    world: World, files_in_bucket: BucketServer, settings: Any
) -> None:
    file = taken(None, b"words", filename="notes.txt", content_type="text/plain")
    answer(world.ticket(), "See.", by=world.anna, at=MONDAY_NOON, files=[file])
    handle_due(MONDAY_NOON)
    Outgoing.objects.exclude(kind="answer").delete()
    with sink(settings) as outside:
        with away(settings):
            send_due(MONDAY_NOON)
        assert (outside.letters, Outgoing.objects.get().state) == ([], "waiting")
        send_due(MONDAY_NOON + timedelta(minutes=1))
    assert parse(outside.letters[0]).attachments[0].content == b"words"


def test_an_upload_that_can_not_be_kept_is_told_and_the_text_stays(
    world: World, files_in_bucket: BucketServer, settings: Any
) -> None:
    ticket = world.ticket()
    doors = [(world.anna, f"/desk/tickets/{ticket.tid}/answers/"), (world.carl, f"/requests/{ticket.tid}/messages/")]
    for person, address in doors:
        form = {"text": "Look at line 7.", "key": "a", "files": SimpleUploadedFile("notes.txt", b"words")}
        with away(settings):
            page = words(signed_in(person).post(address, form))
        assert "“notes.txt” could not be kept: please send it again in a minute." in page
        assert "Look at line 7." in page
    assert Message.objects.exclude(kind="client").count() == 0


def test_pages_say_that_files_can_not_be_had_and_tickets_are_shown_all_the_same(
    world: World, files_in_bucket: BucketServer, settings: Any
) -> None:
    file = taken(None, b"words", filename="notes.txt", content_type="text/plain")
    ticket: Ticket = world.ticket()
    answer(ticket, "See.", by=world.anna, at=MONDAY_NOON, files=[file])
    browser, kept = signed_in(world.anna), Attachment.objects.get()
    with away(settings):
        refused = browser.get(f"/desk/attachments/{kept.pk}/")
        assert refused.status_code == 503
        assert "be reached at the moment. Please try again" in words(refused)
        assert "notes.txt" in words(browser.get(f"/desk/tickets/{ticket.tid}/"))


@contextmanager
def away(settings: Any) -> Iterator[None]:
    """The bucket is where nobody answers."""
    files = settings.FILES
    settings.FILES = f"s3://files?endpoint=http://127.0.0.1:{free_port()}&region=x"
    yield
    settings.FILES = files
