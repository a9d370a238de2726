"""Many claims of one document: as if stated one by one, all or none, for the price of a few."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.search.selectors import find
from soucinnost.strategy.actions import proving
from soucinnost.strategy.actions.stating import Told, state_all, state_once
from soucinnost.strategy.models import ClaimUse, Strategy
from tests.cast import Cast
from tests.strategy import kit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Strategy:
    return kit.planted(cast)


@pytest.fixture
def document(cast: Cast, made: Strategy) -> Attachment:
    upload = SimpleUploadedFile("vyhodnoceni.txt", "Vyhodnocení strategie.".encode())
    return attach(by=cast.actor("member"), circle=made.circle, upload=upload)


def told(made: Strategy, count: int = 3) -> list[Told]:
    places = kit.measures(made)
    return [
        Told(places[at % len(places)], {"text": f"Proběhla přednáška {at}.", "source_page": str(at)})
        for at in range(count)
    ]


def test_they_are_what_one_by_one_would_be(cast: Cast, made: Strategy, document: Attachment) -> None:
    by, wanted = cast.actor("member"), told(made)
    one = proving.state(by=by, strategy=made, measure=wanted[0].measure, document=document, **wanted[0].fields)
    many = state_all(by=by, strategy=made, document=document, told=wanted)
    assert [(use.measure, use.document) for use in many] == [(each.measure, document) for each in wanted]
    for record, like in ((many[0], one), (many[0].claim, one.claim)):
        names = [each.attname for each in type(like)._meta.concrete_fields]
        names = [name for name in names if name not in {"id", "uid", "created_at", "claim_id"}]
        assert [getattr(type(record).objects.get(pk=record.pk), name) for name in names] == [
            getattr(type(like).objects.get(pk=like.pk), name) for name in names
        ]
    hits = {hit.uid for hit in find(cast.actor("recorder"), "přednášky")}
    assert {use.claim.uid for use in many} <= hits


@pytest.mark.parametrize("role", ["former", "manager", "outsider", "coordinator"])
def test_members_of_the_team_only(cast: Cast, made: Strategy, document: Attachment, role: str) -> None:
    with pytest.raises(PermissionDenied):
        state_all(by=cast.actor(role), strategy=made, document=document, told=told(made))


def test_all_or_none(cast: Cast, made: Strategy, document: Attachment, monkeypatch: pytest.MonkeyPatch) -> None:
    by, wanted = cast.actor("member"), told(made)
    foreign = kit.measures(kit.planted(cast, title="Jiná"))[0]

    def refused(*more: Told, **changes: Any) -> None:
        with pytest.raises(ValidationError):
            state_all(**({"by": by, "strategy": made, "document": document, "told": [*wanted, *more]} | changes))
        assert not ClaimUse.objects.exists() and not Claim.objects.exists()

    refused(Told(foreign, {"text": "Cizí opatření."}))
    refused(Told(wanted[0].measure, {"text": ""}))
    with monkeypatch.context() as patched:
        patched.setattr(proving, "MOST_USES", 2)
        refused()
    remove_attachment(by=by, attachment=document)
    refused()


def test_the_number_of_statements_hardly_grows(cast: Cast, made: Strategy, document: Attachment) -> None:
    counts = []
    for count in (10, 150):
        with CaptureQueriesContext(connection) as queries:
            state_all(by=cast.actor("member"), strategy=made, document=document, told=told(made, count))
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 6  # SQLite takes fewer rows in one statement


def test_the_same_words_of_another_paper_are_another_claim(cast: Cast, made: Strategy, document: Attachment) -> None:
    by, measure = cast.actor("member"), kit.measures(made)[0]

    def stated(paper: Attachment | None) -> bool:
        return state_once(by=by, strategy=made, measure=measure, text="Proběhla přednáška.", document=paper)[1]

    upload = SimpleUploadedFile("jina.txt", "Jiná zpráva.".encode())
    other = attach(by=by, circle=made.circle, upload=upload)
    assert [stated(paper) for paper in (document, other, None, other, document, None)] == [True] * 3 + [False] * 3
    assert ClaimUse.objects.count() == Claim.objects.count() == 3
