"""What is wrong with a document whose form is right: unknown names, rules that contradict each other or can't work.

Every check yields problems with their path; lines are added by `loader.py`.
"""

from reglament.regulation.document.problems.problems import Problem
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.day_checks import calendar_faults, day_faults
from reglament.regulation.linting.department_checks import department_faults
from reglament.regulation.linting.level_checks import channel_faults, ground_faults, level_faults, severity_faults
from reglament.regulation.linting.measure_checks import finding_faults, matrix_faults, metric_faults
from reglament.regulation.linting.name_checks import unknown_names
from reglament.regulation.linting.order_checks import order_faults
from reglament.regulation.linting.quality_checks import quality_faults
from reglament.regulation.linting.retired_checks import retired_faults
from reglament.regulation.linting.row_checks import row_faults
from reglament.regulation.linting.scope_checks import request_type_faults, service_faults
from reglament.regulation.linting.table_checks import table_faults
from reglament.regulation.linting.term_checks import term_faults
from reglament.regulation.linting.text_checks import letter_faults, metric_text_faults, term_text_faults
from reglament.regulation.linting.window_checks import window_faults

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
