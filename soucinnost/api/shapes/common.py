"""Shapes that several areas share."""

from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

from soucinnost.agencies.models import Organisation, Person

Item = TypeVar("Item")

MOST_PAGES = 100_000
NO_NUL = r"^[^\x00]*$"

Uid = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
"""A random identifier as it stands in addresses."""


class Given(Schema):
    """What a client sends: nothing besides the named fields."""

    model_config = ConfigDict(extra="forbid")


class Paging(Given):
    """Which page of a list; the order of lists does not change."""

    page: int = Field(1, ge=1, le=MOST_PAGES)
    limit: int = Field(50, ge=1, le=100)

    @property
    def start(self) -> int:
        """How many records stand before the page."""
        return (self.page - 1) * self.limit


class Page(Schema, Generic[Item]):
    """One page of a list; ``more`` says whether another follows."""

    items: list[Item]
    page: int
    limit: int
    more: bool


class Ref(Schema):
    """A record by its identifier and name."""

    uid: str
    name: str


class Problem(Schema):
    """An error (RFC 9457)."""

    class Field(Schema):
        """What is wrong with one value."""

        field: str
        message: str

    type: str
    title: str
    status: int
    detail: str = ""
    fields: list[Field] = []


def person_ref(person: Person | None) -> Ref | None:
    """A person by name; None for nobody."""
    return Ref(uid=person.uid, name=person.name) if person is not None else None


def organisation_ref(organisation: Organisation | None) -> Ref | None:
    """An organisation by name; None for none."""
    return Ref(uid=organisation.uid, name=organisation.name) if organisation is not None else None


def cut(records: list[Item], paging: Paging) -> tuple[list[Item], bool]:
    """Cut a page's records out of those read (one more than the page holds), and say whether more follow."""
    return records[: paging.limit], len(records) > paging.limit
