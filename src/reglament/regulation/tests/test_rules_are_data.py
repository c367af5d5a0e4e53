"""Each rule of the founding regulations comes from their text: change the words, and the outcome changes."""

from datetime import UTC, datetime

import pytest

from reglament.regulation.loading import library
from reglament.regulation.loading.loader import Faulty, load
from reglament.regulation.terms.decision_table import Situation, decide
from reglament.regulation.terms.edition_terms import Amount, Regulation, Severity, Target, Unit
from reglament.regulation.terms.queue_order import queue_key
from reglament.worktime.timeline import compiled

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def changed(name: str, before: str, after: str) -> Regulation:
    """The library's regulation with every `before` in its text replaced."""
    text = library.text(name)
    assert before in text, before
    return load(text.replace(before, after), name=name)


def first(regulation: Regulation, **facts: object) -> Target:
    """The target of the first response in that situation."""
    target = decide(regulation.promise, "first_response", Situation(**facts))  # type: ignore[arg-type]
    assert target is not None
    return target


def severity(regulation: Regulation, slug: str) -> Severity:
    return regulation.promise.severities[slug]


def key(regulation: Regulation, tid: int, minute: int = 0, **facts: object) -> str:
    """The queue key of a ticket received that many minutes after noon."""
    values = {"level": "partner", "severity": "normal", "channel": "email", "danger": False} | facts
    return queue_key(
        regulation.conduct.order,
        regulation.promise,
        received_at=NOON.replace(minute=minute),
        tid=tid,
        **values,  # type: ignore[arg-type]
    )


@pytest.fixture
def hivetaxi() -> Regulation:
    return library.regulation("hivetaxi")


@pytest.fixture
def rosinfotech() -> Regulation:
    return library.regulation("rosinfotech")


@pytest.mark.clause("C-10")
def test_vip_and_extended_have_their_working_hours_and_standard_has_a_reason_instead(hivetaxi: Regulation) -> None:
    assert first(hivetaxi, level="vip").amount == Amount(3, Unit.WORKING_HOURS)
    assert first(hivetaxi, level="extended").amount == Amount(12, Unit.WORKING_HOURS)
    standard = first(hivetaxi, level="standard")
    assert standard.amount is None
    assert standard.why is not None
    slower = changed("hivetaxi", 'amount = "3 working hours"', 'amount = "4 working hours"')
    assert first(slower, level="vip").amount == Amount(4, Unit.WORKING_HOURS)


@pytest.mark.clause("C-10")
def test_the_first_row_that_fits_decides() -> None:
    row = 'metric = ["first_response", "next_response"]\nwhen = { level = "vip", severity = ["normal", "critical"] }'
    by_type = row.replace("when = { ", 'when = { request-type = "failure", ')
    sooner = changed("hivetaxi", row, f'{by_type}\namount = "1 working hour"\ncalendar = "omsk"\n\n[[targets]]\n{row}')
    assert first(sooner, level="vip", request_type="failure").amount == Amount(1, Unit.WORKING_HOURS)
    assert first(sooner, level="vip", request_type="update").amount == Amount(3, Unit.WORKING_HOURS)


@pytest.mark.clause("C-11")
def test_initial_has_a_cap_and_partner_eight_hours(rosinfotech: Regulation) -> None:
    initial = first(rosinfotech, level="initial")
    assert (initial.amount, initial.cap) == (Amount(24, Unit.WORKING_HOURS), Amount(3, Unit.WORKING_DAYS))
    assert first(rosinfotech, level="partner").amount == Amount(8, Unit.WORKING_HOURS)
    assert first(changed("rosinfotech", 'cap = "3 working days"\n', ""), level="initial").cap is None


@pytest.mark.clause("C-11")
def test_a_transfer_to_development_gives_three_working_days_at_any_level(rosinfotech: Regulation) -> None:
    for level in ("initial", "partner", "none"):
        assert first(rosinfotech, level=level, stage="development").amount == Amount(3, Unit.WORKING_DAYS)
    assert rosinfotech.promise.levels["development"].stage == "development"
    unheeding = changed("rosinfotech", 'stage = "development" }', 'stage = "development", level = "initial" }')
    assert first(unheeding, level="partner", stage="development").amount == Amount(8, Unit.WORKING_HOURS)


