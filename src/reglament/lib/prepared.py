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

With `settings.PREPARED = False` all of them are what they are written as: a queryset of Django's, and `save`. The
database tests run that way too, which holds that both say the same.
"""

import functools
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    Model,
    PositiveIntegerField,
    QuerySet,
    SlugField,
    TextField,
)
from django.db.models import query as queries
from django.db.models.base import ModelState

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")

_LEAST = 1_987_650_000  # stand-ins for whole numbers begin here; fits every column
_PLAIN = {str, int, bool, type(None)}
_TAKE_PLAIN = {CharField, TextField, SlugField, BigIntegerField, PositiveIntegerField, BigAutoField, ForeignKey}
_GREATEST = 2**63 - 1
_EPOCH = datetime(1, 2, 3, tzinfo=UTC)


def prepared(make: Callable[P, "QuerySet[M, R]"]) -> Callable[P, list[R]]:
    """The function, running the statement of its queryset. Arguments are whole numbers, strings, days and aware
    datetimes, or sequences of them for `__in`; the result is a list.

    Sequences are made longer, to a power of two, by their last value again: so few statements serve all lengths. A
    number no column can hold finds nothing.
    """
    kept: dict[tuple[int, ...], _Statement[R] | None] = {}

    @functools.wraps(make)
    def fetch(*given: P.args, **kwargs: P.kwargs) -> list[R]:
        assert not kwargs, "arguments of a prepared statement are given in their order"
        args = [_lengthened(value) if isinstance(value, list | tuple) else value for value in given]
        values = _flat(args)
        if not all(map(_is_storable, values)):
            return []
        if not settings.PREPARED:
            return list(make(*given, **kwargs))
        lengths = tuple(len(value) if isinstance(value, list) else -1 for value in args)
        if lengths not in kept:
            kept[lengths] = _compiled(cast("Callable[..., QuerySet[M, R]]", make), args)
        statement = kept[lengths]
        return statement.run(values) if statement else []

    return fetch


def _lengthened(values: Sequence[Any]) -> list[Any]:
    """As many of them as the next power of two says; the last one again and again changes no `__in`."""
    if not values:
        return []
    missing = (1 << (len(values) - 1).bit_length()) - len(values)
    return [*values, *([values[-1]] * missing)]


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
        if isinstance(value, list):
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
    return [one for value in args for one in (value if isinstance(value, list) else (value,))]


def _maker(queryset: "QuerySet[Any, R]", compiler: Any) -> Callable[[Any], list[R]]:
    """What turns rows into the queryset's results: instances with their related ones, tuples, or single values."""
    made_by = cast(Any, queryset)._iterable_class
    if made_by is queries.ModelIterable:
        return _instances(compiler)
    if made_by is queries.ValuesListIterable:
        return lambda rows: [tuple(row) for row in rows]  # type: ignore[misc]
    return lambda rows: [row[0] for row in rows]


def _instances(compiler: Any) -> Callable[[Any], list[Any]]:
    make = _instance_maker(compiler.klass_info, compiler.select)
    annotated = list((compiler.annotation_col_map or {}).items())
    if not annotated:
        return lambda rows: [make(row) for row in rows]

    def with_annotations(row: Any) -> Any:
        instance = make(row)
        for name, position in annotated:
            setattr(instance, name, row[position])
        return instance

    return lambda rows: [with_annotations(row) for row in rows]


def _instance_maker(info: Any, select: Any) -> Callable[[Any], Any]:
    """What makes an instance, with the related ones it was selected with, of a row."""
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in select[first:end]]
    load = _loader(info["model"], names)
    others = [
        (_key_position(other, select), _instance_maker(other, select), other["local_setter"], other["remote_setter"])
        for other in info.get("related_klass_infos", [])
    ]

    def made(row: Any) -> Any:
        instance = load(row[first:end])
        for key, make, set_other, set_back in others:
            other = None if row[key] is None else make(row)
            set_other(instance, other)
            if other is not None:
                set_back(other, instance)
        return instance

    return made


def _key_position(info: Any, select: Any) -> int:
    """Where the key of the related one stands in a row."""
    return next(int(place) for place in info["select_fields"] if select[place][0].target.primary_key)


def _loader(model: type[Model], names: list[str]) -> Callable[[Any], Any]:
    """Model.from_db, in a third of its time: columns are written into the new instance as they are.

    Nobody here listens to the signals of `Model.__init__`. A model with a `from_db` of its own is asked.
    """
    if cast(Any, model.from_db).__func__ is not cast(Any, Model.from_db).__func__:
        return lambda values: model.from_db(DEFAULT_DB_ALIAS, names, values)

    def loaded(values: Any) -> Any:
        instance = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        instance.__dict__.update(zip(names, values, strict=True), _state=state)
        return instance

    return loaded


def insert(instance: M) -> M:
    """Add the row of a new instance and give it its key. Signals are not sent; defaults and `auto_now` are kept."""
    if not settings.PREPARED:
        instance.save(force_insert=True)
        return instance
    sql, fields, key = _insertion(type(instance))
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(sql, [_saved(field, instance, connection, add=True) for field in fields])
        if key:
            setattr(instance, key, cursor.fetchone()[0])
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
    return instance


def update(instance: Model, *names: str) -> None:
    """Save these fields of an instance that has a row; DatabaseError when it has none, as Django says."""
    if not settings.PREPARED:
        instance.save(update_fields=names)
        return
    sql, fields, key = _updating(type(instance), names)
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        values = [_saved(field, instance, connection, add=False) for field in fields]
        cursor.execute(sql, [*values, key(instance)])
        if not cursor.rowcount:
            raise DatabaseError(f"there is no row of {instance!r} to update")


def _saved(field: "Field[Any, Any]", instance: Model, connection: BaseDatabaseWrapper, *, add: bool) -> Any:
    """The field's value as the database takes it; plain values of plain fields need little or no preparation."""
    value = instance.__dict__.get(field.attname)
    if type(field) in _TAKE_PLAIN and type(value) in _PLAIN:
        return value
    if type(field) is DateTimeField and not (field.auto_now or field.auto_now_add):
        return None if value is None else connection.ops.adapt_datetimefield_value(value)
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
