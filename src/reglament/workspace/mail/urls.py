"""Addresses below /desk/mail/."""

from django.urls import path

from reglament.workspace.mail import mailboxes, outbox

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/sending/", outbox.sending, name="letter_sending"),
    path("outbox/<int:pk>/hurrying/", outbox.hurrying, name="letter_hurrying"),
    path("outbox/<int:pk>/cancellation/", outbox.cancellation, name="letter_cancellation"),
    path("addresses/<int:pk>/revival/", outbox.revival, name="address_revival"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
]
