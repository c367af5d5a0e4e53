from reglament.regulation.problems import Problem
from reglament.regulation.schema import Document
def faults(document: Document) -> list[Problem]:
    return []
