"""The first walk: on an empty database, left and taken up again, by one person alone."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Grant, Seat
from soucinnost.accounts.models import User
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from soucinnost.desk.setup import actions
from soucinnost.desk.setup.actions import add_town
from soucinnost.desk.setup.token import setup_token
from soucinnost.groups.models import Group
from soucinnost.territory.models import Area
from tests import factories
from tests.cast import Cast

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
PASSWORD = "tri slova bez souvislosti"
ME = {
    "given_name": "Iva", "surname": "Nová", "email": "Iva@Zkusebnice.test", "password": PASSWORD, "again": PASSWORD,
}
LIST = (
    "Jméno\tOrganizace\tE-mail\n"
    "Jana Dvořáková\tPolicie Zkušebnice\tjana@policie.test\n"
    "Petr Malý\tMost k lidem\tpetr@most.test\n"
)


def url(step: str) -> str:
    return reverse(f"setup:{step}")


def begin(browser: Client) -> None:
    """The administrator's account, signed in by founding it, with a second factor."""
    assert browser.post(url("administrator"), ME, **HERE)["Location"] == url("start")
    user = User.objects.get()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})


@pytest.mark.django_db
def test_the_whole_walk_alone() -> None:
    """One person ends up administrator, manager, chair and recorder, on the page of the new group."""
    browser = Client()
    assert browser.get("/stul/", **HERE)["Location"] == url("start")
    assert browser.get(reverse("account_login"), **HERE)["Location"] == url("start")
    assert browser.get(url("start"), **HERE)["Location"] == url("administrator")
    assert browser.get(url("administrator"), **HERE).status_code == 200
    begin(browser)
    assert browser.get(url("start"))["Location"] == url("town")
    assert Area.objects.filter(name="Žatec").exists()

    assert browser.get(url("town")).status_code == 200
    assert browser.post(url("town"), {"area": "žatec"})["Location"] == url("organisation")
    page = browser.get(url("organisation")).content.decode()
    assert "Žatec" in page
    lead = {"name": "Město Zkušebnice", "kind": "municipality", "ico": ""}
    assert browser.post(url("organisation"), lead)["Location"] == url("group")
    assert browser.get(url("group")).status_code == 200
    first = {"name": "Prevence", "type": "municipal_working_group", "rhythm": "monthly", "takes_chair": "on"}
    assert browser.post(url("group"), first)["Location"] == url("members")
    assert browser.get(url("members")).status_code == 200
    since = {"valid_from": "1. 1. 2018"}
    shown = browser.post(url("members"), {"text": LIST, **since})
    assert shown.status_code == 200
    assert Person.objects.count() == 1
    choices = {row["item"].key: row["value"] for row in (*shown.context["people"], *shown.context["organisations"])}
    done = browser.post(url("members"), {"tabulka": shown.context["table"], **choices, **since})
    group = Group.objects.get()
    assert done["Location"] == reverse("groups:group", args=[group.uid])
    assert browser.get(done["Location"]).status_code == 200

    me = Person.objects.get(user__email="iva@zkusebnice.test")
    seat = Seat.objects.get(person=me)
    assert (seat.is_chair, seat.is_recorder) == (True, True)
    assert set(Grant.objects.values_list("person", "role")) == {(me.pk, "administrator"), (me.pk, "manager")}
    assert group.rhythm == "monthly"
    assert [area.name for area in group.areas.all()] == ["Žatec"]
    assert {person.name for person in Person.objects.exclude(pk=me.pk)} == {"Jana Dvořáková", "Petr Malý"}
    assert Seat.objects.count() == 3
    assert verify().intact
    for name in ("desk:desk", "groups:list", "access:administration", "accounts:profile"):
        assert browser.get(reverse(name)).status_code == 200, name


