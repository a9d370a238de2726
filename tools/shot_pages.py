"""Which pages there are to look at: every address that answers with a page, for the first reader who may see it.

Addresses come from the URL resolver, so a new page is in the pictures by itself. An address with an identifier needs
to be told which records to try: ``FINDERS``, by the address's name and the parameter.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

#: (pattern of the name, parameter) -> (model, field, of a record it refers to by dots). The first that fits is taken.
FINDERS: list[tuple[str, str, str, str]] = [
    (r"ui:colours", "key", "agencies.Organisation", "uid"),
    (r"access:(account|open_account|renew_link|.*grant)", "uid", "agencies.Person", "uid"),
    (r"access:(controller|.*logo)", "uid", "agencies.Organisation", "uid"),
    (r"access:(circle_audit|break_glass)", "uid", "access.Circle", "uid"),
    (r"access:retention_rule", "key", "retention.Rule", "kind"),
    (r"agencies:.*organisation.*|agencies:units", "uid", "agencies.Organisation", "uid"),
    (r"agencies:(place|add_stand_in)", "uid", "agencies.Affiliation", "uid"),
    (r"agencies:.*", "uid", "agencies.Person", "uid"),
    (r"territory:.*locality", "uid", "territory.Locality", "uid"),
    (r"territory:area", "uid", "territory.Area", "uid"),
    (r"overview:.*", "uid", "territory.Area", "uid"),
    (r"documents:.*", "uid", "documents.Attachment", "uid"),
    (r"notices:.*", "uid", "notices.Message", "uid"),
    (r"(meetings|ballots|intake):(new|list)", "group_uid", "groups.Group", "uid"),
    (r"ballots:.*", "uid", "ballots.Ballot", "uid"),
    (r"intake:.*", "uid", "intake.Intake", "uid"),
    (r"evaluations:.*", "uid", "intake.EvaluationReading", "uid"),
    (r"publishing:.*", "uid", "publishing.Preparation", "meeting.uid"),
    (r"portal:group", "uid", "publishing.PublicMinutes", "meeting.group.uid"),
    (r"portal:.*", "uid", "publishing.PublicMinutes", "uid"),
    (r"support:.*consultation", "uid", "support.Consultation", "uid"),
    (r"support:.*handover", "uid", "support.Handover", "uid"),
    (r"support:.*need", "uid", "support.TrainingNeed", "uid"),
    (r"support:.*", "uid", "support.Circular", "uid"),
    (r"webhooks:.*", "uid", "webhooks.Webhook", "uid"),
    (r"strategy:.*", "goal_uid", "strategy.Goal", "uid"),
    (r"strategy:.*", "measure_uid", "strategy.Measure", "uid"),
    (r"strategy:.*", "activity_uid", "strategy.Activity", "uid"),
    (r"strategy:.*", "seat_uid", "access.Seat", "uid"),
    (r"strategy:.*", "version_uid", "strategy.ReportVersion", "uid"),
    (r"strategy:.*", "key", "strategy.Passage", "key"),
    (r"strategy:(claim|claim_correct|claim_use|claim_rows|conflict_new)", "uid", "evidence.Claim", "uid"),
    (r"strategy:(claim_new|take_over|indicator_new)", "uid", "strategy.Measure", "uid"),
    (r"strategy:goal_indicator_new", "uid", "strategy.Goal", "uid"),
    (r"strategy:undertaking(_edit|_claim|_take_over)?", "uid", "strategy.Undertaking", "uid"),
    (r"strategy:indicator(_edit|_claim|_take_over)?", "uid", "strategy.Indicator", "uid"),
    (r"strategy:collection", "uid", "strategy.Collection", "uid"),
    (r"strategy:(answer|answered|ask_person)", "uid", "strategy.Ask", "uid"),
    (r"strategy:round", "uid", "strategy.Round", "uid"),
    (r"strategy:remark_(answer|edit)", "uid", "strategy.Remark", "uid"),
    (r"strategy:.*", "uid", "strategy.Strategy", "uid"),
    (r"groups:.*", "topic_uid", "groups.Topic", "uid"),
    (r"groups:.*", "document_uid", "documents.Attachment", "uid"),
    (r"groups:.*", "mandate_uid", "groups.Mandate", "uid"),
    (r"groups:.*", "item_uid", "groups.StandingItem", "uid"),
    (r"groups:.*", "uid", "groups.Group", "uid"),
    (r"assignments:.*", "uid", "assignments.Assignment", "uid"),
    (r"reports:new", "group_uid", "groups.Group", "uid"),
    (r"reports:(write|nothing_new)", "org_uid", "agencies.Organisation", "uid"),
    (r"reports:(report|correct)", "uid", "reports.Report", "uid"),
    (r"reports:.*", "uid", "reports.Call", "uid"),
    (r"meetings:.*", "item_uid", "meetings.AgendaItem", "uid"),
    (r"meetings:.*", "number", "meetings.MinutesVersion", "number"),
    (r"meetings:.*", "uid", "meetings.Meeting", "uid"),
]

#: Of which records of a kind some addresses speak only.
NARROWED: dict[str, dict[str, str]] = {"overview": {"kind": "region"}}
#: Addresses that answer with a file (or with data for a script), so that there is no page to look at.
FILES = {
    "assignments:export", "ballots:protocol", "documents:download", "meetings:archive", "meetings:changes",
    "meetings:key", "meetings:paper", "meetings:suggest", "notices:draft", "notices:drafts", "overview:export",
    "portal:docx", "portal:feed", "portal:group_feed", "portal:pdf", "portal:sitemap", "publishing:preview_paper",
    "search:suggest", "strategy:evaluation_file", "strategy:report_html", "strategy:round_paper", "support:download",
    "support:export_circular", "support:export_needs",
}
#: Fields that change what the page of a record offers: one picture for each value.
STATES = ("state", "status")
#: Pages that look different to everybody.
FOR_EVERYBODY = {"desk:desk", "groups:list", "access:administration"}
#: Addresses that answer with something else than a page, lead to another one, or end what we are doing.
LEFT_OUT = {
    "account_logout", "groups:document", "meetings:meeting", "mfa_download_recovery_codes", "ui:robots", "ui:colours",
    "root",
}
PAGE, FAILS = "page", "fails"
NOT_FOR_READING = 405
CANDIDATES, CANDIDATES_OF_STATE, MOST_LOOKED_AT = 25, 6, 400


@dataclass(frozen=True)
class Shot:
    """One picture: a name for the file, the address, the reader's e-mail (empty for nobody), whether it fails."""

    name: str
    url: str
    reader: str
    fails: bool = False


