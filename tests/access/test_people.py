"""Accounts of people: who makes them, one-time links, what the owner learns."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from soucinnost.access import actions
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Seat
from soucinnost.access.rules import opens_account
from soucinnost.accounts.models import PasswordLink, User
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from soucinnost.notices.models import Message
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM, today

NEW_PASSWORD = "tri slova bez souvislosti"
LINK = re.compile(r"/heslo/([\w-]{43})/")


def newcomer(cast: Cast, **fields: object) -> Person:
    """A member of the group without an account."""
    person = factories.person(has_account=False, **fields)
    factories.mandate(cast.group, person)
    return person


def test_who_opens_an_account(cast: Cast) -> None:
    person = newcomer(cast)
    allowed = {role for role in (*cast.people, "public") if opens_account(cast.actor(role), person)}
    assert allowed == {"administrator", "manager"}


def test_manager_opens_only_where_she_would_learn_nothing_new(cast: Cast) -> None:
    """The link lets one in as that person, so the person may sit and hold roles nowhere else."""
    manager = cast.actor("manager")
    elsewhere = newcomer(cast)
    factories.mandate(cast.other_group, elsewhere)
    coordinator = newcomer(cast)
    factories.grant(coordinator, GrantRole.COORDINATOR, region=cast.region)
    colleague = newcomer(cast)
    factories.grant(colleague, GrantRole.MANAGER, organisation=cast.town)
    stranger = factories.person(has_account=False)
    gone = newcomer(cast)
    Seat.objects.filter(person=gone).update(valid_to=today() - factories.timedelta(days=1))
    used = cast.person("member")
    got = {
        "elsewhere": opens_account(manager, elsewhere),
        "coordinator": opens_account(manager, coordinator),
        "colleague": opens_account(manager, colleague),
        "stranger": opens_account(manager, stranger),
        "gone": opens_account(manager, gone),
        "used": opens_account(manager, used),
    }
    assert got == {
        "elsewhere": False, "coordinator": False, "colleague": True, "stranger": False, "gone": False, "used": False,
    }
    with pytest.raises(PermissionDenied):
        actions.open_account(by=manager, person=elsewhere, email="novy@priklad.test")
    assert all(opens_account(cast.actor("administrator"), person) for person in (elsewhere, coordinator, stranger))


def test_the_whole_way_without_mail(cast: Cast, settings: object) -> None:
    settings.MAIL_ENABLED = False  # type: ignore[attr-defined]
    person = newcomer(cast)
    browser = cast.client("manager")
    answer = browser.post(reverse("access:open_account", args=[person.uid]), {"email": "Novy@Priklad.TEST"})
    assert answer.status_code == 200
    token = LINK.search(answer.content.decode()).group(1)  # type: ignore[union-attr]
    person.refresh_from_db()
    assert person.user.email == "novy@priklad.test"
    assert not Message.objects.exists()
    assert not PasswordLink.objects.filter(token_hash__contains=token).exists()
    assert token not in str(list(Entry.objects.values()))

    stranger = Client()
    address = reverse("accounts:set_password", args=[token])
    for _ in range(3):
        opened = stranger.get(address)
        assert opened.status_code == 200
        assert "novy@priklad.test" in opened.content.decode()
    weak = stranger.post(address, {"password": "heslo", "again": "heslo"})
    assert weak.status_code == 422
    unequal = stranger.post(address, {"password": NEW_PASSWORD, "again": NEW_PASSWORD + "x"})
    assert unequal.status_code == 422
    done = stranger.post(address, {"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert done.status_code == 302
    assert stranger.get(address).status_code == 410
    assert stranger.post(address, {"password": NEW_PASSWORD, "again": NEW_PASSWORD}).status_code == 410
    person.user.refresh_from_db()
    assert person.user.password_set_at is not None
    signed = stranger.post(reverse("account_login"), {"login": "NOVY@priklad.test", "password": NEW_PASSWORD})
    assert signed.status_code == 302
    assert stranger.get(reverse("accounts:profile")).status_code == 200


def test_with_mail_the_link_is_mailed_and_not_shown(
    cast: Cast, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    settings.PUBLIC_URL = "https://prevence.zkusebnice.test/"  # type: ignore[attr-defined]
    person = newcomer(cast, salutation="Vážená paní Nová")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = cast.client("administrator").post(
            reverse("access:open_account", args=[person.uid]), {"email": "nova@priklad.test"}
        )
    assert answer.status_code == 302
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert sent.to == ["nova@priklad.test"]
    assert sent.body.startswith("Vážená paní Nová,\n\n")
    token = LINK.search(sent.body).group(1)  # type: ignore[union-attr]
    assert f"https://prevence.zkusebnice.test/heslo/{token}/" in sent.body
    message = Message.objects.get()
    assert (message.state, message.link) == ("sent", "")
    assert token not in message.body
    assert Client().get(f"/heslo/{token}/").status_code == 200


def test_without_a_public_address_nothing_is_mailed(cast: Cast, settings: object) -> None:
    settings.PUBLIC_URL = ""  # type: ignore[attr-defined]
    answer = cast.client("administrator").post(
        reverse("access:renew_link", args=[cast.person("member").uid])
    )
    assert LINK.search(answer.content.decode())
    assert not Message.objects.exists()


def test_new_link_revokes_the_old_one_and_links_can_be_revoked(cast: Cast) -> None:
    by, member = cast.actor("administrator"), cast.person("member")
    first = actions.renew_link(by=by, person=member)
    second = actions.renew_link(by=by, person=member)
    assert Client().get(first.path).status_code == 410
    assert Client().get(second.path).status_code == 200
    assert actions.revoke_links(by=by, person=member) == 1
    assert actions.revoke_links(by=by, person=member) == 0
    assert Client().get(second.path).status_code == 410


def test_an_account_leaves_its_row_and_keeps_its_language(cast: Cast) -> None:
    person = newcomer(cast)
    entry = actions.open_account(
        by=cast.actor("administrator"), person=person, email="nova@priklad.test", language="en"
    )
    assert (entry.user.language, person.user) == ("en", entry.user)
    row = Entry.objects.get(verb="account.given")
    assert (row.object_uid, row.ids) == (entry.user.uid, [person.uid])
    other = newcomer(cast, email="druha@priklad.test")
    assert actions.open_account(by=cast.actor("administrator"), person=other).user.email == "druha@priklad.test"


def test_a_link_expires(cast: Cast) -> None:
    entry = actions.renew_link(by=cast.actor("administrator"), person=cast.person("member"))
    PasswordLink.objects.update(expires_at=factories.timezone.now())
    assert Client().get(entry.path).status_code == 410


def test_bad_input_when_making_an_account(cast: Cast) -> None:
    person = newcomer(cast)
    browser = cast.client("administrator")
    address = reverse("access:open_account", args=[person.uid])
    for email in ("", "neni-to-posta", "CHAIR@zkusebnice.test"):
        answer = browser.post(address, {"email": email})
        assert answer.status_code == 422
        if email:
            assert email in answer.content.decode()
    person.refresh_from_db()
    assert person.user is None
    taken = browser.post(reverse("access:open_account", args=[cast.person("chair").uid]), {"email": "x@y.test"})
    assert taken.status_code == 422
    none = browser.post(reverse("access:renew_link", args=[person.uid]))
    assert none.status_code == 302
    assert not User.objects.filter(email="x@y.test").exists()


def test_switching_off_ends_everything(cast: Cast) -> None:
    member = cast.person("member")
    browser = Client()
    browser.post(reverse("account_login"), {"login": member.user.email, "password": factories.PASSWORD})
    assert browser.get(reverse("accounts:profile")).status_code == 200
    admin = cast.client("administrator")
    entry = actions.renew_link(by=cast.actor("administrator"), person=member)
    assert admin.post(reverse("access:switch_off", args=[member.uid])).status_code == 302
    assert browser.get(reverse("accounts:profile")).status_code == 302
    assert not UserSession.objects.filter(user=member.user).exists()
    assert Client().get(entry.path).status_code == 410
    failed = Client().post(reverse("account_login"), {"login": member.user.email, "password": factories.PASSWORD})
    assert failed.status_code in {200, 302}
    member.user.refresh_from_db()
    assert not member.user.is_active
    refused = admin.post(reverse("access:renew_link", args=[member.uid]))
    assert refused.status_code == 302
    assert not PasswordLink.objects.usable().exists()
    admin.post(reverse("access:switch_on", args=[member.uid]))
    member.user.refresh_from_db()
    assert member.user.is_active
    before = Entry.objects.filter(verb="account.enabled").count()
    actions.switch_account(by=SYSTEM, person=member, active=True)
    assert Entry.objects.filter(verb="account.enabled").count() == before


def test_nobody_locks_the_administration_out(cast: Cast) -> None:
    by, own = cast.actor("administrator"), cast.person("administrator")
    with pytest.raises(ValidationError):
        actions.switch_account(by=by, person=own, active=False)
    with pytest.raises(ValidationError):
        actions.switch_account(by=SYSTEM, person=own, active=False)
    second = factories.person()
    factories.grant(second, GrantRole.ADMINISTRATOR)
    actions.switch_account(by=by, person=second, active=False)
    own.user.refresh_from_db()
    assert own.user.is_active


def test_resetting_a_second_factor_is_told(cast: Cast) -> None:
    member = cast.person("member")
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.TOTP, data={"secret": ""})
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": ""})
    page = cast.client("administrator").get(reverse("access:people"))
    assert page.status_code == 200
    assert "nepovinné" not in page.content.decode()
    cast.client("administrator").post(reverse("access:reset_second_factor", args=[member.uid]))
    assert not Authenticator.objects.filter(user=member.user).exists()
    note = Message.objects.get()
    assert (note.kind, note.person, note.address) == ("second_factor_reset", member, member.user.email)
    assert Entry.objects.filter(verb="account.second_factor_reset", object_uid=member.user.uid).count() == 1


def test_ending_sessions(cast: Cast) -> None:
    member = cast.person("member")
    browser = Client()
    browser.post(reverse("account_login"), {"login": member.user.email, "password": factories.PASSWORD})
    cast.client("administrator").post(reverse("access:end_sessions", args=[member.uid]))
    assert browser.get(reverse("accounts:profile")).status_code == 302


def test_changing_the_sign_in_email(cast: Cast) -> None:
    member, admin = cast.person("member"), cast.client("administrator")
    before = member.user.email
    EmailAddress.objects.create(user=member.user, email=before, verified=True, primary=True)
    address = reverse("access:change_email", args=[member.uid])
    assert admin.post(address, {"email": "chair@zkusebnice.test"}).status_code == 422
    assert admin.post(address, {"email": "nic"}).status_code == 422
    assert admin.post(address, {"email": ""}).status_code == 422
    assert admin.post(address, {"email": "Dana@Jinde.test"}).status_code == 302
    member.user.refresh_from_db()
    assert member.user.email == "dana@jinde.test"
    assert set(Message.objects.values_list("address", flat=True)) == {before, "dana@jinde.test"}
    old = Client().post(reverse("account_login"), {"login": before, "password": factories.PASSWORD})
    assert old.status_code == 200
    new = Client().post(reverse("account_login"), {"login": "dana@jinde.test", "password": factories.PASSWORD})
    assert new.status_code == 302
    assert admin.post(address, {"email": "dana@jinde.test"}).status_code == 302
    assert Message.objects.count() == 2


def test_who_has_no_account_has_no_sign_in_email(cast: Cast) -> None:
    person = newcomer(cast)
    admin = cast.client("administrator")
    assert admin.post(reverse("access:change_email", args=[person.uid]), {"email": "x@y.test"}).status_code == 404
    for step in ("renew_link", "revoke_links", "reset_second_factor", "end_sessions"):
        with pytest.raises(ValidationError, match="nemá"):
            getattr(actions, step)(by=cast.actor("administrator"), person=person)
    with pytest.raises(ValidationError, match="nemá"):
        actions.change_sign_in_email(by=cast.actor("administrator"), person=person, email="x@y.test")
    assert not Message.objects.exists()
    assert not Entry.objects.filter(verb__startswith="account.").exists()


def test_both_addresses_learn_of_another_sign_in_email(cast: Cast) -> None:
    member = cast.person("member")
    before = member.user.email
    actions.change_sign_in_email(by=cast.actor("administrator"), person=member, email="dana@jinde.test")
    told = set(Message.objects.values_list("address", "kind", "person"))
    assert told == {(address, "sign_in_email", member.pk) for address in (before, "dana@jinde.test")}
    actions.reset_second_factor(by=cast.actor("administrator"), person=member)
    assert Message.objects.get(kind="second_factor_reset").address == "dana@jinde.test"


def test_roles_on_the_page_of_a_person(cast: Cast) -> None:
    admin, chair = cast.client("administrator"), cast.person("chair")
    address = reverse("access:give_grant", args=[chair.uid])
    assert admin.post(address, {"role": "manager"}).status_code == 422
    assert admin.post(address, {"role": "nobody"}).status_code == 422
    given = admin.post(
        address, {"role": "manager", "organisation": cast.town.pk, "valid_from": "1. 1. 2018", "valid_to": ""}
    )
    assert given.status_code == 302
    grant = chair.grants.get()
    assert grant.organisation == cast.town
    assert cast.client("chair").post(reverse("access:end_grant", args=[grant.uid])).status_code == 403
    assert cast.client("member").post(reverse("access:end_grant", args=[grant.uid])).status_code == 404
    assert cast.client("manager").post(address, {"role": "administrator"}).status_code == 403
    assert admin.post(reverse("access:end_grant", args=[grant.uid])).status_code == 302
    assert not chair.grants.exists()
    own = cast.person("administrator").grants.get()
    assert admin.post(reverse("access:end_grant", args=[own.uid])).status_code == 302
    assert cast.person("administrator").grants.exists()


def test_list_of_people(cast: Cast) -> None:
    def names(role: str, **asked: str) -> set[str]:
        page = cast.client(role).get(reverse("access:people"), asked)
        return {row["person"].surname for row in page.context["rows"]}

    newcomer(cast, surname="Bezúčtová")
    assert names("administrator", q="clen", ucet="account") == {"Členová"}
    assert names("administrator", q="dana clenova") == {"Členová"}
    assert names("administrator", q="MEMBER@") == {"Členová"}
    assert names("administrator", ucet="none") == {"Bezúčtová"}
    assert names("administrator", q="nikdo") == set()
    assert names("manager") == {
        "Předsedová", "Zapisovatelová", "Revidující", "Členová", "Zástupný", "Bezúčtová",
    }
    assert names("solo") == {"Samotná"}
    assert len(names("administrator", ucet="neznamy")) == len(cast.people) + 1


def test_first_administrator_is_for_the_installation_only(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.first_administrator(
            by=cast.actor("administrator"), email="x@y.test", given_name="Iva", surname="Nová"
        )
    for given, surname, where in ((" ", "Nová", "given_name"), ("Iva", "", "surname")):
        with pytest.raises(ValidationError) as caught:
            actions.first_administrator(by=SYSTEM, email="x@y.test", given_name=given, surname=surname)
        assert list(caught.value.message_dict) == [where]
    with pytest.raises(ValidationError):
        actions.first_administrator(
            by=SYSTEM, email="x@y.test", given_name="Iva", surname="Nová", password="slabe"
        )
    assert not User.objects.filter(email="x@y.test").exists()