@pytest.mark.django_db
def test_it_can_be_left_and_taken_up_again() -> None:
    first = Client()
    begin(first)
    first.post(url("town"), {"area": "566985"})
    assert first.get(url("start"))["Location"] == url("organisation")
    assert first.get(url("group"))["Location"] == url("organisation")
    assert first.post(url("members"), {})["Location"] == url("organisation")
    assert first.get(url("town")).status_code == 200, "the town can still be changed"
    first.post(url("organisation"), {"name": "Město", "kind": "municipality", "ico": ""})
    second = Client()
    second.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert second.get(url("start"))["Location"] == url("group")
    assert second.get(url("town"))["Location"] == url("group")
    assert second.post(url("organisation"), {"name": "Jiné", "kind": "municipality"})["Location"] == url("group")
    assert Organisation.objects.count() == 1
    assert "První nastavení" in second.get(reverse("accounts:profile")).content.decode()
    assert second.post(url("finish"))["Location"] == url("group"), "there is nothing to leave yet"
    second.post(url("group"), {"name": "Prevence", "type": "other", "rhythm": "monthly"})
    assert not Seat.objects.get().is_chair
    assert second.get(url("start"))["Location"] == url("members")
    left = second.post(url("finish"))
    assert left["Location"] == reverse("groups:group", args=[Group.objects.get().uid])
    assert "První nastavení" not in second.get(reverse("accounts:profile")).content.decode()


@pytest.mark.django_db
class TestFirstAdministrator:
    """Who may be the first, and that there is only one."""

    def test_from_elsewhere_only_with_the_token(self) -> None:
        there = {"REMOTE_ADDR": "10.0.0.5", "HTTP_HOST": "testserver"}
        browser = Client()
        assert browser.get(url("administrator"), **there).status_code == 403
        assert browser.post(url("administrator"), ME, **there).status_code == 403
        assert browser.get(url("administrator"), {"klic": "x" * 40}, **there).status_code == 403
        assert browser.get(url("administrator"), {"klic": "ž"}, **there).status_code == 403
        assert not User.objects.exists()
        led = browser.get(url("start"), {"klic": setup_token()}, **there)
        page = browser.get(led["Location"], **there)
        assert page.status_code == 200
        assert setup_token() in page.content.decode()
        assert browser.post(url("administrator"), {**ME, "klic": setup_token()}, **there).status_code == 302
        assert User.objects.count() == 1

    def test_once(self) -> None:
        browser = Client()
        browser.post(url("administrator"), ME, **HERE)
        other = {**ME, "email": "druhy@zkusebnice.test"}
        assert browser.get(url("administrator"), **HERE)["Location"] == url("start")
        assert browser.post(url("administrator"), other, **HERE)["Location"] == url("start")
        assert "login" in Client().get(url("start"), **HERE)["Location"]
        assert User.objects.count() == 1

    def test_somebody_was_faster(self, monkeypatch: pytest.MonkeyPatch) -> None:
        factories.user()
        monkeypatch.setattr("soucinnost.desk.setup.views.is_untouched", lambda: True)
        answer = Client().post(url("administrator"), ME, **HERE)
        assert answer.status_code == 422
        assert User.objects.count() == 1
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        "change",
        [
            {"given_name": ""}, {"surname": " "}, {"email": ""}, {"email": "nic"},
            {"password": "slabe", "again": "slabe"}, {"again": "jine heslo a dlouhe"}, {"password": "", "again": ""},
        ],
    )
    def test_bad_input_keeps_what_was_typed(self, change: dict[str, str]) -> None:
        answer = Client().post(url("administrator"), {**ME, **change}, **HERE)
        assert answer.status_code == 422
        assert not User.objects.exists()
        assert not Person.objects.exists()
        if "surname" not in change:
            assert "Nová" in answer.content.decode()

    def test_command(self, cast_free_output: io.StringIO) -> None:
        call_command("setup_token", stdout=cast_free_output)
        assert cast_free_output.getvalue().strip().endswith(f"/zacatek/?klic={setup_token()}")
        factories.user()
        with pytest.raises(CommandError):
            call_command("setup_token")


@pytest.fixture
def cast_free_output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def administrator(db: None) -> Client:
    browser = Client()
    begin(browser)
    return browser