def pages(readers: list[str], client_of: Callable[[str], Client]) -> list[Shot]:
    """Return what to photograph; ``client_of`` gives a signed-in client for an e-mail (nobody for an empty one)."""
    shots: list[Shot] = []
    for name, parameters in sorted(set(_addresses())):
        done: set[str] = set()
        for url, label in [] if name in LEFT_OUT else _urls(name, parameters):
            if label in done:
                continue
            if client_of(readers[0]).get(url).status_code == NOT_FOR_READING:
                break
            answers = _answers(name, url, readers, client_of)
            if answers:
                done.add(label)
            for reader, answer in answers.items():
                suffix = f"-{reader.split('@')[0]}" if len(answers) > 1 else ""
                key = re.sub(r"[^a-z0-9]+", "-", f"{name}{label}{suffix}".lower()).strip("-")
                shots.append(Shot(key, url, reader, answer == FAILS))
    return shots


def _answers(name: str, url: str, readers: list[str], client_of: Callable[[str], Client]) -> dict[str, str]:
    """Who gets a page there (or an error): the first reader, everybody where pages differ by reader."""
    found: dict[str, str] = {}
    for reader in ["", *readers]:
        answer = _answer(client_of(reader), url)
        if answer:
            found[reader] = answer
            if name not in FOR_EVERYBODY:
                break
    return found


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
    """Addresses to try with a label: the state of their record."""
    if name in FILES:
        return
    choices = [_values(name, parameter) for parameter in parameters]
    for values in product(*choices):
        arguments = dict(zip(parameters, (value for value, _label in values), strict=True))
        try:
            yield reverse(name, kwargs=arguments), "".join(label for _value, label in values)
        except NoReverseMatch:
            continue


def _values(name: str, parameter: str) -> list[tuple[Any, str]]:
    """Values of a parameter from the newest records of each state, with the state for a label."""
    for pattern, wanted, label, field in FINDERS:
        if wanted != parameter or not re.fullmatch(pattern, name):
            continue
        try:
            model = apps.get_model(label)
        except LookupError:
            return []
        rows = model._default_manager.filter(**NARROWED.get(name.partition(":")[0], {})).order_by("-pk")
        return list(_newest(rows[:MOST_LOOKED_AT], field))
    return []


def _newest(rows: Iterable[Any], field: str) -> Iterator[tuple[Any, str]]:
    taken: Counter[str] = Counter()
    for record in rows:
        state = next((str(value) for value in (getattr(record, one, "") for one in STATES) if value), "")
        taken[state] += 1
        if taken[state] <= (CANDIDATES_OF_STATE if state else CANDIDATES):
            yield attrgetter(field)(record), f"-{state}" if state else ""


def _answer(client: Client, url: str) -> str:
    """What the reader gets there: ``PAGE``, ``FAILS`` for an error of the server, or "" for anything else."""
    answer = client.get(url)
    if answer.status_code >= 500:
        return FAILS
    if answer.status_code != 200 or answer.headers.get("Content-Disposition"):
        return ""
    return PAGE if answer.headers["Content-Type"].startswith("text/html") else ""
