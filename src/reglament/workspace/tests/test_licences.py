"""What a ticket says of licences: the company's own, and keys of others (C-04, C-07)."""

from datetime import date, timedelta

import pytest
import time_machine

from reglament.directory.models import Product
from reglament.directory.registering import register_licence
from reglament.events.handling import handle_due
from reglament.mail.models import Outgoing
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.models import Ticket
from reglament.workspace.tests.browsing import signed_in, words

OURS, THEIRS = "HTX-ACME-0001-77", "HTX-GLBX-0002-88"


@time_machine.travel(MONDAY_NOON + timedelta(minutes=30), tick=False)
class TestLicences(WorldTestCase):
    def setUp(self) -> None:
        self.product = Product.objects.create(desk=self.desk, slug="server", name="Server")
        self.other = Product.objects.create(desk=self.desk, slug="gate", name="Gate")

    @pytest.mark.clause("C-07")
    def test_a_valid_licence_is_shown_with_its_end_and_host(self) -> None:
        register_licence(
            self.acme, self.product, OURS, valid_until=date(2026, 3, 2), host="srv-1", variant="Professional"
        )
        page = self._page(self.world.ticket(product=self.product))
        assert "Server Professional" in page
        assert "valid until 02.03.2026" in page
        assert f"{OURS} · srv-1" in page

    @pytest.mark.clause("C-07")
    def test_an_expired_licence_is_shown_as_one_unless_a_newer_is_valid(self) -> None:
        register_licence(self.acme, self.product, OURS, valid_until=date(2026, 3, 1))
        ticket = self.world.ticket(product=self.product)
        assert "expired on 01.03.2026" in self._page(ticket)
        register_licence(self.acme, self.product, "HTX-ACME-0003-99")
        page = self._page(ticket)
        assert "valid without end" in page
        assert "expired on" not in page

    @pytest.mark.clause("C-07")
    def test_that_there_is_no_licence_for_the_product_is_said_where_the_desk_keeps_licences(self) -> None:
        ticket = self.world.ticket(product=self.product)
        assert "no licence" not in self._page(ticket)
        register_licence(self.acme, self.other, OURS)
        assert "no licence" in self._page(ticket)
        assert "Gate" in self._page(self.world.ticket())

    @pytest.mark.clause("C-04")
    def test_a_key_of_another_client_is_marked_for_agents_alone(self) -> None:
        register_licence(self.acme, self.product, OURS)
        register_licence(self.globex, self.product, THEIRS)
        ticket = self.world.ticket(message=NewMessage(f"The server does not take our key {THEIRS.lower()}."))
        assert "licence key of ООО «Глобэкс»" in self._page(ticket)
        handle_due(MONDAY_NOON)
        seen = [words(signed_in(self.carl).get(f"/requests/{ticket.tid}/")), *self._letters()]
        assert len(seen) > 1
        for one in seen:
            assert "Глобэкс" not in one
            assert "licence key" not in one

    @pytest.mark.clause("C-04")
    def test_own_keys_unknown_ones_and_those_of_another_desk_are_not_marked(self) -> None:
        register_licence(self.acme, self.product, OURS)
        elsewhere = Product.objects.create(desk=self.other_desk, slug="server", name="Server")
        self.globex.clients.create(desk=self.other_desk)
        register_licence(self.globex, elsewhere, THEIRS)
        ticket = self.world.ticket(message=NewMessage(f"{OURS} or {THEIRS} or HTX-NONE-0009-00?"))
        assert "licence key of" not in self._page(ticket)

    @pytest.mark.clause("C-04")
    def test_a_key_of_another_client_in_a_form_is_told(self) -> None:
        register_licence(self.globex, self.product, THEIRS)
        ticket = self.world.ticket(details={"licence": THEIRS})
        assert "The form names a licence key of ООО «Глобэкс»" in self._page(ticket)

    def _page(self, ticket: Ticket) -> str:
        return words(signed_in(self.anna).get(f"/desk/tickets/{ticket.tid}/"))

    def _letters(self) -> list[str]:
        return [letter.text + letter.html for letter in Outgoing.objects.all()]
