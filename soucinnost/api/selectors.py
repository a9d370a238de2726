"""Reading tokens, and the actor that a token makes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Max
from django.utils import timezone

from soucinnost.access.actors import PersonActor, actor_for_person
from soucinnost.access.enums import Function, Standing
from soucinnost.access.models import Circle, Seat
from soucinnost.agencies.models import Person
from soucinnost.api.models import ApiToken
from soucinnost.audit.models import Entry
from soucinnost.kernel.tokens import token_hash

USED = "token.used"


def find_token(text: str) -> ApiToken | None:
    """The token with this text while it holds and its account is switched on, else None."""
    found = ApiToken.objects.live().filter(token_hash=token_hash(text), person__user__is_active=True)
    return found.select_related("person__user").first()


def actor_by_token(person: Person) -> PersonActor:
    """What a program sees for a person: what the person sees, less what may not leave the screen.

    Extraordinary entries are left out (they read on the screen only), and of circles whose lead organisation does not
    let members take documents out only those stay that the person chairs or records (``access.rules.may_export``).
    """
    whole = actor_for_person(person, channel="api")
    real = {
        circle for circle, held in whole.functions.items() if held & {str(Standing.MEMBER), str(Standing.DEPUTY)}
    }
    run = {circle for circle in real if whole.has(circle, Function.CHAIR, Function.RECORDER)}
    open_to = Circle.objects.filter(pk__in=real - run, controller__members_may_export=True)
    kept = run | set(open_to.values_list("pk", flat=True)) if real - run else run
    functions = {
        circle: held - {str(Standing.BREAK_GLASS)} for circle, held in whole.functions.items() if circle in kept
    }
    seats = whole.seat_ids
    if functions != whole.functions:
        left = Seat.objects.filter(pk__in=whole.seat_ids, circle__in=kept).without_break_glass()
        seats = frozenset(left.values_list("pk", flat=True))
    return replace(whole, functions=functions, seat_ids=seats)


def last_used(tokens: Iterable[ApiToken]) -> dict[str, date]:
    """The day when each token was used last, by its uid; those never used are missing."""
    rows = (
        Entry.objects.filter(verb=USED, object_uid__in=[token.uid for token in tokens])
        .order_by().values_list("object_uid").annotate(Max("at"))
    )
    return {uid: timezone.localtime(at).date() for uid, at in rows}
