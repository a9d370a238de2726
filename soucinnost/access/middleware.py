"""Putting the actor on the request, anew each time: what was revoked is gone at the next request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from soucinnost.access.actors import PublicActor, actor_for_user


class ActorMiddleware:
    """Set ``request.actor``; built when first asked for, once a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def build() -> object:
            return actor_for_user(request.user) if request.user.is_authenticated else PublicActor()

        request.actor = SimpleLazyObject(build)  # type: ignore[attr-defined]
        return self.get_response(request)
