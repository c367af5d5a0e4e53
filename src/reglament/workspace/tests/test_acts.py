"""Every act of a ticket: asked by its own address, done by one command, refused with words."""

from datetime import timedelta

import time_machine

from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.course.ending import resolve
from reglament.tickets.emergency.approving import ask_approval
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.workspace.tests.browsing import signed_in, words

ONE_O_CLOCK = MONDAY_NOON + timedelta(hours=1)
ASKING = (
    "assignment",
    "transfer",
    "development",
    "no-answer",
    "classification",
    "emergency",
    "emergency/confirmation",
    "severity/lowering",
    "approval",
    "postponement",
    "refusal",
    "redirection",
    "withdrawal",
    "reopening",
)


@time_machine.travel(ONE_O_CLOCK, tick=False)
class TestActs(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()
        self.address = f"/desk/tickets/{self.ticket.tid}/"
        self.browser = signed_in(self.anna)

    def post(self, act: str, **data: str) -> int:
        status = self.browser.post(f"{self.address}{act}/", data).status_code
        self.ticket.refresh_from_db()
        return status

    def test_every_act_that_asks_has_a_page_that_works_without_script(self) -> None:
        for act in ASKING:
            response = self.browser.get(f"{self.address}{act}/")
            assert response.status_code == 200, act
            assert "<html" in words(response), act
            assert 'method="post"' in words(response), act

    def test_in_a_dialog_only_the_form_comes(self) -> None:
        response = self.browser.get(f"{self.address}assignment/", headers={"HX-Request": "true"})
        assert "<html" not in words(response)
        done = self.browser.post(f"{self.address}assignment/", {"assignee": self.bo.pk}, headers={"HX-Request": "true"})
        assert done["HX-Redirect"] == self.address

    def test_what_tells_the_client_something_tells_it_once_however_often_it_is_sent(self) -> None:
        for number, act in enumerate(("postponement", "refusal")):
            reasons = getattr(self.desk.regulation.promise, "postpone" if act == "postponement" else "refuse")
            page = words(self.browser.get(f"{self.address}{act}/"))
            key = page.partition('name="key" value="')[2].partition('"')[0]
            sent = {"reason": next(iter(reasons)), "until": "2026-03-04T10:00", "text": "Not now.", "key": key}
            assert [self.post(act, **sent), self.post(act, **sent)] == [303, 303]
            assert self.ticket.messages.filter(kind="answer").count() == number + 1

    def test_assigning(self) -> None:
        assert self.post("assignment", assignee=str(self.bo.pk)) == 303
        assert self.ticket.assignee == self.bo
        assert self.post("assignment", assignee="") == 303
        assert self.ticket.assignee is None

    def test_only_people_of_the_desk_can_be_chosen(self) -> None:
        assert self.post("assignment", assignee=str(self.fyodor.pk)) == 422
        assert "Fyodor" not in words(self.browser.get(f"{self.address}assignment/"))

    def test_transferring_shows_the_old_and_the_new_due_time(self) -> None:
        page = words(self.browser.get(f"{self.address}transfer/"))
        assert "Now: due Mon 2 Mar, 15:00" in page
        assert self.post("transfer", department="administration", reason="Their server") == 303
        assert self.ticket.department == "administration"

    def test_bringing_in_developers(self) -> None:
        assert self.post("development", reason="A defect") == 303
        assert self.ticket.developers_since == ONE_O_CLOCK

    def test_classifying(self) -> None:
        kind = next(iter(self.ticket.regulation.promise.request_types))
        assert self.post("classification", request_type=kind, severity="normal", fault="client", version="4.12") == 303
        assert (self.ticket.request_type, self.ticket.fault, self.ticket.version) == (kind, "client", "4.12")

    def test_an_emergency_is_claimed_confirmed_and_lowered(self) -> None:
        assert self.post("emergency", ground="critical-error") == 303
        assert self.ticket.claimed_ground == "critical-error"
        assert self.post("emergency/confirmation", reason="Reproduced") == 303
        assert self.ticket.severity == "emergency"
        assert self.post("severity/lowering", severity="normal", reason="") == 422
        assert self.post("severity/lowering", severity="normal", reason="A workaround exists") == 303
        assert self.ticket.severity == "normal"

    def test_postponing_needs_a_date_where_the_reason_waits_for_one(self) -> None:
        response = self.browser.post(
            f"{self.address}postponement/", {"reason": "agreed-time", "text": "At night then."}
        )
        assert response.status_code == 422
        assert "At night then." in words(response)
        assert self.post("postponement", reason="agreed-time", until="2026-03-03T10:00", text="At night then.") == 303
        assert self.ticket.wakes_at == MONDAY_NOON + timedelta(hours=22)
        assert self.post("waking") == 303
        assert self.ticket.waits_for == ""

    def test_a_refusal_tells_the_regulations_words_unless_others_are_typed(self) -> None:
        assert self.post("refusal", reason="out-of-scope", text="") == 303
        assert self.ticket.resolved_as == "refused"
        assert "outside the scope" in self.ticket.messages.get(kind="answer").text

    def test_redirecting(self) -> None:
        assert self.post("redirection", reason="account-manager", text="Max will call you.") == 303
        assert self.ticket.messages.get(kind="answer").text == "Max will call you."

    def test_what_needs_no_answer_is_said_with_a_reason(self) -> None:
        assert self.post("no-answer", reason="") == 422
        assert self.post("no-answer", reason="Only thanks") == 303
        assert self.ticket.reply_owed_since is None

    def test_starting_withdrawing_closing_reopening(self) -> None:
        assert self.post("starting") == 303
        assert self.ticket.started_at == ONE_O_CLOCK
        assert self.post("withdrawal", reason="By phone") == 303
        assert self.ticket.resolved_as == "withdrawn"
        assert self.post("closure") == 303
        assert self.ticket.closed_at == ONE_O_CLOCK
        assert self.post("reopening", reason="Not yet") == 303
        assert self.ticket.is_open

    def test_acts_at_once_answer_only_to_posts_and_their_addresses_lead_to_the_ticket(self) -> None:
        for act in ("starting", "waking", "closure"):
            assert self.browser.get(f"{self.address}{act}/")["Location"] == self.address
            assert self.browser.put(f"{self.address}{act}/").status_code == 405

    def test_the_page_offers_what_fits_the_state(self) -> None:
        open_page = words(self.browser.get(self.address))
        assert "Reopen" not in open_page
        resolve(self.ticket, "Repaired.", by=self.anna, at=MONDAY_NOON)
        resolved_page = words(self.browser.get(self.address))
        assert "Reopen" in resolved_page
        assert "Transfer to a department" not in resolved_page

    def test_the_page_hides_what_a_role_may_not(self) -> None:
        page = words(signed_in(self.max).get(self.address))
        assert "Declare an emergency" in page
        assert "Transfer to a department" not in page


@time_machine.travel(ONE_O_CLOCK, tick=False)
class TestApprovals(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()
        self.approval = ask_approval(self.ticket, by=self.anna, at=MONDAY_NOON, reason="The shift ends")
        self.address = f"/desk/approvals/{self.approval.pk}/"

    def test_the_account_manager_approves_with_one_click(self) -> None:
        manager = signed_in(self.max)
        assert "The shift ends" in words(manager.get(self.address))
        assert manager.post(f"{self.address}approving/").status_code == 303
        self.ticket.refresh_from_db()
        assert self.ticket.severity == "emergency"

    def test_declining_needs_a_reason(self) -> None:
        manager = signed_in(self.max)
        assert manager.post(f"{self.address}declining/", {"reason": ""}).status_code == 422
        assert manager.post(f"{self.address}declining/", {"reason": "It can wait"}).status_code == 303
        self.approval.refresh_from_db()
        assert self.approval.decision == "declined"

    def test_somebody_else_is_refused_with_words(self) -> None:
        response = signed_in(self.anna).post(f"{self.address}approving/")
        assert response.status_code == 422
        assert "Only Max may decide this." in words(response)

    def test_deciding_about_a_claim_is_offered_once_there_is_one(self) -> None:
        page = words(signed_in(self.anna).get(f"/desk/tickets/{self.ticket.tid}/"))
        assert "Confirm the emergency" not in page
        claim_emergency(self.ticket, "critical-error", by=self.carl, at=MONDAY_NOON)
        page = words(signed_in(self.anna).get(f"/desk/tickets/{self.ticket.tid}/"))
        assert "Confirm the emergency" in page
