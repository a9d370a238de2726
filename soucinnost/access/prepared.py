"""Statements built once for each shape of their arguments.

Django writes the SQL of a query anew each time, which for a page of fifteen queries costs more than answering them.
What is kept here is the text of a statement and which of its parameters is which argument: nothing that was read, and
nothing about a reader. Who asks is an argument like any other, with the circles and seats held at this moment.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, NoReturn, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Func, IntegerField, QuerySet

from soucinnost.access.rows import make_plainly

T = TypeVar("T")
ACTOR_IDS = ("circle_ids", "seat_ids", "managed_organisation_ids", "coordinated_region_ids")
ACTOR_FLAGS = ("kind", "is_system", "is_signed_in", "is_administrator")
_FIRST = 7_000_000_000_000_000
_LARGEST = 1_000_000_000_000  # no constant of a query is as large; what is made of a mark is larger
_LIMIT = 1000  # on one connection
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_APART = 997  # days between two days that stand for arguments: nothing computed of one is the other
_FIRST_DAY, _FIRST_MOMENT = date(1000, 1, 1), datetime(1200, 1, 1, tzinfo=UTC)
_TEXT = "\u27e8%d\u27e9"
_FIXED, _MANY, _ACTOR, _ONE = range(4)
"""What a part of a shape is."""


class CannotBePrepared(Exception):
    """A query asked its arguments something that their shape does not tell."""


class FunctionsAreAsked(CannotBePrepared):
    """A query asked what the actor is in a circle: a shape in which that stands may tell it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """An argument that belongs to the shape: it decides how the query looks. Hashable, of few values."""

    value: Any


class Rows(Func):
    """How many rows there are, as the only column of a query: ``values_list(Rows(), flat=True)``.

    No row at all where the query is empty without asking, as for an actor who sits nowhere.
    """

    template = "COUNT(*)"
    output_field = IntegerField()


class _Ids(frozenset[int]):
    """Stands for the ids of a set: they can be put into a statement, but not asked about."""

    def __contains__(self, one: object) -> NoReturn:
        raise CannotBePrepared


class _ShapeOfActor:
    """Stands for an actor with as many circles, seats and grants. Anything else it is asked for is no shape.

    ``functions`` are those held in each of the circles, None while the shape does not tell them.
    """

    def __init__(
        self, flags: tuple[tuple[str, Any], ...], ids: dict[str, Any], person_id: int | None,
        functions: tuple[Any, ...] | None,
    ) -> None:
        self.__dict__.update(flags)
        self._functions = None if functions is None else dict(zip(ids["circle_ids"], functions, strict=True))
        self.__dict__.update((name, _Ids(some)) for name, some in ids.items())
        self.person_id = person_id

    def has(self, circle_id: int, *functions: str) -> bool:
        """As the actor's own: whether any of the functions is held in one of the actor's circles."""
        if self._functions is None:
            raise FunctionsAreAsked
        if circle_id not in self._functions:
            raise CannotBePrepared
        held: frozenset[str] = self._functions[circle_id]
        return not functions or bool(held.intersection(functions))

    def __getattr__(self, name: str) -> NoReturn:
        raise CannotBePrepared(name)


class _Marks:
    """Values that stand for arguments while a statement is built; no two are equal.

    Numbers begin with ``first``: as large as no constant of a query, else small enough for every column.
    """

    def __init__(self, first: int = _FIRST) -> None:
        self.first = first
        self.made: list[Any] = []

    def mark(self, kind: type) -> Any:
        number = len(self.made)
        value: Any
        if kind is int:
            value = self.first + number
        elif kind is str:
            value = _TEXT % number
        else:
            apart = timedelta(days=_APART * sum(isinstance(one, date) for one in self.made))
            value = (_FIRST_DAY if kind is date else _FIRST_MOMENT) + apart
        self.made.append(value)
        return value

    def stand_in(self, part: tuple[Any, ...]) -> Any:
        """The argument of a part of a shape."""
        what, *rest = part
        if what == _FIXED:
            return rest[0]
        if what == _MANY:
            return tuple(self.mark(rest[1]) for _ in range(rest[0]))
        if what == _ACTOR:
            flags, lengths, has_person, functions = rest
            ids = {name: [self.mark(int) for _ in range(length)] for name, length in lengths}
            return _ShapeOfActor(flags, ids, self.mark(int) if has_person else None, functions)
        return self.mark(rest[0])


def _kind(value: Any) -> type:
    for kind in (datetime, date, int, str):
        if isinstance(value, kind) and not isinstance(value, bool):
            return kind
    raise TypeError(f"{type(value).__name__} cannot be an argument of a prepared statement")