class TestTown:
    """A town of the list or a typed one."""

    def test_typed_with_its_code(self, administrator: Client) -> None:
        district = Area.objects.get(kind="district", name="Louny")
        sent = {"name": "Zkušebnice", "code": "599001", "district": district.pk}
        assert administrator.post(url("town"), sent).status_code == 302
        area = Area.objects.get(code="599001")
        assert (area.kind, area.name, area.parent) == ("municipality", "Zkušebnice", district)
        assert administrator.post(url("town"), {**sent, "district": ""}).status_code == 302
        taken = administrator.post(url("town"), {"name": "Jinov", "code": "599001"})
        assert taken.status_code == 422
        assert Area.objects.get(code="599001").name == "Zkušebnice"
        assert administrator.post(url("town"), {"name": "Bez okresu", "code": "599002"}).status_code == 302

    @pytest.mark.parametrize(
        "sent",
        [
            {}, {"area": "Nikde nad Ničím"}, {"name": "Zkušebnice"}, {"code": "599001"}, {"name": "Z", "code": "12"},
            {"name": "", "code": ""}, {"name": "Z", "code": "599001", "district": "0"},
        ],
    )
    def test_bad_input(self, administrator: Client, sent: dict[str, str]) -> None:
        answer = administrator.post(url("town"), sent)
        assert answer.status_code == 422
        assert not Area.objects.filter(code="599001").exists()

    def test_found_by_what_is_typed(self, administrator: Client) -> None:
        """Suggestions stand with the field; a part of the name or a slip brings buttons, all without a script."""
        page = administrator.get(url("town")).content.decode()
        assert '<option value="Žatec (566985)">' in page
        assert 'list="id_area-seznam"' in page
        for typed in ("zat", "Žatce", "ATEC"):
            refused = administrator.post(url("town"), {"area": typed})
            assert refused.status_code == 422
            assert "Žatec" in [area.name for area in refused.context["listed"].alike()], typed
            assert '<button class="b" name="area" value="566985">' in refused.content.decode()
        chosen = administrator.post(url("town"), {"area": ["zat", "566985"]})
        assert chosen["Location"] == url("organisation")

    def test_unknown_name_leads_to_a_new_town(self, administrator: Client) -> None:
        """What was typed stands in the form for a new one, which is open; what must be filled is not „nepovinné“."""
        page = administrator.post(url("town"), {"area": "Xyzzyov"}).content.decode()
        assert "<details open>" in page
        assert 'name="name" value="Xyzzyov"' in page
        assert page.count("nepovinné") == 1, "only the district"

    def test_odd_names_make_no_odd_rows(self, administrator: Client) -> None:
        sent = {"name": 'Zku,"šeb";nice', "code": "599001"}
        administrator.post(url("town"), sent)
        assert set(Area.objects.filter(code="599001").values_list("name", flat=True)) <= {'Zku,"šeb";nice'}

    def test_what_the_list_of_units_refuses_is_told(self, administrator: Client) -> None:
        with pytest.raises(ValidationError, match="120"):
            add_town(by=SystemActor("test"), name="x" * 121, code="599001", district=None)
        assert not Area.objects.filter(code="599001").exists()

    def test_territory_comes_also_after_the_command(self, db: None) -> None:
        call_command("administrator", "iva@zkusebnice.test", stdout=io.StringIO())
        user = User.objects.get()
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
        browser = Client()
        browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert not Area.objects.exists()
        assert browser.get(url("start"))["Location"] == url("town")
        assert browser.post(url("town"), {"area": "Žatec"}).status_code == 302


