"""Mail that comes back is shown to who runs the group; the queue says when the server is down; choosing reminders."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from soucinnost.audit.models import Entry
from soucinnost.meetings.links import INVITATION
from soucinnost.notices import actions
from soucinnost.notices.models import Message, Preference
from soucinnost.notices.selectors import bouncing, bouncing_members, outage, silenced
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM
from tests.meetings import link_kit
from tests.meetings.prepare_kit import in_days
from tests.notices.test_notices import Server, queue, server

__all__ = ["server"]  # a fixture

REFUSED = smtplib.SMTPRecipientsRefused({"x@y.test": (550, b"no such user")})
DOWN = ConnectionRefusedError(111, "refused")


def fail(server: type[Server], message: Message, error: Exception) -> None:
    server.answers = [error]
    actions.deliver(by=SYSTEM, uid=message.uid)
    message.refresh_from_db()


def marked(cast: Cast, role: str, whom: str = "member") -> bool:
    person = cast.person(whom)
    return bouncing(cast.actor(role), {person.pk}) == {person.pk}


def test_refused_for_good_is_seen_by_who_runs_the_group_only(cast: Cast, server: type[Server]) -> None:
    fail(server, queue(cast), REFUSED)
    seen = {role for role in cast.people if marked(cast, role)}
    assert seen == {"chair", "recorder"}
    assert [person.surname for person in bouncing_members(cast.actor("recorder"))] == ["Členová"]


def test_a_server_that_is_down_says_nothing_of_the_addressee(cast: Cast, server: type[Server]) -> None:
    message = queue(cast)
    for _try in range(9):
        Message.objects.filter(pk=message.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
        fail(server, message, DOWN)
    assert message.state == "failed"
    assert not marked(cast, "recorder")


def test_one_that_got_through_or_another_address_takes_the_mark_away(cast: Cast, server: type[Server]) -> None:
    fail(server, queue(cast), REFUSED)
    assert marked(cast, "recorder")
    through = queue(cast)
    actions.deliver(by=SYSTEM, uid=through.uid)
    assert not marked(cast, "recorder")
    fail(server, queue(cast), REFUSED)
    assert marked(cast, "recorder")
    member = cast.person("member")
    member.email = "opravena@zkusebnice.test"
    member.save()
    assert not marked(cast, "recorder")


def test_what_is_private_marks_nobody(cast: Cast, server: type[Server]) -> None:
    """That something closed was told to somebody shows neither by a mail that came through nor by one that did not."""
    fail(server, queue(cast, private=True), REFUSED)
    assert not marked(cast, "chair")
    fail(server, queue(cast), REFUSED)
    through = queue(cast, private=True)
    actions.deliver(by=SYSTEM, uid=through.uid)
    assert marked(cast, "chair")


def test_noted_by_hand_and_taken_back(cast: Cast, server: type[Server]) -> None:
    message = queue(cast)
    with pytest.raises(ValidationError):
        actions.mark_returned(by=cast.actor("recorder"), message=message)
    actions.deliver(by=SYSTEM, uid=message.uid)
    for role in ("reviewer", "member", "deputy", "former", "outsider", "manager", "administrator"):
        with pytest.raises(PermissionDenied):
            actions.mark_returned(by=cast.actor(role), message=message)
    browser = cast.client("recorder")
    assert "Vrátilo se" in browser.get(reverse("notices:queue")).text
    browser.post(reverse("notices:mark_returned", args=[message.uid]))
    message.refresh_from_db()
    assert message.state == "bounced"
    assert marked(cast, "chair")
    assert "e-mail se vrací" in browser.get(reverse("groups:mandates", args=[cast.group.uid])).text
    assert "E-mail 1 člena se vrací" in browser.get(reverse("desk:desk")).text.replace("\xa0", " ")
    assert "e-mail se vrací" in browser.get(reverse("meetings:prepare", args=[in_days(cast, 9).uid])).text
    for role in ("member", "reviewer"):
        page = cast.client(role).get(reverse("groups:mandates", args=[cast.group.uid]))
        assert "e-mail se vrací" not in page.text
        assert "se vrací" not in cast.client(role).get(reverse("desk:desk")).text
    browser.post(reverse("notices:mark_returned", args=[message.uid]), {"stav": "nevratilo"})
    message.refresh_from_db()
    assert message.state == "sent"
    verbs = list(Entry.objects.filter(object_uid=message.uid).order_by("sequence").values_list("verb", flat=True))
    assert verbs[-2:] == ["message.returned", "message.return_withdrawn"]


def test_sent_again_it_goes_to_the_address_that_was_put_right(cast: Cast, server: type[Server], settings: Any) -> None:
    message = queue(cast)
    fail(server, message, REFUSED)
    member = cast.person("member")
    member.email = "opravena@zkusebnice.test"
    member.save()
    actions.try_again(by=cast.actor("recorder"), message=Message.objects.get(pk=message.pk))
    message.refresh_from_db()
    assert (message.state, message.address) == ("queued", "opravena@zkusebnice.test")


def test_what_carried_a_one_time_link_is_not_sent_again_from_the_queue(cast: Cast, settings: Any) -> None:
    """The link was forgotten as it went out; a mail without it would be of no use."""
    link_kit.be_public(settings)
    meeting, guest = link_kit.coming(cast), link_kit.without_account(cast)
    actions.make_link(
        by=SYSTEM, circle=cast.group.circle, person=guest, purpose=INVITATION, object_uid=meeting.uid,
        expires_at=timezone.now() + timedelta(days=5),
    )
    with_link, without = (queue(cast, person=guest, about=about) for about in (meeting.uid, "neco-jineho"))
    Message.objects.update(state="bounced", next_try_at=timezone.now() - timedelta(days=1))
    with pytest.raises(ValidationError, match="jednorázový odkaz"):
        actions.try_again(by=cast.actor("recorder"), message=Message.objects.get(pk=with_link.pk))
    actions.try_again(by=cast.actor("recorder"), message=Message.objects.get(pk=without.pk))
    assert dict(Message.objects.values_list("pk", "state")) == {with_link.pk: "bounced", without.pk: "queued"}
    assert [row.object_uid for row in Entry.objects.filter(verb="message.retried")] == [without.uid]


class TestTheQueue:
    """Filter by kind; since when the server takes nothing."""

    def test_kinds(self, cast: Cast) -> None:
        queue(cast, subject="Přijďte zítra")
        queue(cast, kind="task", subject="Zjistěte stav")
        page = cast.client("recorder").get(reverse("notices:queue") + "?druh=task")
        assert "Zjistěte stav" in page.text and "Přijďte zítra" not in page.text
        nonsense = cast.client("recorder").get(reverse("notices:queue") + "?druh=nic&stav=nic")
        assert "Přijďte zítra" in nonsense.text
        queue(cast, kind="secret_kind", private=True)
        assert "secret_kind" not in cast.client("chair").get(reverse("notices:queue")).text

    def test_since_when_the_server_is_down(self, cast: Cast, server: type[Server]) -> None:
        administrator = cast.actor("administrator")
        fine = queue(cast)
        actions.deliver(by=SYSTEM, uid=fine.uid)
        messages = [queue(cast) for _n in range(3)]
        for message in messages[:2]:
            fail(server, message, DOWN)
        assert outage(administrator) is None
        fail(server, messages[2], DOWN)
        found = outage(administrator)
        assert found is not None
        assert (found.since, found.messages, found.tries) == (messages[0].created_at, 3, 3)
        text = cast.client("administrator").get(reverse("notices:queue")).text
        assert "Poštovní server nebere zprávy" in text
        Message.objects.filter(pk=messages[1].pk).update(next_try_at=timezone.now())
        server.answers = []
        assert actions.deliver(by=SYSTEM, uid=messages[1].uid)
        assert outage(administrator) is None

    def test_refused_addressees_are_no_outage(self, cast: Cast, server: type[Server]) -> None:
        for _n in range(5):
            fail(server, queue(cast), REFUSED)
        assert outage(cast.actor("administrator")) is None

    @pytest.mark.parametrize("error", ["Damaged", "Missing", "StorageError", "OSError 28", "FileNotFoundError 2"])
    def test_what_cannot_be_read_from_ones_own_disk_is_no_outage(self, cast: Cast, error: str) -> None:
        """The server was never asked; one message that it did refuse to take does not make an outage of them."""
        for _n in range(4):
            Message.objects.filter(pk=queue(cast).pk).update(error=error, tries=3)
        assert outage(cast.actor("administrator")) is None
        Message.objects.filter(pk=queue(cast).pk).update(error="OSError 101", tries=3)
        found = outage(cast.actor("administrator"))
        assert found is not None and found.messages == 1

    def test_nobody_counts_what_they_do_not_see(self, cast: Cast, server: type[Server]) -> None:
        for _n in range(4):
            fail(server, queue(cast, private=True), DOWN)
        assert outage(cast.actor("administrator")) is not None
        assert outage(cast.actor("chair")) is None


class TestChoosing:
    """One's own page; somebody else's only without an account and on request."""

    GOOD = {"tasks": "on", "days_before": "5", "weekly": "on", "weekday": "4", "hour": "15"}

    def test_the_page(self, cast: Cast) -> None:
        browser = cast.client("member")
        page = browser.get(reverse("notices:preferences"))
        assert "Co vypnout nejde" in page.text
        assert browser.post(reverse("notices:preferences"), self.GOOD).status_code == 302
        kept = Preference.objects.get(person=cast.person("member"))
        assert (kept.tasks, kept.minutes, kept.days_before, kept.weekly, kept.weekday, kept.hour) == (
            True, False, 5, True, 4, 15
        )
        assert "pátek" in browser.get(reverse("accounts:profile")).text.lower()
        assert Entry.objects.filter(verb="preference.chosen", object_uid=kept.uid).count() == 1

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"days_before": "0"}, "Nejméně 1 den"), ({"days_before": "99"}, "Nejvýše 14"),
            ({"days_before": "tři"}, "číslicí"), ({"days_before": ""}, "kolik dnů"),
            ({"weekday": "6"}, ""), ({"hour": "3"}, ""), ({"together": "on", "weekly": ""}, "jen s týdenním"),
        ],
    )
    def test_wrong_input_is_said_and_keeps_what_was_typed(self, cast: Cast, wrong: dict[str, str], said: str) -> None:
        sent = {key: value for key, value in {**self.GOOD, **wrong}.items() if value or key == "days_before"}
        answer = cast.client("member").post(reverse("notices:preferences"), sent)
        assert answer.status_code == 422
        assert said in answer.text.replace("\xa0", " ")
        assert not Preference.objects.exists()

    def test_actions_refuse_the_same(self, cast: Cast) -> None:
        member = cast.person("member")
        fine: dict[str, Any] = {
            "tasks": True, "minutes": True, "reports": True, "days_before": 3, "weekly": True, "weekday": 0, "hour": 7,
            "together": False,
        }
        for wrong in ({"days_before": 15}, {"weekday": 5}, {"hour": 6}, {"weekly": False, "together": True}):
            with pytest.raises(ValidationError):
                actions.choose(by=cast.actor("member"), person=member, **{**fine, **wrong})
        for role in ("chair", "recorder", "administrator", "public"):
            with pytest.raises(PermissionDenied):
                actions.choose(by=cast.actor(role), person=member, **fine)

    def test_the_same_day_and_hour_again_skips_no_summary(self, cast: Cast) -> None:
        told = {"person": cast.person("member"), "tasks": True, "minutes": True, "reports": True, "together": False}
        told |= {"days_before": 3, "weekly": True, "weekday": 0, "hour": 7}
        choice = actions.choose(by=cast.actor("member"), **told)
        waiting = timezone.localdate() - timedelta(days=30)
        Preference.objects.update(weekly_done=waiting)
        actions.choose(by=cast.actor("member"), **{**told, "days_before": 5})
        choice.refresh_from_db()
        assert (choice.weekly_done, choice.days_before) == (waiting, 5)
        actions.choose(by=cast.actor("member"), **{**told, "hour": 8})
        choice.refresh_from_db()
        assert choice.weekly_done > waiting

    def test_who_switches_it_off_for_whom(self, cast: Cast) -> None:
        guest = factories.person("Gustav", "Bezúčtový", has_account=False)
        mandate = factories.mandate(cast.group, guest, organisation=cast.police)
        circle = cast.group.circle
        for role in ("reviewer", "member", "deputy", "former", "outsider", "manager", "coordinator", "administrator"):
            with pytest.raises(PermissionDenied):
                actions.silence(by=cast.actor(role), circle=circle, person=guest, off=True)
        with pytest.raises(ValidationError, match="má účet"):
            actions.silence(by=cast.actor("chair"), circle=circle, person=cast.person("member"), off=True)
        with pytest.raises(ValidationError, match="nesedí"):
            stranger = factories.person("Cizí", "Člověk", has_account=False)
            actions.silence(by=cast.actor("chair"), circle=circle, person=stranger, off=True)
        browser, url = cast.client("recorder"), reverse("groups:mandate", args=[cast.group.uid, mandate.uid])
        assert "Vypnout připomenutí" in browser.get(url).text
        browser.post(reverse("groups:mandate_silence", args=[cast.group.uid, mandate.uid]), {"stav": "vypnout"})
        assert Preference.objects.get(person=guest).is_off
        assert "Zapnout připomenutí" in browser.get(url).text
        assert silenced("reports", [guest.pk, cast.person("member").pk]) == {guest.pk}
        of_member = reverse("groups:mandate", args=[cast.group.uid, cast.mandates["member"].uid])
        assert "Vypnout připomenutí" not in browser.get(of_member).text