@pytest.mark.clause("C-11")
def test_the_transfer_changes_nothing_where_the_table_has_no_row_for_development(hivetaxi: Regulation) -> None:
    assert first(hivetaxi, level="vip", stage="development") == first(hivetaxi, level="vip")


@pytest.mark.clause("C-12")
def test_hours_zone_and_days_of_the_calendar_come_from_the_text(hivetaxi: Regulation) -> None:
    # Friday 31 October 2025, 17:00 in Omsk: two hours remain, and Saturday is worked in place of Monday.
    friday = datetime(2025, 10, 31, 11, tzinfo=UTC)
    assert _three_hours_from(hivetaxi, friday) == datetime(2025, 11, 1, 7, tzinfo=UTC)
    without_saturday = changed("hivetaxi", 'working = ["11-01 instead of 2025-11-03"]\n', "")
    assert _three_hours_from(without_saturday, friday) == datetime(2025, 11, 5, 7, tzinfo=UTC)
    later = changed("hivetaxi", 'mon-fri = "11:00–18:00"', 'mon-fri = "11:00–19:00"')
    assert _three_hours_from(later, friday) == datetime(2025, 11, 1, 6, tzinfo=UTC)
    westward = changed("hivetaxi", 'zone = "Asia/Omsk"\nweek', 'zone = "Europe/Moscow"\nweek')
    assert _three_hours_from(westward, friday) == datetime(2025, 10, 31, 14, tzinfo=UTC)


def _three_hours_from(regulation: Regulation, start: datetime) -> datetime:
    return compiled(regulation.promise.calendars["omsk"]).add(start, 3 * 3600)


@pytest.mark.clause("C-13")
def test_an_emergency_counts_around_the_clock_until_developers_are_involved(hivetaxi: Regulation) -> None:
    alone = first(hivetaxi, level="vip", severity="emergency")
    assert (alone.amount, alone.calendar) == (Amount(3, Unit.HOURS), "always")
    together = first(hivetaxi, level="vip", severity="emergency", developers=True)
    assert (together.amount, together.calendar) == (Amount(3, Unit.WORKING_HOURS), "omsk")
    mixed_in = 'developers = true }   # привлечены разработчики: только рабочее время\namount = "3 working hours"'
    careless = changed("hivetaxi", f'{mixed_in}\ncalendar = "omsk"', f'{mixed_in}\ncalendar = "always"')
    assert first(careless, level="vip", severity="emergency", developers=True).calendar == "always"


@pytest.mark.clause("C-14")
def test_additional_information_is_answered_within_the_level_s_amount(hivetaxi: Regulation) -> None:
    following = decide(hivetaxi.promise, "next_response", Situation(level="extended"))
    assert following is not None
    assert following.amount == first(hivetaxi, level="extended").amount


@pytest.mark.clause("C-14")
def test_a_document_can_t_promise_a_slower_reply_than_reaction() -> None:
    text = library.text("rosinfotech").replace(
        'metric = ["first_response", "next_response"]\nwhen = { level = "partner" }\namount = "8 working hours"',
        'metric = "next_response"\nwhen = { level = "partner" }\namount = "9 working hours"\ncalendar = "moscow"\n\n'
        '[[targets]]\nmetric = "first_response"\nwhen = { level = "partner" }\namount = "8 working hours"',
    )
    with pytest.raises(Faulty) as raised:
        load(text, name="rosinfotech")
    assert [problem.code for problem in raised.value.problems] == ["reply_slower"]


@pytest.mark.clause("C-15")
def test_a_reaction_can_t_be_paused() -> None:
    with pytest.raises(Faulty) as raised:
        changed("hivetaxi", 'warnings = ["70 %", "90 %"]', 'pauses = ["client"]')
    assert {problem.code for problem in raised.value.problems} == {"pause_on_reaction"}


@pytest.mark.clause("C-16")
def test_grounds_say_what_counts_at_once_and_what_needs_a_confirmation(hivetaxi: Regulation) -> None:
    unusable, error, _ = severity(hivetaxi, "emergency").grounds
    assert (unusable.provisional, unusable.confirmation) == (True, False)
    assert (error.provisional, error.confirmation) == (False, True)
    assert error.asks is not None
    assert severity(hivetaxi, "emergency").around_the_clock
    unasked = changed("hivetaxi", "confirmation = true ", "confirmation = false ")
    assert not severity(unasked, "emergency").grounds[1].confirmation


