"""Records out of the rows of a kept statement: what ``Model.from_db`` makes, without asking each field each time."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.files import FileDescriptor
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.signals import post_init, pre_init

_SETS_NOTHING_ELSE = (ForeignKeyDeferredAttribute, FileDescriptor)


class Maker:
    """Stands for a plain model where Django makes its records; everything else is the model's."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)

    def from_db(self, db: str, names: Sequence[str], values: Sequence[Any]) -> Model:
        """A record with these values of its fields; fields that were not read are read when asked for."""
        made = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, db
        made.__dict__.update(zip(names, values, strict=True))
        made._state = state
        return made


def is_plain(model: type[Model]) -> bool:
    """Whether a record is nothing but its values: nobody listens to its making and no field does more than keep it."""
    own: Any = model
    if own.__init__ is not Model.__init__ or own.from_db.__func__ is not Model.from_db.__func__:  # type: ignore[attr-defined,misc]
        return False
    if pre_init.has_listeners(model) or post_init.has_listeners(model):
        return False
    kept = [getattr(model, field.attname) for field in model._meta.concrete_fields]
    return all(isinstance(one, _SETS_NOTHING_ELSE) or not hasattr(type(one), "__set__") for one in kept)


def make_plainly(about: dict[str, Any] | None) -> None:
    """Let the rows of a statement (its compiler's ``klass_info``) become records by :class:`Maker` where that does."""
    if about is None:
        return
    if is_plain(about["model"]):
        about["model"] = Maker(about["model"])
    for related in about.get("related_klass_infos", []):
        make_plainly(related)
