"""Handing out files of messages. Whether one may be handed out, and to whom, the doors have asked."""

from django.http import FileResponse

from reglament.lib.downloads import stored_file
from reglament.tickets.models import Attachment


def stored_attachment(attachment: Attachment) -> FileResponse:
    """The file: in place if its bytes are a picture, else to be saved. FileNotFoundError if it is not in the store."""
    in_place = attachment.is_image and not attachment.refused
    content_type = attachment.media_type if in_place else "application/octet-stream"
    return stored_file(attachment.sha256, filename=attachment.filename, content_type=content_type)