@pytest.mark.clause("C-16")
def test_support_confirms_within_the_hour_the_document_says(hivetaxi: Regulation) -> None:
    admission = decide(hivetaxi.promise, "admission", Situation(level="vip", ground="critical-error"))
    assert admission is not None
    assert (admission.amount, admission.calendar) == (Amount(1, Unit.HOURS), "always")
    hasty = changed("hivetaxi", 'amount = "1 hour"', 'amount = "30 minutes"')
    sooner = decide(hasty.promise, "admission", Situation())
    assert sooner is not None
    assert sooner.amount == Amount(30, Unit.MINUTES)


@pytest.mark.clause("C-17")
def test_by_agreement_counts_from_the_approval(hivetaxi: Regulation) -> None:
    agreed = severity(hivetaxi, "emergency").grounds[2]
    assert (agreed.counts_from, agreed.approval) == ("approval", True)
    usual = changed("hivetaxi", 'counts-from = "approval" ', "")
    assert severity(usual, "emergency").grounds[2].counts_from == "approval"
    unapproved = load(
        library.text("hivetaxi").replace('counts-from = "approval" ', "").replace("approval = true\n", ""),
        name="hivetaxi",
    )
    assert not severity(unapproved, "emergency").grounds[2].approval


@pytest.mark.clause("C-18")
def test_emergencies_then_critical_then_danger_then_receipt(hivetaxi: Regulation) -> None:
    vip = {"level": "vip"}
    late_emergency = key(hivetaxi, 9, 50, severity="emergency", **vip)
    later_critical = key(hivetaxi, 8, 40, severity="critical", **vip)
    in_danger = key(hivetaxi, 7, 30, danger=True, level="extended")
    earlier, later = key(hivetaxi, 6, 10, level="standard"), key(hivetaxi, 5, 20, **vip)
    assert sorted([later, earlier, in_danger, later_critical, late_emergency]) == [
        late_emergency,
        later_critical,
        in_danger,
        earlier,
        later,
    ]


@pytest.mark.clause("C-18")
@pytest.mark.parametrize(
    ("name", "before", "after", "one", "other"),
    [
        (
            "hivetaxi",
            '["emergency", "critical", "danger", "rest"]',
            '["critical", "emergency", "danger", "rest"]',
            {"severity": "emergency", "minute": 5},
            {"severity": "critical"},
        ),
        (
            "hivetaxi",
            '"danger", "rest"]',
            '"rest", "danger"]',
            {"danger": True, "minute": 5},
            {},
        ),
        (
            "rosinfotech",
            '"rest", "level:initial"]',
            '"rest"]',
            {"minute": 5},
            {"level": "initial"},
        ),
        (
            "rosinfotech",
            'within = ["channel", "receipt"]',
            'within = ["receipt"]',
            {"channel": "portal", "minute": 5},
            {"channel": "email"},
        ),
    ],
    ids=["emergency before critical", "danger before the rest", "Initial after all others", "portal before e-mail"],
)
def test_each_rule_of_the_order_swaps_exactly_two_tickets(
    name: str, before: str, after: str, one: dict[str, object], other: dict[str, object]
) -> None:
    written, rewritten = library.regulation(name), changed(name, before, after)
    assert key(written, 1, **one) < key(written, 2, **other)  # type: ignore[arg-type]
    assert key(rewritten, 1, **one) > key(rewritten, 2, **other)  # type: ignore[arg-type]


@pytest.mark.clause("C-18")
def test_initial_in_its_danger_zone_jumps_ahead_of_the_others(rosinfotech: Regulation) -> None:
    assert key(rosinfotech, 1, 5, level="initial", danger=True) < key(rosinfotech, 2, level="partner")


@pytest.mark.clause("C-18")
def test_critical_ones_stand_by_receipt_whatever_their_channel(rosinfotech: Regulation) -> None:
    by_mail = key(rosinfotech, 1, 0, severity="critical", channel="email")
    by_portal = key(rosinfotech, 2, 5, severity="critical", channel="portal")
    assert by_mail < by_portal
    by_channel = changed("rosinfotech", 'critical = ["receipt"]', 'critical = ["channel", "receipt"]')
    assert key(by_channel, 1, 0, severity="critical") > key(by_channel, 2, 5, severity="critical", channel="portal")


