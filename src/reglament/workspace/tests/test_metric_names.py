"""What a clock measures, in our words or in the document's."""

from django.utils import translation

from reglament.regulation.loading import library
from reglament.workspace.shown.lists.promises import metric_name


def test_a_document_names_its_own_metrics() -> None:
    promise = library.regulation("kernwerk").promise
    with translation.override("ru"):
        assert metric_name(promise, "root-cause-report") == "отчёт о причине"
    with translation.override("en"):
        assert metric_name(promise, "root-cause-report") == "root-cause report"
        assert metric_name(promise, "first_response") == "first response"
        assert metric_name(promise, "unheard-of") == "unheard-of"
