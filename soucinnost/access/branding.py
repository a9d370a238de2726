"""The frame of a reader's pages: name of the town, its colour, the reader's name."""

from django.http import HttpRequest

from soucinnost.access.models import Controller
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
    if managed:
        return None
    joined = list(controllers.filter(circles__in=actor.circle_ids).order_by("pk").distinct()[:2])
    return joined[0] if len(joined) == 1 else None


def frame_for(request: HttpRequest) -> Frame:
    """Return the frame of a signed-in reader."""
    user = request.user
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = getattr(user, "person", None)
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
