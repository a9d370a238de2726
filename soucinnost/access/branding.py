"""The frame of a reader's pages: name of the town, its colour, the reader's name."""

from django.http import HttpRequest

from soucinnost.access.models import Circle, Controller
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.ui.frame import Frame


def controller_of(actor: Actor) -> Controller | None:
    """Return the lead organisation under whose name the actor works: the one managed, else the one of all circles.

    None when there is none, or several: then no single town's name would be true.
    """
    controllers = Controller.objects.select_related("organisation").defer("logo")
    managed = list(controllers.filter(organisation__in=actor.managed_organisation_ids)[:2])
    if len(managed) == 1:
        return managed[0]
    ids = set(Circle.objects.filter(pk__in=actor.circle_ids).values_list("controller_id", flat=True)[:50])
    return controllers.get(pk=ids.pop()) if len(ids) == 1 and not managed else None


def frame_for(request: HttpRequest) -> Frame:
    """Return the frame of a signed-in reader."""
    user = request.user
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
    controller = controller_of(actor)
    return Frame(
        town="" if controller is None else controller.organisation.name,
        sheet="" if controller is None else controller.organisation.uid,
        person=str(user) if person is None else person.name,
        user_uid=user.uid,  # type: ignore[union-attr]
    )


def colour_for(key: str) -> str | None:
    """Return the colour of the lead organisation with this identifier."""
    return Controller.objects.filter(organisation__uid=key).values_list("colour", flat=True).first()
