"""Addresses below /desk/mail/."""

from django.urls import path

from reglament.workspace.mail import editing, giving_leave, mailboxes, outbox

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/sending/", outbox.sending, name="letter_sending"),
    path("outbox/<int:pk>/hurrying/", outbox.hurrying, name="letter_hurrying"),
    path("outbox/<int:pk>/cancellation/", outbox.cancellation, name="letter_cancellation"),
    path("addresses/<int:pk>/revival/", outbox.revival, name="address_revival"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/leave/", giving_leave.given, name="mailbox_leave_given"),
    path("mailboxes/<int:pk>/", editing.mailbox_settings, name="mailbox_settings"),
    path("mailboxes/<int:pk>/trying/", editing.trying, name="mailbox_trying"),
    path("mailboxes/<int:pk>/leave/", giving_leave.asking, name="mailbox_leave"),
    path("mailboxes/<int:pk>/switching-off/", editing.switching_off, name="mailbox_switching_off"),
    path("mailboxes/<int:pk>/switching-on/", editing.switching_on, name="mailbox_switching_on"),
    path("mailboxes/<int:pk>/removal/", editing.removal, name="mailbox_removal"),
    path("<slug:slug>/mailboxes/new/", editing.new, name="new_mailbox"),
    path("<slug:slug>/mailboxes/new/trying/", editing.trying_new, name="new_mailbox_trying"),
]
