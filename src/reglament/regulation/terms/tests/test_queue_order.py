"""The queue's key sorts bytewise, has one width, and every place can be told."""

from datetime import UTC, datetime
from typing import TypedDict, Unpack

from hypothesis import given
from hypothesis import strategies as st

from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.terms.queue_order import group_of, place, queue_key, told
from reglament.regulation.tests import third

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
THIRD = load(third.THIRD, name="third")
RI = library.regulation("rosinfotech")


class Facts(TypedDict, total=False):
    """What a test says about a ticket; the rest is ordinary."""

    level: str
    severity: str
    channel: str
    received_at: datetime
    danger: bool


def key(tid: int, regulation: Regulation = RI, **facts: Unpack[Facts]) -> str:
    """The queue key of a ticket, ordinary but for what is given."""
    ordinary = Facts(level="partner", severity="normal", channel="email", received_at=NOON, danger=False)
    ordinary.update(facts)
    return queue_key(regulation.conduct.order, regulation.promise, tid=tid, **ordinary)


@given(
    st.integers(1, 10**12 - 1),
    st.fixed_dictionaries(
        {
            "received_at": st.datetimes(timezones=st.just(UTC)),
            "severity": st.sampled_from(["normal", "critical", "emergency", "gone"]),
            "channel": st.sampled_from(["email", "portal", "gone"]),
            "level": st.sampled_from(["initial", "partner", "gone"]),
            "danger": st.booleans(),
        }
    ),
)
def test_a_key_has_31_ascii_characters_whatever_the_ticket(tid: int, facts: Facts) -> None:
    written = key(tid, **facts)
    assert len(written) == 31
    assert written.isascii()


def test_two_tickets_of_one_second_stand_by_number() -> None:
    assert key(7) < key(8)


def test_the_class_can_be_read_back_from_the_key() -> None:
    assert group_of(key(1, severity="critical"), RI.conduct.order) == "critical"
    assert group_of(key(1, level="initial"), RI.conduct.order) == "level:initial"
    assert group_of(key(1, level="initial", danger=True), RI.conduct.order) == "danger"
    assert group_of("99" + key(1)[2:], RI.conduct.order) == "rest"


def test_a_place_is_told_by_its_class_and_what_decides_there() -> None:
    def words(**facts: object) -> tuple[str, str]:
        values = {"level": "partner", "severity": "normal", "channel": "portal", "danger": False} | facts
        stands = place(RI.conduct.order, RI.promise, received_at=NOON, **values)  # type: ignore[arg-type]
        said = told(stands, RI.conduct.order, RI.promise)
        return said.en, said.ru

    assert words(severity="critical") == (
        "out of turn: critical; by receipt",
        "вне очереди: высокая; по времени поступления",
    )
    assert words() == (
        "in turn; by channel (ticket system on the site); by receipt",
        "в общей очереди; по каналу (Тикет-система на сайте); по времени поступления",
    )
    assert words(danger=True)[0].startswith("in the danger zone: at least 70 % of the time is used up")
    assert words(level="initial", channel="email") == (
        "apart, level “Initial”; by channel (e-mail); by receipt",
        "отдельно уровень «Начальный»; по каналу (электронная почта); по времени поступления",
    )


def test_another_document_orders_by_its_own_names() -> None:
    storm = key(9, regulation=THIRD, severity="storm", level="tin")
    gold = key(8, regulation=THIRD, severity="drizzle", level="gold")
    rain = key(7, regulation=THIRD, severity="rain", level="tin")
    letter = key(6, regulation=THIRD, severity="drizzle", level="tin", channel="email")
    portal = key(5, regulation=THIRD, severity="drizzle", level="tin", channel="portal")
    danger = key(4, regulation=THIRD, severity="drizzle", level="tin", danger=True)
    assert sorted([danger, portal, letter, rain, gold, storm]) == [storm, gold, rain, letter, portal, danger]


def test_a_severity_the_order_does_not_know_stands_with_the_rest() -> None:
    assert group_of(key(1, severity="storm"), RI.conduct.order) == "rest"
