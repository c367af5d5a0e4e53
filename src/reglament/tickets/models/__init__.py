"""Tickets, their messages, clocks and approvals."""

from reglament.tickets.models.approvals import Approval
from reglament.tickets.models.clocks import Clock
from reglament.tickets.models.messages import Attachment, Message
from reglament.tickets.models.tickets import Ended, Ticket, WaitsFor

__all__ = ["Approval", "Attachment", "Clock", "Ended", "Message", "Ticket", "WaitsFor"]
