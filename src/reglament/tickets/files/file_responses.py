"""Handing out files of messages. Whether one may be handed out, and to whom, the doors have asked."""

from django.http import FileResponse

from reglament.lib.downloads import stored_file
from reglament.lib.pictures import THUMBNAIL_TYPE
from reglament.tickets.models import Attachment


def stored_attachment(attachment: Attachment) -> FileResponse:
    """The file: in place if its bytes are a picture, else to be saved. FileNotFoundError if it is not in the store."""
    in_place = attachment.is_image and not attachment.refused
    content_type = attachment.media_type if in_place else "application/octet-stream"
    return stored_file(attachment.sha256, filename=attachment.filename, content_type=content_type)


def stored_thumbnail(attachment: Attachment) -> FileResponse:
    """The small picture of a picture. FileNotFoundError if there is none."""
    if not attachment.thumbnail:
        raise FileNotFoundError(attachment.filename)
    return stored_file(attachment.thumbnail, filename=f"{attachment.pk}.webp", content_type=THUMBNAIL_TYPE)
