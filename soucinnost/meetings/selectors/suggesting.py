"""Completing names of organisations and people while typing."""

from typing import Any

from soucinnost.agencies.models import Organisation, Person
from soucinnost.agencies.selectors import told_apart
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.folding import fold

LIMIT = 8
SHORTEST = 2


def suggestions(actor: Actor, typed: str) -> list[dict[str, Any]]:
    """Return up to eight organisations and people the actor may see whose name has a word beginning as typed.

    Diacritics and case do not matter. Less than two letters give nothing. Organisations first. Namesakes stand with
    what tells them apart.
    """
    wanted = fold(typed[:80])
    if len(wanted) < SHORTEST:
        return []
    places = Organisation.objects.visible_to(actor).filter(is_active=True).values_list("uid", "name", "short_name")
    found = [
        {"uid": uid, "kind": "organisation", "name": short or name, "full": name}
        for uid, name, short in places
        if _begins(wanted, f"{name} {short}")
    ]
    known = [
        person for person in Person.objects.visible_to(actor).filter(is_active=True)
        if _begins(wanted, f"{person.given_name} {person.surname}")
    ]
    beside = told_apart(known)
    people = [
        {
            "uid": person.uid, "kind": "person", "name": ", ".join(filter(None, (person.name, beside.get(person.uid)))),
            "full": person.sort_name,
        }
        for person in known
    ]
    ordered = [sorted(rows, key=lambda row: sort_key(row["full"])) for rows in (found, people)]
    return [*ordered[0], *ordered[1]][:LIMIT]


def _begins(wanted: str, text: str) -> bool:
    folded = fold(text)
    return folded.startswith(wanted) or f" {wanted}" in folded