Shape = tuple[tuple[Any, ...], ...]


def shape_of(arguments: Iterable[Any], *, with_functions: bool = False) -> tuple[Shape, list[Any]]:
    """Split arguments into what decides how a statement looks, and the values that go into it.

    What the actor is in each circle belongs to it where a query asks (``with_functions``).
    """
    shape: list[tuple[Any, ...]] = []
    values: list[Any] = []
    for argument in arguments:
        if isinstance(argument, Fixed):
            shape.append((_FIXED, argument.value))
        elif isinstance(argument, tuple | list | set | frozenset):
            shape.append((_MANY, len(argument), _kind(next(iter(argument))) if argument else int))
            values.extend(argument)
        elif hasattr(argument, "circle_ids"):
            held = {name: getattr(argument, name) for name in ACTOR_IDS}
            person = argument.person_id
            flags = tuple((name, getattr(argument, name)) for name in ACTOR_FLAGS)
            functions = None
            if with_functions:
                held["circle_ids"], functions = _by_function(argument)
            lengths = tuple((name, len(ids)) for name, ids in held.items())
            shape.append((_ACTOR, flags, lengths, person is not None, functions))
            for ids in held.values():
                values.extend(ids)
            if person is not None:
                values.append(person)
        else:
            shape.append((_ONE, _kind(argument)))
            values.append(argument)
    return tuple(shape), values


def _by_function(actor: Any) -> tuple[list[int], tuple[frozenset[str], ...]]:
    """The actor's circles with what the actor is in each, so that those who are the same have the same shape."""
    if not actor.circle_ids:
        return [], ()
    held = sorted(actor.functions.items(), key=lambda item: sorted(item[1]))
    return [circle for circle, _functions in held], tuple(functions for _circle, functions in held)


class _Query:
    """The query of a statement, as the classes that read rows ask for it."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *arguments: Any, **named: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class _Source:
    """What the classes that read rows need of a queryset."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.query, self.db, self.model = _Query(queryset.query, compiler), queryset.db, queryset.model
        self._known_related_objects, self._fields = queryset._known_related_objects, queryset._fields


def _is_made_of(param: Any, marks: list[Any]) -> bool:
    """Whether a parameter was computed of an argument, as the pattern of a LIKE: it does not follow the argument."""
    if isinstance(param, str):
        return any(isinstance(mark, str) and mark in param for mark in marks)
    return isinstance(param, int) and abs(param) >= _LARGEST