@pytest.mark.clause("C-19")
def test_answers_leave_in_their_window_and_emergencies_at_once(rosinfotech: Regulation) -> None:
    window = rosinfotech.promise.answers
    assert window is not None
    assert (window.calendar, window.exempt) == ("moscow", frozenset({"emergency"}))
    strict = changed("rosinfotech", 'exempt = "emergency" ', "exempt = [] ")
    assert strict.promise.answers is not None
    assert strict.promise.answers.exempt == frozenset()


@pytest.mark.clause("C-20")
def test_a_department_owns_the_questions_its_duties_name(hivetaxi: Regulation) -> None:
    assert "dial-plan" in hivetaxi.conduct.departments["administration"].duties
    relieved = changed("hivetaxi", '"dial-plan", "tariff-script",\n', '"tariff-script",\n')
    assert "dial-plan" not in relieved.conduct.departments["administration"].duties


@pytest.mark.clause("C-23")
def test_warnings_stand_at_the_shares_the_row_names(hivetaxi: Regulation) -> None:
    assert first(hivetaxi, level="vip").warnings == (70, 90)
    assert first(changed("hivetaxi", '"70 %", "90 %"', '"95 %", "60 %"'), level="vip").warnings == (60, 95)


@pytest.mark.clause("C-24")
def test_the_client_s_own_fault_takes_the_figure_but_not_the_help(hivetaxi: Regulation) -> None:
    for fault in ("vendor", "third_party", "unknown"):
        assert first(hivetaxi, level="vip", severity="emergency", fault=fault).amount == Amount(3, Unit.HOURS)
    own = first(hivetaxi, level="vip", severity="emergency", fault="client")
    assert own.amount is None
    assert own.why is not None
    assert severity(hivetaxi, "emergency").around_the_clock
    distrustful = load(
        library.text("hivetaxi")
        .replace('["vendor", "third_party", "unknown"]', '["vendor", "third_party"]')
        .replace('fault = "client" }', 'fault = ["client", "unknown"] }'),
        name="hivetaxi",
    )
    assert first(distrustful, level="vip", severity="emergency").amount is None


@pytest.mark.clause("C-24")
def test_a_document_silent_about_an_unknown_fault_is_refused() -> None:
    with pytest.raises(Faulty) as raised:
        changed("hivetaxi", '["vendor", "third_party", "unknown"]', '["vendor", "third_party"]')
    assert [problem.path for problem in raised.value.problems] == [("levels", "vip"), ("levels", "extended")]


@pytest.mark.clause("C-25")
def test_a_component_down_goes_out_of_turn_without_night_work(hivetaxi: Regulation) -> None:
    critical = severity(hivetaxi, "critical")
    assert (critical.out_of_turn, critical.around_the_clock) == (True, False)
    assert severity(hivetaxi, "normal").rank < critical.rank < severity(hivetaxi, "emergency").rank


@pytest.mark.clause("C-26")
def test_requests_are_accepted_in_their_window(rosinfotech: Regulation, hivetaxi: Regulation) -> None:
    assert rosinfotech.promise.acceptance is not None
    assert rosinfotech.promise.acceptance.calendar == "moscow"
    assert hivetaxi.promise.acceptance is None
    nightly = changed("rosinfotech", '[acceptance]\ncalendar = "moscow"', '[acceptance]\ncalendar = "always"')
    assert nightly.promise.acceptance is not None
    assert nightly.promise.acceptance.calendar == "always"


@pytest.mark.clause("C-27")
def test_an_answer_stops_a_reaction_unless_the_row_says_otherwise(hivetaxi: Regulation) -> None:
    assert first(hivetaxi, level="vip").stops_on == {"answer"}
    sooner = changed("hivetaxi", 'calendar = "omsk"\nwarnings', 'calendar = "omsk"\nstops-on = "started"\nwarnings')
    assert first(sooner, level="vip").stops_on == {"started", "answer"}
    assert "what-stops-a-reaction" in [reading.slug for reading in hivetaxi.promise.readings]


@pytest.mark.clause("C-06")
def test_a_demo_user_has_the_level_of_his_kind(rosinfotech: Regulation, hivetaxi: Regulation) -> None:
    assert rosinfotech.level_of_kind("demo") == "initial"
    assert rosinfotech.level_of_kind("client") == "none"
    assert hivetaxi.level_of_kind("demo") == "none"
    assert changed("rosinfotech", 'kinds = ["demo"]', 'kinds = ["partner"]').level_of_kind("demo") == "none"


