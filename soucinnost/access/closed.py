"""Which records of a circle are closed to a reader, whatever app they belong to.

Access lies below the apps that hold the records, so it asks every model of the installation that has an identifier,
belongs to a circle and says by ``visible_to`` who may see it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from soucinnost.access.models import Circle
from soucinnost.kernel.actor import Actor

#: Ways from a record to its circle, nearest first.
WAYS = (
    ("circle",), ("group", "circle"), ("meeting", "circle"), ("item", "circle"), ("entry", "circle"),
    ("call", "circle"), ("ballot", "circle"), ("strategy", "circle"), ("attachment", "circle"),
    ("preparation", "circle"), ("webhook", "circle"),
)


def _reaches(model: type[Model], way: tuple[str, ...]) -> bool:
    at: type[Model] | None = model
    for name in way:
        try:
            at = at._meta.get_field(name).related_model if at is not None else None  # type: ignore[assignment]
        except FieldDoesNotExist:
            return False
    return at is Circle


def circle_models() -> Iterator[tuple[type[Model], str]]:
    """Models with an identifier whose records belong to a circle, each with the path of its filter."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "uid" not in names or not hasattr(model._default_manager.all(), "visible_to"):
            continue
        way = next((way for way in WAYS if _reaches(model, way)), None)
        if way is not None:
            yield model, "__".join(way)


def closed_uids(actor: Actor, circle: Circle) -> set[str]:
    """Identifiers of the records of the circle that the actor may not see."""
    found: set[str] = set()
    for model, path in circle_models():
        visible = model._default_manager.all().visible_to(actor)  # type: ignore[attr-defined]
        hidden = model._default_manager.filter(**{path: circle}).exclude(pk__in=visible.values("pk"))
        found.update(hidden.values_list("uid", flat=True))
    return found
