"""Scales, findings and metrics that leave a hole or measure nothing."""

from collections.abc import Iterator

from reglament.regulation.document.problems.problems import Path, Problem, listed, same
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.terms.metrics import KNOWN_METRICS


def matrix_faults(document: Document) -> Iterator[Problem]:
    """A severity is missing for some urgency and impact, or a scale is there without a matrix or a row that asks it."""
    if document.matrix is None:
        asked = {name for row in document.targets for name in ("urgency", "impact") if getattr(row.when, name)}
        for section, name in (("urgencies", "urgency"), ("impacts", "impact")):
            if getattr(document, section) and name not in asked:
                yield Problem("scale_nobody_asks", (section,), value=section)
        return
    for urgency in document.urgencies:
        path: Path = ("matrix", "severity", urgency)
        given = document.matrix.severity.get(urgency, {})
        missing = [impact for impact in document.impacts if impact not in given]
        if missing:
            yield Problem("matrix_hole", path, value=urgency, expected=listed(missing))


def finding_faults(document: Document) -> Iterator[Problem]:
    """A finding given by an answer that is no choice, or on no day."""
    for slug, finding in document.findings.items():
        if finding.since and finding.until and finding.until < finding.since:
            expected = same(f"{finding.since:%Y-%m-%d}")
            yield Problem(
                "until_before_since", ("findings", slug, "until"), value=f"{finding.until}", expected=expected
            )
        for field in finding.given_by:
            known = document.information.get(field)
            if known and known.kind != "choice":
                yield Problem("finding_by_no_choice", ("findings", slug, "given-by", field), value=field)


def metric_faults(document: Document) -> Iterator[Problem]:
    """A measure of the document's own without a name, a beginning or an end, or that no row promises."""
    promised = {name for row in document.targets for name in row.metric}
    for slug, metric in document.metrics.items():
        path: Path = ("metrics", slug)
        if slug not in KNOWN_METRICS:
            for key in ("name", "starts", "stops"):
                if not getattr(metric, key):
                    yield Problem("metric_without", (*path, key), value=slug, expected=same(key))
        elif metric.starts == [] or metric.stops == []:
            key = "starts" if metric.starts == [] else "stops"
            yield Problem("metric_without", (*path, key), value=slug, expected=same(key))
        if slug not in promised:
            yield Problem("metric_without_target", path, value=slug)