class _Statement:
    """SQL on one connection, and which parameter is which value."""

    calls = 0

    def __init__(self, queryset: Any, marks: list[Any], needed: set[int], connection: Any) -> None:
        if queryset._prefetch_related_lookups or queryset.query.select_for_update:
            raise CannotBePrepared
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        make_plainly(self.compiler.klass_info)
        self.compiler.get_converters = self._converters(self.compiler.get_converters)
        self.compiler.as_sql = lambda *arguments, **named: (self.sql, self.bound)
        self.params: list[Any] = list(params)
        self.bound: tuple[Any, ...] = ()
        ops = connection.ops
        adapted = {self._adapted(ops, mark): at for at, mark in enumerate(marks)}
        self.places: list[tuple[int, int, Callable[[Any], Any] | None]] = []
        for place, param in enumerate(self.params):
            at = adapted.get(param) if isinstance(param, int | str | date) else None
            if at is not None:
                self.places.append((place, at, self._adapter(ops, marks[at], param)))
            elif isinstance(param, date) or (isinstance(param, str) and _DAY.match(param)):
                raise CannotBePrepared("a day that is no argument would be yesterday's tomorrow")
            elif _is_made_of(param, marks):
                raise CannotBePrepared("what is made of an argument would stay that of the first one")
        if needed - {at for _place, at, _adapter in self.places}:
            raise CannotBePrepared("an argument does not stand in the statement as it is")
        self.source = _Source(queryset, self.compiler)
        self.reader = queryset._iterable_class

    @staticmethod
    def _converters(find: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Columns of a statement do not change, so what turns them into Python does not either."""
        known: list[Any] = []

        def converters(fields: Any) -> Any:
            if not known:
                known.append(find(fields))
            return known[0]

        return converters

    @staticmethod
    def _adapted(ops: Any, value: Any) -> Any:
        if isinstance(value, datetime):
            return ops.adapt_datetimefield_value(value)
        return ops.adapt_datefield_value(value) if isinstance(value, date) else value

    @staticmethod
    def _adapter(ops: Any, mark: Any, param: Any) -> Callable[[Any], Any] | None:
        if isinstance(mark, datetime):
            return ops.adapt_datetimefield_value
        if isinstance(mark, date):
            return ops.adapt_datefield_value
        return None if type(param) in (int, str) else type(param)

    def bind(self, values: list[Any]) -> tuple[Any, ...]:
        """Parameters with the values in their places."""
        params = self.params.copy()
        for place, at, adapter in self.places:
            value = values[at]
            params[place] = value if adapter is None else adapter(value)
        return tuple(params)

    def rows(self, values: list[Any]) -> Iterator[Any]:
        """Run the statement and read its rows as the queryset would."""
        self.bound = self.bind(values)
        return iter(self.reader(self.source))


class _Empty:
    """Stands for a statement that Django would not send, for no row can answer it."""


class Prepared(Generic[T]):
    """A query by its arguments: ids, texts, days, moments, sets of ids, an actor; ``Fixed`` for what decides its look.

    ``build`` must make the query of its arguments alone: no clock, no language, no reading. What can be seen of a
    breach makes the query run unprepared, as does one that prefetches; where the shape makes it empty, as for who sits
    nowhere, nothing is asked. In tests calls are compared with the query as built anew: of each statement the first
    ``check_every`` and then each such one.
    """

    check_every = 0

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self.build = build
        self.asks_functions = False
        self.__doc__ = build.__doc__

    def __call__(self, *arguments: Any) -> list[T]:
        """Read the rows now."""
        statement, values = self._found(arguments)
        if statement is None:
            return list(self._built(arguments))
        if isinstance(statement, _Empty):
            if Prepared.check_every and list(self._built(arguments)):
                raise AssertionError(f"There are rows where none can be: {self.build.__name__}")
            return []
        if Prepared.check_every:
            statement.calls += 1
            if statement.calls <= Prepared.check_every or not statement.calls % Prepared.check_every:
                self._check(statement, arguments, values)
        return list(statement.rows(values))

    def unprepared(self, *arguments: Any) -> list[T]:
        """Read the rows now by a statement that is not kept, for what is asked rarely."""
        return list(self._built(arguments))

    def is_prepared(self, *arguments: Any) -> bool:
        """Whether a call with these arguments runs a statement that is kept."""
        return isinstance(self._found(arguments)[0], _Statement)

    def _built(self, arguments: Iterable[Any]) -> QuerySet[Any, T]:
        return self.build(*(one.value if isinstance(one, Fixed) else one for one in arguments))

    def _found(self, arguments: Iterable[Any]) -> "tuple[_Statement | _Empty | None, list[Any]]":
        """The statement for the arguments, None where there is none, and the values that go into it."""
        if not self.asks_functions:
            shape, values = shape_of(arguments)
            try:
                return self._statement(shape), values
            except FunctionsAreAsked:
                self.asks_functions = True
        shape, values = shape_of(arguments, with_functions=True)
        return self._statement(shape), values

    def _statement(self, shape: Shape) -> "_Statement | _Empty | None":
        connection = connections[DEFAULT_DB_ALIAS]
        kept: dict[Any, _Statement | _Empty | None] = connection.__dict__.setdefault("prepared_statements", {})
        key = (self, shape)
        if key not in kept:
            if len(kept) >= _LIMIT:
                kept.clear()
            kept[key] = self._made(shape, connection)
        return kept[key]

    def _made(self, shape: Shape, connection: Any) -> "_Statement | _Empty | None":
        marks = _Marks()
        needed: set[int] = set()
        arguments = []
        for part in shape:
            begun = len(marks.made)
            arguments.append(marks.stand_in(part))
            if part[0] != _ACTOR:
                needed.update(range(begun, len(marks.made)))
        try:
            return _Statement(self.build(*arguments), marks.made, needed, connection)
        except FunctionsAreAsked:
            raise
        except EmptyResultSet:
            return self._empty(shape, connection)
        except CannotBePrepared:
            return None

    def _empty(self, shape: Shape, connection: Any) -> "_Empty | None":
        """Whether it is the shape that no row can answer, and not the size of what stands for a number."""
        marks = _Marks(first=1)
        try:
            self.build(*(marks.stand_in(part) for part in shape)).query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return _Empty()
        return None

    def _check(self, statement: "_Statement", arguments: Iterable[Any], values: list[Any]) -> None:
        sql, params = self._built(arguments).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        bound = statement.bind(values)
        if sql != statement.sql or sorted(map(repr, params)) != sorted(map(repr, bound)):
            raise AssertionError(f"The prepared statement is another one: {statement.sql} {bound}, not {sql} {params}")
