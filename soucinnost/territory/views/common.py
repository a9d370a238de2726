"""What the views of territory share."""

from django.http import HttpRequest

from soucinnost.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware built for this request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
