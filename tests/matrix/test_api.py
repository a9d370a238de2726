"""Every operation of the machine interface, everybody: the product against the hand-written table."""

from collections.abc import Callable, Sequence

import pytest
from django.db import transaction

from soucinnost.api.description import operations
from soucinnost.api.enums import Scope
from soucinnost.api.machine import API as MACHINE
from soucinnost.api.models import ApiToken
from soucinnost.assignments.actions import cancel, create_assignment
from soucinnost.meetings.models import Meeting
from tests.api.kit import call, token
from tests.ballots import kit as ballots
from tests.cast import Cast
from tests.matrix.api_expected import API
from tests.matrix.expected import COLUMNS
from tests.matrix.stage import Stage
from tests.matrix.test_matrix import one_for_each
from tests.reports import kit as reports


@pytest.fixture
def paths(cast: Cast) -> dict[str, tuple[str, str, object]]:
    """Method, path and body of each operation, on the member's and the group's records."""
    stage = Stage(cast)
    group, ngo, member = cast.group.uid, cast.ngo.uid, cast.person("member").uid
    planned: Meeting = stage.meetings["planned"]
    asked = reports.call(cast)
    report = reports.reported_then(cast)
    task = f"/tasks/{stage.task.uid}"
    return _wider(stage) | {
        "list_groups": ("get", "/groups/", None), "list_meetings": ("get", "/meetings/", None),
        "list_tasks": ("get", "/tasks/", None), "list_calls": ("get", "/reports/calls/", None),
        "list_reports": ("get", "/reports/", None), "list_organisations": ("get", "/organisations/", None),
        "list_people": ("get", "/people/", None),
        "get_group": ("get", f"/groups/{group}/", None),
        "list_mandates": ("get", f"/groups/{group}/mandates/", None),
        "get_meeting": ("get", f"/meetings/{planned.uid}/", None),
        "get_minutes": ("get", f"/meetings/{stage.meetings['final'].uid}/minutes/", None),
        "list_replies": ("get", f"/meetings/{planned.uid}/replies/", None),
        "reply_to_invitation": ("post", f"/meetings/{planned.uid}/reply/", {"answer": "coming"}),
        "get_task": ("get", f"/tasks/{stage.task.uid}/", None),
        "create_task": ("post", f"/groups/{group}/tasks/", {"text": "Zjistit", "owner_person": member}),
        "remark_task": ("post", f"/tasks/{stage.task.uid}/remarks/", {"text": "Volali jsme."}),
        "acknowledge_task": ("post", f"/tasks/{stage.task.uid}/acknowledge/", None),
        "finish_task": ("post", f"/tasks/{stage.task.uid}/finish/", {"evidence": "Hotovo."}),
        "hand_on_task": ("post", f"{task}/hand-on/", {"owner_person": cast.person("recorder").uid}),
        "return_task": ("post", f"{task}/return/", {"text": "Není to naše věc."}),
        "postpone_task": ("post", f"{task}/postpone/", {}),
        "cancel_task": ("post", f"{task}/cancel/", {"text": "Není třeba."}),
        "reopen_task": ("post", f"/tasks/{_cancelled(cast)}/reopen/", {"text": "Vrátilo se to."}),
        "correct_report": ("post", f"/reports/{report.uid}/correct/", {"text": "Oprava: v terénu je klid."}),
        "get_call": ("get", f"/reports/calls/{asked.uid}/", None),
        "get_report": ("get", f"/reports/{report.uid}/", None),
        "hand_in_report": (
            "post", f"/reports/calls/{asked.uid}/reports/", {"organisation": ngo, "text": "V terénu je klid."}
        ),
        "get_organisation": ("get", f"/organisations/{ngo}/", None),
        "get_person": ("get", f"/people/{member}/", None),
    }


def _cancelled(cast: Cast) -> str:
    """A task that can be opened again."""
    made = create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Zjistit", owner_person=cast.person("member"), due_kind="none"
    )
    return cancel(by=cast.actor("chair"), assignment=made, text="Odpadlo.").uid


def _wider(stage: Stage) -> dict[str, tuple[str, str, object]]:
    """Ballots, files, support, overview."""
    cast, ballot, kept = stage.cast, stage.ballots["open"], stage.support
    paper = ballots.paper_of(cast, ballot, "member")
    circular = f"/circulars/{kept.sent.uid}"
    return {
        "list_ballots": ("get", "/ballots/", None), "list_circulars": ("get", "/circulars/", None),
        "list_consultations": ("get", "/consultations/", None), "list_regions": ("get", "/regions/", None),
        "get_ballot": ("get", f"/ballots/{ballot.uid}/", None),
        "cast_vote": (
            "post", f"/ballots/{ballot.uid}/votes/", {"votes": [{"paper": paper.uid, "choice": "for"}]}
        ),
        "list_documents": ("get", f"/groups/{cast.group.uid}/documents/", None),
        "list_meeting_files": ("get", f"/meetings/{stage.meetings['planned'].uid}/files/", None),
        "get_file": ("get", f"/files/{stage.paper.uid}/", None),
        "get_circular": ("get", f"{circular}/", None), "confirm_circular": ("post", f"{circular}/confirm/", None),
        "get_circular_file": ("get", f"{circular}/files/{kept.file.uid}/", None),
        "get_consultation": ("get", f"/consultations/{kept.consultation.uid}/", None),
        "get_overview": ("get", f"/regions/{cast.region.uid}/overview/", None),
    }


def _outcome(status: int) -> str:
    return {200: "a", 201: "a", 422: "422", 401: "t", 403: "f", 404: "n"}.get(status, str(status))


def test_everybody_gets_what_the_table_says(
    cast: Cast, paths: dict[str, tuple[str, str, object]], walkers: Callable[..., Sequence[str]]
) -> None:
    texts = {role: token(cast.person(role))[1] if role != "public" else "" for role in COLUMNS}
    wrong = {}
    for name, row in API.items():
        method, path, body = paths[name]
        roles = walkers(COLUMNS, one_for_each(row))
        expected, got = "".join(row[COLUMNS.index(role)] for role in roles), []
        for role in roles:
            point = transaction.savepoint()
            got.append(_outcome(call(texts[role], method, path, body).status_code))
            transaction.savepoint_rollback(point)
        if "".join(got) != expected:
            wrong[name] = f"expected {expected}, got {''.join(got)}"
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def test_every_operation_is_in_the_matrix(paths: dict[str, tuple[str, str, object]]) -> None:
    names = [one["id"] for one in operations(MACHINE)]
    assert len(names) == len(set(names))
    assert set(names) == set(API) == set(paths)
    assert {name for name, row in API.items() if len(row) != len(COLUMNS)} == set()


def test_every_operation_needs_exactly_its_scope(cast: Cast, paths: dict[str, tuple[str, str, object]]) -> None:
    """With every scope but its own an operation refuses; with its own alone it does not."""
    everything, text = token(cast.person("member"))
    for one in operations(MACHINE):
        method, path, body = paths[one["id"]]
        assert one["scope"] in Scope.values, one
        for scopes, refused in (([s for s in Scope.values if s != one["scope"]], True), ([one["scope"]], False)):
            ApiToken.objects.filter(pk=everything.pk).update(scopes=scopes)
            point = transaction.savepoint()
            answer = call(text, method, path, body)
            transaction.savepoint_rollback(point)
            is_scope = answer.status_code == 403 and answer.json()["type"] == "urn:soucinnost:scope"
            assert is_scope == refused, (one, answer.content)
