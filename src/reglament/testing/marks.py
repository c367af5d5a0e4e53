"""Which tests prove which clause, read from the source of the tests without running or importing them.

Understood are `@pytest.mark.clause("C-10", "C-11")` on functions and classes, `pytestmark`, and `marks=` of a
`pytest.param`, in the decorator or in a table of the same module; the mark may have a shorter name ending in `clause`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_Tests = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """A test that carries the mark of a clause; `path` is relative to the folder that was read."""

    clause: str
    path: str
    name: str


def proofs(folder: Path) -> list[Proof]:
    """All marked tests below `folder`, by clause, file and place in the file."""
    found = [
        Proof(clause, path.relative_to(folder).as_posix(), name)
        for path in sorted(folder.rglob("test_*.py"))
        if "clause(" in (source := path.read_text("utf-8"))
        for clause, name in _marked(ast.parse(source))
    ]
    return sorted(dict.fromkeys(found), key=lambda proof: (proof.clause, proof.path))


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Clause and test, as they stand in the module."""
    tables = dict(_assigned(module))
    of_all = list(_clauses(tables["pytestmark"])) if "pytestmark" in tables else []
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            of_class = [clause for mark in node.decorator_list for clause in _clauses(mark)]
            for method in node.body:
                yield from _of_test(method, tables, [*of_all, *of_class], prefix=f"{node.name}::")
        else:
            yield from _of_test(node, tables, of_all)


def _of_test(
    node: ast.stmt, tables: dict[str, ast.expr], inherited: list[str], prefix: str = ""
) -> Iterator[tuple[str, str]]:
    if not isinstance(node, _Tests) or not node.name.startswith("test_"):
        return
    name = f"{prefix}{node.name}"
    yield from ((clause, name) for clause in inherited)
    for mark in node.decorator_list:
        meant = [
            mark,
            *(tables[part.id] for part in ast.walk(mark) if isinstance(part, ast.Name) and part.id in tables),
        ]
        for part in meant:
            yield from ((clause, name + case) for clause, case in _cases(part))


def _cases(part: ast.expr) -> Iterator[tuple[str, str]]:
    """Clauses of a decorator or table, with the case in brackets where one case alone carries the mark."""
    cases = [call for call in ast.walk(part) if isinstance(call, ast.Call) and _name(call.func) == "param"]
    inside = {clause for case in cases for clause in ast.walk(case) if isinstance(clause, ast.Call)}
    for case in cases:
        given = [keyword.value for keyword in case.keywords if keyword.arg == "id"]
        bracket = f"[{given[0].value!s}]" if given and isinstance(given[0], ast.Constant) else ""
        yield from ((clause, bracket) for clause in _clauses(case))
    for call in ast.walk(part):
        if call not in inside:
            yield from ((clause, "") for clause in _named(call))


def _clauses(part: ast.AST) -> Iterator[str]:
    for call in ast.walk(part):
        yield from _named(call)


def _named(call: ast.AST) -> Iterator[str]:
    """The ids a mark names, whatever they look like: an unknown one is to be noticed."""
    if isinstance(call, ast.Call) and _name(call.func).endswith("clause"):
        yield from (str(argument.value) for argument in call.args if isinstance(argument, ast.Constant))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _assigned(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in module.body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value
