"""What the steps with accounts leave in the log and in the post of their owner."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from soucinnost.access import actions
from soucinnost.access.actions.people import mails_links
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.accounts.models import PasswordLink, User
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from soucinnost.notices.models import Message
from tests import factories
from tests.access.reading import plain
from tests.access.test_people import NEW_PASSWORD, newcomer
from tests.cast import Cast
from tests.factories import SYSTEM


def rows_after(number: int) -> list[tuple[Any, ...]]:
    """What was written to the log since, by whom and how the writer came."""
    rows = Entry.objects.filter(sequence__gt=number).order_by("sequence")
    return list(rows.values_list("verb", "object_uid", "ids", "circle", "actor", "channel"))


def end() -> int:
    return Entry.objects.latest("sequence").sequence


def test_rows_of_an_account(cast: Cast) -> None:
    by, person, since = cast.actor("administrator"), newcomer(cast), end()
    user = actions.open_account(by=by, person=person, email="nova@priklad.test").user
    first = PasswordLink.objects.get(user=user)
    actions.renew_link(by=by, person=person)
    second = PasswordLink.objects.usable().get(user=user)
    assert actions.revoke_links(by=by, person=person) == 1
    actions.switch_account(by=by, person=person, active=False)
    actions.switch_account(by=by, person=person, active=True)
    actions.reset_second_factor(by=by, person=person)
    actions.end_sessions(by=by, person=person)
    actions.change_sign_in_email(by=by, person=person, email="jina@priklad.test")
    who = (by.audit_ref, "web")
    told = [row for row in rows_after(since) if row[0].startswith("account.")]
    assert told[:4] == [
        ("account.created", user.uid, [], "", *who), ("account.given", user.uid, [person.uid], "", *who),
        ("account.link_made", user.uid, [first.uid], "", *who), ("account.link_made", user.uid, [second.uid], "", *who),
    ]
    assert [row[0] for row in told[4:]] == [
        "account.links_revoked", "account.disabled", "account.enabled", "account.second_factor_reset",
        "account.sessions_ended", "account.email_changed",
    ]
    assert all(row[1:] == (user.uid, [], "", *who) for row in told[4:])


def test_the_account_belongs_to_the_person_and_others_keep_theirs(cast: Cast) -> None:
    person = newcomer(cast, email="nova@priklad.test")
    Person.objects.filter(pk=person.pk).update(phone="123456789")
    entry = actions.open_account(by=SYSTEM, person=person)
    stored = Person.objects.get(pk=person.pk)
    assert (stored.user, stored.phone, person.user) == (entry.user, "123456789", entry.user)
    assert (entry.user.email, entry.user.language, entry.is_mailed) == ("nova@priklad.test", "cs", False)
    with pytest.raises(ValidationError, match="už účet má"):
        actions.open_account(by=SYSTEM, person=Person.objects.get(pk=person.pk), email="x@y.test")
    person.user = None  # read before somebody else made the account
    with pytest.raises(ValidationError, match="už účet má"):
        actions.open_account(by=SYSTEM, person=person, email="x@y.test")
    assert User.objects.filter(email="x@y.test").count() == 0


def test_a_mailed_link_is_the_owners_alone(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL = "https://s.test/X/"
    person = newcomer(cast)
    with override("en"):
        entry = actions.open_account(by=cast.actor("manager"), person=person, email="nova@priklad.test")
    assert (entry.is_mailed, entry.token) == (True, "")
    note = Message.objects.get()
    assert (note.kind, note.person, note.address, note.subject) == (
        "password_link", person, "nova@priklad.test", "Přístup do Součinnosti",
    )
    assert note.link.startswith("https://s.test/X/heslo/") and note.link.endswith("/")
    assert "Odkaz platí 7 dní a jde použít jednou." in plain(note.body)
    again = actions.renew_link(by=cast.actor("manager"), person=person)
    assert again.is_mailed and Message.objects.count() == 2
    assert PasswordLink.objects.usable().count() == 1


@pytest.mark.parametrize(("enabled", "address", "mails"), [
    (True, "https://s.test", True), (True, "", False), (False, "https://s.test", False), (False, "", False),
])
def test_links_are_mailed_where_mail_and_address_are_known(
    settings: Any, enabled: bool, address: str, mails: bool
) -> None:
    settings.MAIL_ENABLED, settings.PUBLIC_URL = enabled, address
    assert mails_links() is mails


def test_steps_that_only_administrators_take(cast: Cast) -> None:
    by, person = cast.actor("manager"), newcomer(cast)
    actions.open_account(by=by, person=person, email="nova@priklad.test")
    since = end()
    for step in (
        lambda: actions.switch_account(by=by, person=person, active=False),
        lambda: actions.reset_second_factor(by=by, person=person), lambda: actions.end_sessions(by=by, person=person),
        lambda: actions.change_sign_in_email(by=by, person=person, email="x@y.test"),
    ):
        with pytest.raises(PermissionDenied):
            step()
    for step in (actions.renew_link, actions.revoke_links):
        with pytest.raises(PermissionDenied):
            step(by=cast.actor("chair"), person=person)
    assert rows_after(since) == []
    assert actions.revoke_links(by=by, person=person) == 1, "her own link a manager takes back"


def test_an_administrator_may_be_switched_off_while_another_stays(cast: Cast) -> None:
    second = factories.person()
    factories.grant(second, GrantRole.ADMINISTRATOR)
    own = cast.person("administrator")
    with pytest.raises(ValidationError, match="Vlastní účet"):
        actions.switch_account(by=cast.actor("administrator"), person=own, active=False)
    actions.switch_account(by=SYSTEM, person=own, active=False)
    with pytest.raises(ValidationError, match="Poslední"):
        actions.switch_account(by=SYSTEM, person=second, active=False)
    actions.switch_account(by=SYSTEM, person=cast.person("manager"), active=False)
    states = User.objects.filter(person__in=(own, second, cast.person("manager"))).order_by("pk")
    assert {user.person.pk: user.is_active for user in states} == {
        own.pk: False, second.pk: True, cast.person("manager").pk: False,
    }


def test_where_no_administrator_is_left_other_accounts_can_still_be_switched_off(cast: Cast) -> None:
    User.objects.filter(person=cast.person("administrator")).update(is_active=False)
    actions.switch_account(by=SYSTEM, person=cast.person("manager"), active=False)
    assert not User.objects.get(person=cast.person("manager")).is_active


def test_the_owner_learns_of_a_factor_that_was_removed_in_the_own_language(cast: Cast) -> None:
    member = cast.person("member")
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.TOTP, data={"secret": ""})
    with override("en"):
        actions.reset_second_factor(by=cast.actor("administrator"), person=member)
        actions.change_sign_in_email(by=cast.actor("administrator"), person=member, email="jina@jinde.test")
    removed = Message.objects.get(kind="second_factor_reset")
    assert removed.subject == "Druhý faktor Vašeho účtu byl zrušen"
    assert "ozvěte se správci účtů hned" in plain(removed.body)
    changed = Message.objects.filter(kind="sign_in_email")
    assert {note.subject for note in changed} == {"Změna přihlašovacího e-mailu"}
    assert all("Nový e-mail: jina@jinde.test" in plain(note.body) for note in changed)


def test_the_same_e_mail_again_is_no_news(cast: Cast) -> None:
    member = cast.person("member")
    actions.change_sign_in_email(by=SYSTEM, person=member, email=member.user.email.upper())
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_the_first_administrator_with_a_password_needs_no_link() -> None:
    entry = actions.first_administrator(
        by=SYSTEM, email=" Iva@Mesto.test ", given_name=" Iva ", surname=" Nová ", password=NEW_PASSWORD
    )
    assert entry.token == "" and entry.user.password_set_at is not None
    assert entry.user.check_password(NEW_PASSWORD)
    person = Person.objects.get()
    assert (person.given_name, person.surname, person.email, person.user) == (
        "Iva", "Nová", "iva@mesto.test", entry.user,
    )
    grant = Grant.objects.get()
    assert (grant.person, grant.role) == (person, GrantRole.ADMINISTRATOR)
    row = Entry.objects.get(verb="grant.given")
    assert (row.object_uid, row.ids, row.actor) == (grant.uid, [person.uid], SYSTEM.audit_ref)
