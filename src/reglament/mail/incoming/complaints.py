"""Letters to an address that takes complaints (C-62): the document in force names it."""

from reglament.lib.names import address_key
from reglament.mail.incoming.assessment import Reading
from reglament.mail.models import Arrival


def addressee_of(arrival: Arrival, reading: Reading) -> str:
    """The slug of the addressee whom the letter reached, or whom it names in To or Cc; "" for an ordinary letter."""
    complaints = arrival.desk.regulation.conduct.complaints
    if not complaints:
        return ""
    named = [mailbox.address for mailbox in (*reading.letter.to, *reading.letter.cc)]
    reached = {address_key(_plain(address)) for address in (arrival.envelope_to, arrival.mailbox.address, *named)}
    for slug, addressee in complaints.items():
        if addressee.address and address_key(addressee.address) in reached:
            return slug
    return ""


def _plain(address: str) -> str:
    """Without a reply token."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
