"""Clients and agents of other desks find nothing behind the agents' door."""

from django.test import Client as Browser

from reglament.testing.world import WorldTestCase
from reglament.workspace.tests.browsing import signed_in


class TestStrangers(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()

    def test_strangers_are_asked_to_sign_in(self) -> None:
        response = Browser().get(f"/desk/tickets/{self.ticket.tid}/")
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")

    def test_clients_find_no_workspace(self) -> None:
        for client in (self.carl, self.dora, self.eve):
            for address in ("/desk/", "/desk/north/", "/desk/triage/", f"/desk/tickets/{self.ticket.tid}/"):
                assert signed_in(client).get(address).status_code == 404, address

    def test_an_agent_of_another_desk_finds_neither_queue_nor_ticket(self) -> None:
        fyodor = signed_in(self.fyodor)
        for address in (
            "/desk/north/",
            "/desk/north/pulse",
            "/desk/north/on-behalf/",
            "/desk/north/contacts/?contact=carl",
        ):
            assert fyodor.get(address).status_code == 404, address
        assert fyodor.get(f"/desk/tickets/{self.ticket.tid}/").status_code == 404
        assert fyodor.post(f"/desk/tickets/{self.ticket.tid}/answers/", {"text": "hello"}).status_code == 404
        assert not self.ticket.messages.filter(kind="answer").exists()

    def test_the_number_of_anothers_ticket_leads_nowhere(self) -> None:
        response = signed_in(self.fyodor).get("/desk/south/search/", {"q": f"#{self.ticket.tid}"})
        assert response.status_code == 200
        assert self.ticket.subject not in response.content.decode()

    def test_who_is_client_and_agent_of_another_desk_sees_his_request_only_in_the_portal(self) -> None:
        own = self.world.ticket(requester=self.fyodor)
        assert signed_in(self.fyodor).get(f"/desk/tickets/{own.tid}/").status_code == 404
