"""Statements compiled once: what is asked with every page and every letter.

Django compiles the SQL of a queryset each time it is asked, which costs several times what the database takes to
answer. A function marked `prepared` is called once, with stand-ins for its arguments; from then on only its statement
is run, with the values in their places. So it may use its arguments as values of conditions and for nothing else: no
branch, no text search, no slice may depend on them.

    @prepared
    def clocks_of(ticket: int) -> QuerySet[Clock]:
        return Clock.objects.filter(ticket=ticket).order_by("metric", "ordinal")

    clocks_of(1042)  # a list of clocks

`insert` and `update` are the same for single rows.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    CharField,
    Field,
    ForeignKey,
    Model,
    PositiveIntegerField,
    QuerySet,
    SlugField,
    TextField,
)
from django.db.models import query as queries

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")

_LEAST = 1_987_650_000  # stand-ins for whole numbers begin here; fits every column
_TAKE_PLAIN = {CharField, TextField, SlugField, BigIntegerField, PositiveIntegerField, BigAutoField, ForeignKey}
_GREATEST = 2**63 - 1
_EPOCH = datetime(1, 2, 3, tzinfo=UTC)


def prepared(make: Callable[P, "QuerySet[M, R]"]) -> Callable[P, list[R]]:
    """The function, running the statement of its queryset. Arguments are whole numbers, strings, days and aware
    datetimes, or sequences of them for `__in`; the result is a list.

    One statement is kept for each length of the sequences. A number no column can hold finds nothing.
    """
    kept: dict[tuple[int, ...], _Statement[R] | None] = {}

    @functools.wraps(make)
    def fetch(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        assert not kwargs, "arguments of a prepared statement are given in their order"
        lengths = tuple(len(value) if isinstance(value, list | tuple) else -1 for value in args)
        if lengths not in kept:
            kept[lengths] = _compiled(cast("Callable[..., QuerySet[M, R]]", make), args)
        statement = kept[lengths]
        values = _flat(args)
        return statement.run(values) if statement and all(map(_is_storable, values)) else []

    return fetch


class _Statement(Generic[R]):
    """SQL, where its values go, and how its rows become what the queryset gives."""

    def __init__(self, queryset: "QuerySet[Any, R]", stand_ins: list[Any]) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, params = compiler.as_sql()
        number_of = {_adapted(value, connection): number for number, value in enumerate(stand_ins)}
        self._places = [(number_of.get(param), param) for param in params]
        missing = set(range(len(stand_ins))) - {number for number, _ in self._places}
        assert not missing, f"{self.sql} does not use its arguments {missing}"
        self._columns = compiler.col_count
        self._compiler = compiler
        self._converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        self._made = _maker(queryset, compiler)

    def run(self, values: list[Any]) -> list[R]:
        """The rows for these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(
                self.sql,
                [param if place is None else _adapted(values[place], connection) for place, param in self._places],
            )
            rows: Any = cursor.fetchall()
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        return self._made(rows)


def _compiled(make: "Callable[..., QuerySet[Any, R]]", args: Sequence[Any]) -> "_Statement[R] | None":
    """The statement for arguments like these; None where Django sees that nothing can be found."""
    given: list[Any] = []

    def stand_in(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [stand_in(one) for one in value]
        given.append(_stand_in(value, len(given)))
        return given[-1]

    queryset = make(*[stand_in(value) for value in args])
    assert not cast(Any, queryset)._prefetch_related_lookups, "a prepared statement is one statement"
    try:
        return _Statement(queryset, given)
    except EmptyResultSet:
        return None


def _stand_in(value: Any, number: int) -> Any:
    if isinstance(value, datetime):
        return _EPOCH + timedelta(seconds=number)
    if isinstance(value, date):
        return _EPOCH.date() + timedelta(days=number)
    if isinstance(value, str):
        return f"<value {number}>"
    assert isinstance(value, int), f"{value!r} cannot be an argument of a prepared statement"
    return _LEAST + number


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value


def _is_storable(value: Any) -> bool:
    return not isinstance(value, int) or abs(value) <= _GREATEST


def _flat(args: Sequence[Any]) -> list[Any]:
    return [one for value in args for one in (value if isinstance(value, list | tuple) else (value,))]


def _maker(queryset: "QuerySet[Any, R]", compiler: Any) -> Callable[[Any], list[R]]:
    """What turns rows into the queryset's results: instances with their related ones, tuples, or single values."""
    made_by = cast(Any, queryset)._iterable_class
    if made_by is queries.ModelIterable:
        return _instances(compiler)
    if made_by is queries.ValuesListIterable:
        return lambda rows: [tuple(row) for row in rows]  # type: ignore[misc]
    return lambda rows: [row[0] for row in rows]


def _instances(compiler: Any) -> Callable[[Any], list[Any]]:
    model, positions = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    first, end = positions[0], positions[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:end]]
    populators: Any = queries.get_related_populators
    related = populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    annotated = list((compiler.annotation_col_map or {}).items())

    def made(rows: Any) -> Iterator[Any]:
        for row in rows:
            instance = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
            for other in related:
                other.populate(row, instance)
            for name, position in annotated:
                setattr(instance, name, row[position])
            yield instance

    return lambda rows: list(made(rows))


def insert(instance: M) -> M:
    """Add the row of a new instance and give it its key. Signals are not sent; defaults and `auto_now` are kept."""
    sql, fields, key = _insertion(type(instance))
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(sql, [_saved(field, instance, connection, add=True) for field in fields])
        if key:
            setattr(instance, key, cursor.fetchone()[0])
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
    return instance


def update(instance: Model, *names: str) -> None:
    """Save these fields of an instance that has a row."""
    sql, fields, key = _updating(type(instance), names)
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        values = [_saved(field, instance, connection, add=False) for field in fields]
        cursor.execute(sql, [*values, key(instance)])


_PLAIN = (str, int, bool, type(None))


def _saved(field: "Field[Any, Any]", instance: Model, connection: BaseDatabaseWrapper, *, add: bool) -> Any:
    """The field's value as the database takes it; plain values of plain fields need no preparation."""
    value = instance.__dict__.get(field.attname)
    if type(value) in _PLAIN and type(field) in _TAKE_PLAIN:
        return value
    return field.get_db_prep_save(field.pre_save(instance, add), connection)


@functools.cache
def _insertion(model: type[Model]) -> "tuple[str, list[Field[Any, Any]], str]":
    """INSERT with all columns; the name of the key the database gives, or "" """
    meta = model._meta
    given = meta.auto_field
    fields = [field for field in meta.concrete_fields if field is not given]
    columns = ", ".join(_quoted(field.column) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_quoted(meta.db_table)} ({columns}) VALUES ({values})"  # noqa: S608
    if given is None:
        return sql, fields, ""
    return f"{sql} RETURNING {_quoted(given.column)}", fields, given.attname


@functools.cache
def _updating(
    model: type[Model], names: tuple[str, ...]
) -> "tuple[str, list[Field[Any, Any]], Callable[[Model], Any]]":
    meta = model._meta
    fields = [cast("Field[Any, Any]", meta.get_field(name)) for name in names]
    columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    key = meta.pk
    assert key is not None
    sql = f"UPDATE {_quoted(meta.db_table)} SET {columns} WHERE {_quoted(key.column)} = %s"  # noqa: S608
    return sql, fields, attrgetter(key.attname)


def _quoted(name: str | None) -> str:
    return str(connections[DEFAULT_DB_ALIAS].ops.quote_name(str(name)))