@pytest.mark.clause("C-01")
@pytest.mark.parametrize("name", library.names())
def test_whoever_has_no_contract_is_told_why_nothing_is_promised(name: str) -> None:
    target = first(library.regulation(name), level="none")
    assert target.amount is None
    assert target.why is not None


@pytest.mark.clause("C-30")
def test_the_two_desks_differ_in_what_they_explain(hivetaxi: Regulation, rosinfotech: Regulation) -> None:
    assert hivetaxi.promise.request_types["undocumented-function"].scope == "not_solved"
    assert rosinfotech.promise.request_types["undocumented-function"].scope == "solved"


@pytest.mark.clause("C-31")
def test_every_question_not_solved_names_who_can_help(hivetaxi: Regulation, rosinfotech: Regulation) -> None:
    for promise in (hivetaxi.promise, rosinfotech.promise):
        for kind in promise.request_types.values():
            if kind.scope == "not_solved":
                assert promise.redirect[kind.redirect].to is not None
    elsewhere = changed("hivetaxi", 'redirect = "hosting-provider"', 'redirect = "account-manager"')
    assert elsewhere.promise.request_types["hosting"].redirect == "account-manager"


@pytest.mark.clause("C-33")
def test_wishes_are_redirected_by_one_desk_and_taken_by_the_other(
    hivetaxi: Regulation, rosinfotech: Regulation
) -> None:
    assert hivetaxi.promise.request_types["wish"].redirect == "account-manager"
    assert rosinfotech.promise.request_types["wish"].scope == "solved"


@pytest.mark.clause("C-34")
def test_reasons_have_texts_and_say_what_a_postponed_ticket_waits_for(hivetaxi: Regulation) -> None:
    assert hivetaxi.promise.postpone["needs-release"].waits_for == "release"
    assert hivetaxi.promise.refuse["unlicensed"].text.ru
    other = changed("hivetaxi", 'waits-for = "release"', 'waits-for = "development"')
    assert other.promise.postpone["needs-release"].waits_for == "development"


@pytest.mark.clause("C-35")
def test_limited_help_says_how_far_it_goes(rosinfotech: Regulation) -> None:
    proxy = rosinfotech.promise.request_types["proxy"]
    assert proxy.scope == "limited"
    assert proxy.extent is not None
    full = changed(
        "rosinfotech",
        'name = { ru = "Соединение через прокси", en = "Connecting through a proxy" }\nscope = "limited"',
        'name = { ru = "Соединение через прокси", en = "Connecting through a proxy" }\nscope = "solved"',
    )
    assert full.promise.request_types["proxy"].scope == "solved"


@pytest.mark.clause("C-50")
@pytest.mark.clause("C-51")
def test_a_level_says_which_channels_may_open_a_request(rosinfotech: Regulation, hivetaxi: Regulation) -> None:
    assert "portal" not in rosinfotech.promise.levels["initial"].channels
    assert not hivetaxi.promise.channels["phone"].may_open
    opened = changed("hivetaxi", 'standing = "auxiliary"       # только в дополнение к обращению\n', "")
    assert opened.promise.channels["phone"].may_open


@pytest.mark.clause("C-55")
def test_what_a_request_must_contain_depends_on_its_type(hivetaxi: Regulation) -> None:
    fields = {field.slug: field for field in hivetaxi.promise.request_types["mobile-app"].fields}
    assert fields["phone-system"].required
    assert [choice.slug for choice in fields["phone-system"].choices] == ["android", "ios"]
    shorter = changed("hivetaxi", '"phone-system", "phone-system-version", "app-version"]', '"app-version"]')
    assert [field.slug for field in shorter.promise.request_types["mobile-app"].fields] == ["steps", "app-version"]


@pytest.mark.clause("C-52")
def test_the_acknowledgement_is_worded_by_the_document(hivetaxi: Regulation) -> None:
    assert "{because}" in hivetaxi.conduct.texts["ack"].body.ru
    reworded = changed("hivetaxi", "Обращение зарегистрировано под номером {tid}.", "Номер {tid}.")
    assert "Номер {tid}." in reworded.conduct.texts["ack"].body.ru


@pytest.mark.clause("C-04")
def test_whether_strangers_are_answered_is_a_word_in_the_document(hivetaxi: Regulation) -> None:
    assert not hivetaxi.conduct.intake.answer_unknown
    assert changed("hivetaxi", "answer-unknown = false", "answer-unknown = true").conduct.intake.answer_unknown
