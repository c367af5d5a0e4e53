"""Every sweep and its interval: the whole background on one page."""

from datetime import timedelta

from reglament.events.handling import handle_due
from reglament.events.models import Handling
from reglament.lib.sweeps import Sweep
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Outgoing
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.tickets.clocks.clock_sweeps import mark_breaches, mark_danger, mark_warnings, wake_due
from reglament.tickets.clocks.recount import recount_due
from reglament.tickets.files.file_sweep import examine_files
from reglament.tickets.models import Attachment

LEASED = (Arrival, Attachment, Handling, Outgoing)
"""The rows that are jobs, taken with a lease."""

SCHEDULE: tuple[Sweep, ...] = (
    Sweep(process_arrivals, every=timedelta(seconds=5)),
    Sweep(handle_due, every=timedelta(seconds=5)),
    Sweep(send_due, every=timedelta(seconds=2)),
    Sweep(mark_breaches, every=timedelta(seconds=30)),
    Sweep(mark_warnings, every=timedelta(seconds=30)),
    Sweep(mark_danger, every=timedelta(seconds=60)),
    Sweep(wake_due, every=timedelta(seconds=30)),
    Sweep(recount_due, every=timedelta(minutes=5)),
)

APART: tuple[Sweep, ...] = (Sweep(examine_files, every=timedelta(seconds=2)),)
"""What waits for the virus scanner, in a thread of its own."""
