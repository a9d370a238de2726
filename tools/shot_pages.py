"""Which pages there are to look at: every address that answers with a page, for the first reader who may see it.

Addresses come from the URL resolver, so a new page is in the pictures by itself. An address with an identifier needs
to be told which records to try: ``FINDERS``, by the address's name and the parameter.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

#: (pattern of the name, parameter) -> (model, field). The first that fits is taken.
FINDERS: list[tuple[str, str, str, str]] = [
    (r"ui:colours", "key", "agencies.Organisation", "uid"),
    (r"access:(account|open_account|renew_link|.*grant)", "uid", "agencies.Person", "uid"),
    (r"access:(controller|.*logo)", "uid", "agencies.Organisation", "uid"),
    (r"access:(circle_audit|break_glass)", "uid", "access.Circle", "uid"),
    (r"access:retention_rule", "key", "retention.Rule", "key"),
    (r"agencies:.*organisation.*|agencies:units", "uid", "agencies.Organisation", "uid"),
    (r"agencies:(place|add_stand_in)", "uid", "agencies.Affiliation", "uid"),
    (r"agencies:.*", "uid", "agencies.Person", "uid"),
    (r"territory:.*locality", "uid", "territory.Locality", "uid"),
    (r"territory:area", "uid", "territory.Area", "uid"),
    (r"notices:.*", "uid", "notices.Message", "uid"),
    (r"groups:.*", "topic_uid", "groups.Topic", "uid"),
    (r"groups:.*", "document_uid", "documents.Attachment", "uid"),
    (r"groups:.*", "mandate_uid", "groups.Mandate", "uid"),
    (r"groups:.*", "item_uid", "groups.StandingItem", "uid"),
    (r"groups:.*", "uid", "groups.Group", "uid"),
    (r"assignments:.*", "uid", "assignments.Assignment", "uid"),
    (r"meetings:new", "uid", "groups.Group", "uid"),
    (r"meetings:.*", "item_uid", "meetings.AgendaItem", "uid"),
    (r"meetings:.*", "number", "meetings.MinutesVersion", "number"),
    (r"meetings:.*", "uid", "meetings.Meeting", "uid"),
]

#: Fields in which one record differs from the next so much that both are worth a picture.
STATES = ("state", "status", "kind")
#: Pages that look different to everybody.
FOR_EVERYBODY = {"desk:desk", "groups:list", "access:administration"}
#: Addresses that answer with something else than a page, or end what we are doing.
LEFT_OUT = {"account_logout", "mfa_download_recovery_codes", "ui:robots", "ui:colours", "root"}
PAGE, FAILS = "page", "fails"
CANDIDATES = 60
PICTURES_OF_ONE = 4


@dataclass(frozen=True)
class Shot:
    """One picture: a name for the file, the address, the reader's e-mail (empty for nobody), whether it fails."""

    name: str
    url: str
    reader: str
    fails: bool = False


def pages(readers: list[str], client_of: Callable[[str], Client]) -> list[Shot]:
    """Return what to photograph; ``client_of`` gives a signed-in client for an e-mail (nobody for an empty one)."""
    shots: dict[tuple[str, str], Shot] = {}
    for name, parameters in sorted(set(_addresses())):
        if name in LEFT_OUT:
            continue
        for url, label in _urls(name, parameters):
            answers = {reader: _answer(client_of(reader), url) for reader in ["", *readers]}
            seen = [reader for reader, answer in answers.items() if answer]
            taken = seen if name in FOR_EVERYBODY else seen[:1]
            for reader in taken:
                suffix = f"-{reader.split('@')[0]}" if len(taken) > 1 else ""
                key = re.sub(r"[^a-z0-9]+", "-", f"{name}{label}{suffix}".lower()).strip("-")
                shots.setdefault((url, reader), Shot(key, url, reader, answers[reader] == FAILS))
    return _numbered(shots.values())


def _numbered(shots: Iterable[Shot]) -> list[Shot]:
    """Give every picture a name of its own, and of one kind of page only the first few."""
    counts: dict[str, int] = {}
    kept = []
    for shot in shots:
        counts[shot.name] = number = counts.get(shot.name, 0) + 1
        if number <= PICTURES_OF_ONE:
            kept.append(replace(shot, name=f"{shot.name}-{number}" if number > 1 else shot.name))
    return kept


def _addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of all addresses with their parameters."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: Iterable[Any], namespace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", tuple(sorted(pattern.pattern.regex.groupindex))


def _urls(name: str, parameters: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Addresses to try with a label: one for every state of its record."""
    if name.startswith("meetings:paper") and parameters:
        return
    choices = [_values(name, parameter) for parameter in parameters]
    for values in product(*choices):
        arguments = dict(zip(parameters, (value for value, _label in values), strict=True))
        try:
            yield reverse(name, kwargs=arguments), "".join(label for _value, label in values)
        except NoReverseMatch:
            continue


def _values(name: str, parameter: str) -> list[tuple[Any, str]]:
    """Values of a parameter from the records, those of different states first."""
    for pattern, wanted, label, field in FINDERS:
        if wanted != parameter or not re.fullmatch(pattern, name):
            continue
        try:
            model = apps.get_model(label)
        except LookupError:
            return []
        by_state: dict[str, list[tuple[Any, str]]] = {}
        for record in model._default_manager.order_by("-pk")[:CANDIDATES]:
            state = next((str(value) for value in (getattr(record, one, "") for one in STATES) if value), "")
            by_state.setdefault(state, []).append((getattr(record, field), f"-{state}" if state else ""))
        return [value for values in by_state.values() for value in values[:PICTURES_OF_ONE]]
    return []


def _answer(client: Client, url: str) -> str:
    """What the reader gets there: ``PAGE``, ``FAILS`` for an error of the server, or "" for anything else."""
    answer = client.get(url)
    if answer.status_code >= 500:
        return FAILS
    if answer.status_code != 200 or answer.headers.get("Content-Disposition"):
        return ""
    return PAGE if answer.headers["Content-Type"].startswith("text/html") else ""
