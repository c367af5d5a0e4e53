"""What a clock measures: between which events it runs. The known metrics, and the vocabulary for a document's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reglament.regulation.terms.basics import Named, Words

FINDING = "finding:"
"""`finding:product-defect`: the moment that finding is established; it starts clocks and stops them."""

STARTS: Mapping[str, Words] = MappingProxyType(
    {
        "receipt": Words("поступление обращения", "receipt of the request"),
        "claim": Words("заявление о критичности, которую подтверждают", "a claim that must be confirmed"),
        "confirmed": Words("подтверждение критичности", "confirmation of a severity"),
        "settled": Words("критичность подтверждена или понижена", "the severity confirmed or lowered"),
        "client-message": Words("самое раннее сообщение клиента без ответа", "the oldest unanswered client message"),
        "answer": Words("ответ клиенту, если следующий шаг за нами", "an answer, where the next step is ours"),
        "contact": Words(
            "связь с клиентом, если следующий шаг за нами", "a logged contact, where the next step is ours"
        ),
        "started": Words("начало обработки", "the start of processing"),
        "developers": Words("привлечение разработчиков", "involvement of developers"),
        "transfer": Words("передача в разработку", "transfer to development"),
        "accepted": Words("передача принята", "the transfer accepted"),
        "returned": Words("возврат из разработки без ответа", "return from development without an answer"),
        "feasibility": Words("установлена выполнимость", "feasibility established"),
        "terms": Words("названы сроки", "the terms given"),
        "complaint": Words("жалоба", "a complaint"),
        "complaint-answered": Words("ответ на жалобу", "the complaint answered"),
        "workaround": Words("дан обходной путь", "a workaround given"),
        "resolved": Words("решение", "resolution"),
        "reopened": Words("повторное открытие", "reopening"),
    }
)
"""Events that can start a clock."""

STOPS: Mapping[str, Words] = MappingProxyType(
    {
        "answer": Words("ответ специалиста", "an answer by a person"),
        "started": Words("начало обработки", "the start of processing"),
        "contact": Words("связь с клиентом", "a logged contact with the client"),
        "confirmed": Words("критичность подтверждена", "the severity confirmed"),
        "settled": Words("критичность подтверждена или понижена", "the severity confirmed or lowered"),
        "developers": Words("привлечение разработчиков", "involvement of developers"),
        "transfer": Words("передача в разработку", "transfer to development"),
        "accepted": Words("передача принята", "the transfer accepted"),
        "returned": Words("возврат из разработки", "return from development"),
        "workaround": Words("дан обходной путь", "a workaround given"),
        "resolved": Words("решение", "resolution"),
        "terms": Words("названы сроки", "the terms given"),
        "complaint-answered": Words("ответ на жалобу", "the complaint answered"),
        "delivered": Words("обещанное передано клиенту", "what was promised is delivered to the client"),
    }
)
"""Events that can stop a clock. `delivered` is an act that names the metric it delivers."""


@dataclass(frozen=True, slots=True)
class Metric(Named):
    """A measure: a clock of it starts at any of `starts` and stops at the first of `stops` (a row may name others).
    `once`: only the first of them in the life of a ticket starts one.

    `todo` has `{due}` in it, `done` has `{at}`; None: the engine's own words, or the name.
    """

    starts: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    once: bool = False
    todo: Words | None = None
    done: Words | None = None


def _known(slug: str, name: Words, starts: set[str], stops: set[str]) -> Metric:
    return Metric(slug, name, starts=frozenset(starts), stops=frozenset(stops))


KNOWN_METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        metric.slug: metric
        for metric in (
            _known("first_response", Words("время реакции", "first response"), {"receipt"}, {"answer"}),
            _known(
                "next_response",
                Words("ответ на уточнение", "next response"),
                {"client-message", "reopened", "returned"},
                {"answer"},
            ),
            _known("update", Words("весть клиенту", "update"), {"answer"}, {"answer"}),
            _known("workaround", Words("обходной путь", "workaround"), {"receipt"}, {"workaround", "resolved"}),
            _known("resolution", Words("время решения", "resolution"), {"receipt"}, {"resolved"}),
            _known("admission", Words("подтверждение критичности", "admission of a claim"), {"claim"}, {"settled"}),
            _known(
                "handover",
                Words("приём переданного", "handover"),
                {"transfer"},
                {"accepted", "answer", "returned"},
            ),
            _known("specification", Words("ответ о сроках", "specification"), {"feasibility"}, {"terms"}),
            _known("complaint", Words("ответ на жалобу", "complaint"), {"complaint"}, {"complaint-answered"}),
        )
    }
)
"""The metrics every document knows; `[metrics.…]` may say otherwise of them, and add its own."""

CONVERSATION = ("first_response", "next_response")
"""Every ticket has these clocks, promised or not; the others exist where the document has a row for them."""
