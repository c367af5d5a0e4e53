"""What is wrong with a document whose form is right: unknown names, rules that contradict each other or can't work.

Every check yields problems with their path; lines are added by `loading.py`.
"""

from reglament.regulation.day_linting import calendar_faults, day_faults
from reglament.regulation.department_linting import department_faults
from reglament.regulation.level_linting import channel_faults, ground_faults, level_faults, severity_faults
from reglament.regulation.measure_linting import finding_faults, matrix_faults, metric_faults
from reglament.regulation.name_linting import unknown_names
from reglament.regulation.order_linting import order_faults
from reglament.regulation.problems import Problem
from reglament.regulation.quality_linting import quality_faults
from reglament.regulation.retired_linting import retired_faults
from reglament.regulation.row_linting import row_faults
from reglament.regulation.schema import Document
from reglament.regulation.scope_linting import request_type_faults, service_faults
from reglament.regulation.table_linting import table_faults
from reglament.regulation.term_linting import term_faults
from reglament.regulation.text_linting import letter_faults, metric_text_faults, term_text_faults
from reglament.regulation.window_linting import window_faults

CHECKS = (
    unknown_names,
    calendar_faults,
    day_faults,
    level_faults,
    severity_faults,
    ground_faults,
    channel_faults,
    matrix_faults,
    finding_faults,
    metric_faults,
    request_type_faults,
    service_faults,
    row_faults,
    table_faults,
    window_faults,
    term_faults,
    quality_faults,
    department_faults,
    order_faults,
    letter_faults,
    metric_text_faults,
    term_text_faults,
    retired_faults,
)


def faults(document: Document) -> list[Problem]:
    """Everything that is wrong with `document`, in no particular order."""
    return [problem for check in CHECKS for problem in check(document)]
