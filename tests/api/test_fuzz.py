"""Fuzzing: every operation, every role, valid and invalid input made from the description itself.

``make test`` sends one case for each pair, a valid one or an invalid one in turn (on the second database for a third of
them), ``--proof`` 10,000 in all. Nothing may crash, and every answer must be
one that the description names, in the shape that it gives. Half of the identifiers are those of records that exist.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from soucinnost.api.description import describe_json, operations
from soucinnost.api.machine import API
from soucinnost.ballots.models import Vote
from tests.api.kit import token
from tests.cast import Cast
from tests.matrix.expected import COLUMNS
from tests.matrix.stage import Stage
from tests.reports import kit as reports

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
WANTED = 10_000
PAIRS = len(operations(API)) * len(COLUMNS)


_product = get_wsgi_application()


def _local(environ: dict[str, Any], start_response: Any) -> Any:
    """The product as a browser on this machine reaches it."""
    return _product({**environ, "REMOTE_ADDR": "127.0.0.1"}, start_response)


class Ground:
    """The records, a token for every role, and identifiers that exist."""

    def __init__(self, cast: Cast) -> None:
        stage = Stage(cast)
        asked, report = reports.call(cast), reports.reported_then(cast)
        self.tokens = {role: token(cast.person(role))[1] if role != "public" else "" for role in COLUMNS}
        self.people = [cast.person("member").uid, cast.person("chair").uid]
        self.organisations = [cast.ngo.uid, cast.town.uid]
        meetings = [meeting.uid for meeting in stage.meetings.values()]
        self.uids = {
            "groups": [cast.group.uid, cast.other_group.uid], "meetings": meetings, "tasks": [stage.task.uid],
            "calls": [asked.uid], "reports": [report.uid], "organisations": self.organisations, "people": self.people,
            "ballots": [one.uid for one in stage.ballots.values()], "files": [stage.paper.uid, stage.support.file.uid],
            "circulars": [stage.support.draft.uid, stage.support.sent.uid], "regions": [cast.region.uid],
            "consultations": [stage.support.consultation.uid],
        }
        self.papers = [one.uid for one in Vote.objects.filter(ballot=stage.ballots["open"])]
        self.files = [stage.support.draft_file.uid, stage.support.file.uid]
        told = json.loads(describe_json(API))
        for methods in told["paths"].values():
            for operation in methods.values():
                del operation["security"]  # each case gets the token of its role, not an invented one
        self.schema = schemathesis.openapi.from_dict(told)
        self.schema.app = _local

    def of(self, path: str) -> list[str]:
        """Identifiers that fit the first one of an address."""
        return self.uids[path.split("/{uid}")[0].rsplit("/", 1)[-1]]


@pytest.fixture
def ground(cast: Cast, settings: Any) -> Iterator[Ground]:
    """The test's transaction has to live through many requests, so none of them may close its connection."""
    settings.API_PER_MINUTE = 1_000_000
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield Ground(cast)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _put_in(case: Any, ground: Ground, path: str, draw: Callable[..., Any]) -> None:
    """Put identifiers that exist where the case has made up some."""
    if "{uid}" in path and draw(st.booleans()):
        case.path_parameters["uid"] = draw(st.sampled_from(ground.of(path)))
        if "file_uid" in case.path_parameters:
            case.path_parameters["file_uid"] = draw(st.sampled_from(ground.files))
    if not isinstance(case.body, dict) or not draw(st.booleans()):
        return
    known = {
        "owner_person": ground.people, "owner_organisation": ground.organisations, "organisation": ground.organisations
    }
    for name, uids in known.items():
        if isinstance(case.body.get(name), str):
            case.body[name] = draw(st.sampled_from(uids))
    for vote in case.body.get("votes") or () if isinstance(case.body.get("votes"), list) else ():
        if isinstance(vote, dict) and isinstance(vote.get("paper"), str):
            vote["paper"] = draw(st.sampled_from(ground.papers))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "invalid"])
def test_nothing_crashes_and_every_answer_has_its_shape(
    ground: Ground, counts: Callable[[int, int], int], walkers: Callable[..., Sequence[int]], mode: GenerationMode
) -> None:
    """Half of the cases each: what the description allows, and what it does not."""
    each = counts(1, -(-WANTED // PAIRS // 2) + 1)
    apart = counts(walkers((2,), (6,))[0], 1)
    turn = 0 if mode == GenerationMode.POSITIVE else 1
    sent: Counter[int] = Counter()
    for number, one in enumerate(operations(API)):
        operation = ground.schema[one["path"]][one["method"]]
        for place, role in enumerate(COLUMNS):
            if (number + place) % apart == turn % apart:
                _fuzz(ground, operation, one["path"], role, mode, each, sent)
    print(f"fuzzed {mode.value}: {sum(sent.values())} cases, answers {dict(sorted(sent.items()))}")
    assert sum(sent.values()) >= (WANTED // 2 if each > 2 else PAIRS // apart)
    assert len(sent) > 2


def _fuzz(
    ground: Ground, operation: Any, path: str, role: str, mode: GenerationMode, each: int, sent: Counter[int]
) -> None:
    headers = {"Authorization": f"Bearer {ground.tokens[role]}"} if ground.tokens[role] else {}

    @seed(crc32(f"{operation.label} {role} {mode}".encode()))
    @hypothesis_settings(
        max_examples=each, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        _put_in(case, ground, path, data.draw)
        point = transaction.savepoint()
        answer = case.call(headers=headers)
        transaction.savepoint_rollback(point)
        sent[answer.status_code] += 1
        case.validate_response(answer, checks=list(CHECKS))

    run()
