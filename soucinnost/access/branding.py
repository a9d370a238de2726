"""The frame of a reader's pages: name of the town, its colour, the reader's name."""

from django.http import HttpRequest

from soucinnost.access.models import Controller
from soucinnost.kernel.actor import Actor
from soucinnost.ui.frame import Frame


def town_of(actor: Actor) -> tuple[str, str]:
    """Return name and uid of the lead organisation under whose name the actor works.

    It is the one managed, else the one of all circles. Two empty texts when there is none, or several: then no single
    town's name would be true.
    """
    found = list(getattr(actor, "managed_towns", ()) or getattr(actor, "towns", ()))
    return found[0] if len(found) == 1 else ("", "")


def frame_for(request: HttpRequest) -> Frame:
    """Return the frame of a signed-in reader."""
    user = request.user
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = getattr(user, "person", None)
    town, sheet = town_of(actor)
    return Frame(
        town=town,
        sheet=sheet,
        person=str(user) if person is None else person.name,
        user_uid=user.uid,  # type: ignore[union-attr]
    )


def colour_for(key: str) -> str | None:
    """Return the colour of the lead organisation with this identifier."""
    return Controller.objects.filter(organisation__uid=key).values_list("colour", flat=True).first()
