"""A collection filled in by a one-time link, by somebody without an account."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from soucinnost.access.models import Controller
from soucinnost.agencies.models import Person
from soucinnost.evidence.models import Claim
from soucinnost.notices.models import OneTimeLink
from soucinnost.strategy.actions.collecting import close_collection
from soucinnost.strategy.actions.collecting_answers import Kept, Written, save_answers
from soucinnost.strategy.answering import SOURCE
from soucinnost.strategy.models import Answer, Ask
from soucinnost.strategy.views import collecting_form
from tests.cast import Cast, as_actor
from tests.strategy.collecting_kit import Collected, add_worker, answer_of, fields_of, link_path, opened, ready, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public(settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True


def asked(cast: Cast) -> tuple[Collected, Person, str]:
    worker, strategy = add_worker(cast), ready(cast)
    told(strategy, 84, 2024)
    one = opened(cast, strategy, people={cast.ngo.pk: worker})
    return one, worker, link_path(worker)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def used(worker: Person) -> Any:
    return OneTimeLink.objects.filter(person=worker).latest("pk").used_at


def test_opening_shows_keeping_keeps_handing_in_consumes(cast: Cast) -> None:
    one, worker, path = asked(cast)
    client = Client()
    page = client.get(path)
    assert page.status_code == 200 and "84 osob" in text_of(page) and "data-collecting" in page.text
    data = fields_of(one, as_actor(worker), text="Otevřeli jsme klub", value="12", second="Běží")
    kept = client.post(path, {**data, "rozepsane": "1"}, headers={"Accept": "application/json"})
    assert kept.status_code == 201 and used(worker) is None
    assert "Otevřeli jsme klub" in text_of(Client().get(path)), "another browser goes on where the killed one stopped"
    fresh = {f"{uid}-stav": state for uid, state in kept.json()["states"].items()}
    done = client.post(path, {**data, **fresh})
    assert done.status_code == 200 and "Odevzdáno. Děkujeme." in text_of(done) and used(worker) is not None
    stated = Claim.objects.filter(source_kind=SOURCE)
    assert {claim.author for claim in stated} == {worker} and stated.count() == 3
    assert Ask.objects.get(pk=one.ngo.pk).handed_in_by == worker
    spent = client.get(path)
    assert spent.status_code == 410 and "klub" not in spent.text


def test_a_used_link_sends_a_new_one_that_opens_what_was_handed_in(cast: Cast) -> None:
    one, worker, path = asked(cast)
    client = Client()
    client.post(path, fields_of(one, as_actor(worker), text="Klub", second="Běží"))
    client.post(f"{path}novy/")
    newer = link_path(worker)
    assert newer != path and "Klub" in text_of(client.get(newer))


def test_what_is_wrong_keeps_the_link_and_the_text(cast: Cast) -> None:
    one, worker, path = asked(cast)
    page = Client().post(path, fields_of(one, as_actor(worker), value="osmdesát", second="Běží"))
    assert page.status_code == 422 and "není číslo" in text_of(page) and used(worker) is None
    assert answer_of(one).figures[one.indicator.uid]["value"] == "osmdesát"


def test_a_closed_collection_says_so(cast: Cast) -> None:
    one, worker, path = asked(cast)
    close_collection(by=cast.actor("recorder"), collection=one.collection)
    page = Client().get(path)
    assert "Sběr už je uzavřený" in text_of(page)
    again = Client().post(path, fields_of(one, as_actor(worker), text="Pozdě"))
    assert "Sběr už je uzavřený" in text_of(again) and not Answer.objects.exists()
    assert again.status_code == 422 and "Pozdě" in again.text


def test_where_a_second_factor_is_wanted_a_link_takes_and_shows_nothing(cast: Cast) -> None:
    one, worker, path = asked(cast)
    Controller.objects.update(requires_mfa=True)
    save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, {"text": "Slova kolegyně"})])
    page = Client().get(path)
    assert page.status_code == 200 and "kolegyně" not in page.text and "84 osob" not in text_of(page)
    done = Client().post(path, fields_of(one, as_actor(worker), text="Moje", second="Běží"))
    assert "kolegyně" not in done.text and answer_of(one).text == "Slova kolegyně"
    assert Answer.objects.get(measure=one.other).text == "Běží"


def test_a_link_used_up_in_another_window_meanwhile_hands_in_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, worker, path = asked(cast)

    def slower(**fields: Any) -> Kept:
        OneTimeLink.objects.filter(person=worker).update(used_at=timezone.now())
        return save_answers(**fields)

    monkeypatch.setattr(collecting_form, "save_answers", slower)
    page = Client().post(path, fields_of(one, as_actor(worker), text="Klub", second="Běží"))
    assert page.status_code == 410 and not Claim.objects.filter(source_kind=SOURCE).exists()
    assert Ask.objects.get(pk=one.ngo.pk).state == "asked" and not Answer.objects.exists()
