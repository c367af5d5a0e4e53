"""Files sent through the portal: the same policy as for letters (C-56)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reglament.lib.tests.test_kinds import BITMAP
from reglament.portal.tests.browsing import signed_in
from reglament.testing.world import World
from reglament.tickets.models import Attachment

KEY = "0123456789abcdef0123456789abcdef"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


@pytest.mark.clause("C-56")
def test_a_file_that_is_not_taken_is_refused_beside_the_field_and_nothing_typed_is_lost(world: World) -> None:
    ticket = world.ticket()
    files = [SimpleUploadedFile("grey.png", BITMAP, "image/png"), SimpleUploadedFile("map.png", PNG, "image/png")]
    answer = signed_in(world.carl).post(
        f"/requests/{ticket.tid}/messages/", {"text": "It is grey.", "key": KEY, "files": files}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“grey.png” was not taken. Pictures are taken as GIF, JPG, PNG, others in an archive." in page
    assert "It is grey." in page
    assert 'name="kept"' in page  # the other file stays
    assert not Attachment.objects.exists()


@pytest.mark.clause("C-56")
def test_what_a_kept_file_is_survives_the_form(world: World) -> None:
    ticket = world.ticket()
    browser = signed_in(world.carl)
    page = browser.post(
        f"/requests/{ticket.tid}/messages/",
        {"text": "", "key": KEY, "files": [SimpleUploadedFile("map", PNG), SimpleUploadedFile("x.bmp", BITMAP)]},
    ).content.decode()
    token = page.partition('name="kept" value="')[2].partition('"')[0]
    browser.post(f"/requests/{ticket.tid}/messages/", {"text": "Again.", "key": KEY, "kept": token})
    assert Attachment.objects.get().kind == "png"