class TestLaterSteps:
    """What can be typed wrong after the town."""

    def test_organisation(self, administrator: Client) -> None:
        administrator.post(url("town"), {"area": "Žatec"})
        for sent in ({"name": "", "kind": "municipality"}, {"name": "M", "kind": "x"},
                     {"name": "M", "kind": "municipality", "ico": "12345678"}):
            assert administrator.post(url("organisation"), sent).status_code == 422
        assert not Organisation.objects.exists()
        factories.organisation("Kdosi", ico="00216208")
        taken = administrator.post(url("organisation"), {"name": "M", "kind": "municipality", "ico": "00216208"})
        assert taken.status_code == 422
        assert Grant.objects.filter(role="manager").count() == 0
        good = administrator.post(url("organisation"), {"name": "M", "kind": "municipality", "ico": "00265781"})
        assert good.status_code == 302

    def test_group_and_members(self, administrator: Client) -> None:
        administrator.post(url("town"), {"area": "Ústecký kraj"})
        assert "Ústecký kraj" in administrator.get(url("organisation")).content.decode()
        administrator.post(url("organisation"), {"name": "Kraj", "kind": "region", "ico": ""})
        good = {"name": "G", "type": "other", "rhythm": "monthly"}
        for sent in ({}, {**good, "type": "x"}, {**good, "name": " "}):
            assert administrator.post(url("group"), sent).status_code == 422
        assert not Group.objects.exists()
        administrator.post(url("group"), {"name": "G", "type": "other", "rhythm": "monthly"})
        assert administrator.post(url("members"), {"text": ""}).status_code == 422
        assert administrator.post(url("members"), {"tabulka": "{", "valid_from": "1. 1. 2018"}).status_code == 200
        shown = administrator.post(url("members"), {"text": LIST, "valid_from": "1. 1. 2018"})
        table = shown.context["table"]
        bad = administrator.post(url("members"), {"tabulka": table, "valid_from": "31. 2. 2018"})
        assert bad.status_code == 422
        assert "Dvořáková" in bad.content.decode()
        wrong = {row["item"].key: "same:nikdo" for row in shown.context["people"]}
        refused = administrator.post(url("members"), {"tabulka": table, "valid_from": "1. 1. 2018", **wrong})
        assert refused.status_code == 422
        assert Person.objects.count() == 1


@pytest.mark.django_db
def test_second_factor_is_a_step_of_the_walk() -> None:
    """From the account over the second factor to the town, without signing in again and without a dead end."""
    browser = Client()
    assert browser.post(url("administrator"), ME, **HERE)["Location"] == url("start")
    assert browser.get(url("start"))["Location"] == url("second_factor")
    page = browser.get(url("second_factor"))
    assert page.status_code == 200
    assert page.context["steps"][1].is_current
    assert browser.get(url("town"))["Location"] == reverse("access:second_factor"), "nothing else opens yet"
    assert browser.get(url("second_factor")).status_code == 200
    activation = browser.get(reverse("mfa_activate_totp"))
    assert activation.status_code == 200, "the password was typed a moment ago"
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    codes = browser.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert codes.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert f'href="{reverse("accounts:go_on")}">Pokračovat' in codes.content.decode()
    assert browser.get(reverse("accounts:go_on"))["Location"] == url("start")
    assert browser.get(url("start"))["Location"] == url("town")
    assert browser.get(url("second_factor"))["Location"] == url("start")
    assert browser.get(reverse("accounts:go_on"))["Location"] == reverse("desk:desk"), "remembered once"
    assert Entry.objects.filter(verb="account.signed_in").count() == 1


@pytest.mark.django_db
def test_back_from_the_preview_keeps_the_list(administrator: Client) -> None:
    administrator.post(url("town"), {"area": "Žatec"})
    administrator.post(url("organisation"), {"name": "M", "kind": "municipality", "ico": ""})
    administrator.post(url("group"), {"name": "G", "type": "other", "rhythm": "monthly"})
    shown = administrator.post(url("members"), {"text": LIST, "valid_from": "1. 1. 2018"})
    assert 'name="zpet"' in shown.content.decode()
    sent = {"tabulka": shown.context["table"], "valid_from": "2. 1. 2018", "zpet": "1"}
    back = administrator.post(url("members"), sent)
    assert back.status_code == 200
    assert back.context["form"]["text"].value() == LIST
    assert back.context["form"]["valid_from"].value() == "2. 1. 2018"
    assert Person.objects.count() == 1


def test_only_administrators_walk(cast: Cast) -> None:
    for role in sorted(set(cast.people) - {"administrator"}):
        browser = cast.client(role)
        assert browser.get(url("start"))["Location"] == reverse("desk:desk")
        for step in ("town", "organisation", "group", "members"):
            assert browser.get(url(step)).status_code == 404, (role, step)
            assert browser.post(url(step), {}).status_code == 404, (role, step)
        assert browser.post(url("finish")).status_code == 404
    assert Client().get(url("town")).status_code == 302
    assert cast.client("administrator").get(url("start"))["Location"] == url("town")


def test_leading_is_for_administrators(cast: Cast) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.lead(by=cast.actor("manager"), town=cast.region, name="Nová", kind="region", ico="")
    assert not Organisation.objects.filter(name="Nová").exists()
