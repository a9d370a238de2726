"""``soucinnost administrator``: the first administrator, and the way back for one who is locked out."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from soucinnost.access.enums import GrantRole
from soucinnost.access.management.commands import administrator
from soucinnost.access.models import Grant
from soucinnost.accounts.models import PasswordLink, User
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from tests import factories
from tests.cast import Cast, client_for

pytestmark = pytest.mark.django_db
PASSWORD = "tri slova bez souvislosti"


def run(*words: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("administrator", *words, stdout=said)
    return " ".join(said.getvalue().split())


def typing(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    """Let the operator type these, one for each question."""
    typed = iter(passwords)
    monkeypatch.setattr(administrator.getpass, "getpass", lambda _question: next(typed))


@pytest.mark.parametrize(("public", "host"), [("", "http://127.0.0.1:8000"), ("https://s.test/", "https://s.test")])
def test_the_first_one_gets_a_link(settings: object, public: str, host: str) -> None:
    settings.PUBLIC_URL = public  # type: ignore[attr-defined]
    said = run("Iva@Mesto.test", "--given-name", "Iva", "--surname", "Nová")
    link = re.search(r"(http\S+)/heslo/[\w-]{43}/$", said)
    assert link is not None and link[1] == host
    person = Person.objects.get()
    assert (person.given_name, person.surname, User.objects.get(person=person).email) == (
        "Iva", "Nová", "iva@mesto.test",
    )
    assert person.email == "iva@mesto.test"
    assert Grant.objects.get().role == GrantRole.ADMINISTRATOR
    assert Entry.objects.get(verb="grant.given").ids == [person.uid]
    assert list(Entry.objects.values_list("verb", "actor", "channel").order_by("sequence"))[-1] == (
        "grant.given", "system:administrator", "cli",
    )


def test_without_a_name_the_person_is_called_by_the_function() -> None:
    run("spravce@mesto.test")
    assert (Person.objects.get().given_name, Person.objects.get().surname) == ("Správce", "účtů")


def test_with_a_password_no_link_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, PASSWORD, PASSWORD)
    assert run("iva@mesto.test", "--password") == "Heslo je nastavené. Teď se přihlaste."
    assert User.objects.get().check_password(PASSWORD)
    assert not PasswordLink.objects.usable().exists()


@pytest.mark.parametrize(("typed", "email", "said"), [
    ((PASSWORD, "jinak slova bez vazby"), "iva@mesto.test", "Hesla se liší."),
    (("krátké", "krátké"), "iva@mesto.test", "Heslo"),
    ((PASSWORD, PASSWORD), "to není e-mail", "e-mail"),
])
def test_what_is_wrong_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, typed: tuple[str, str], email: str, said: str
) -> None:
    typing(monkeypatch, *typed)
    with pytest.raises(CommandError, match=said):
        run(email, "--password")
    assert not User.objects.exists()
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_who_was_locked_out_comes_back(cast: Cast) -> None:
    """The role, the account and, when asked for, the second factor; a new link each time."""
    person = cast.person("administrator")
    user = User.objects.get(person=person)
    Grant.objects.filter(person=person).update(valid_to=factories.today() - factories.timedelta(days=1))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert "platí 7 dní" in run(user.email.upper())
    user.refresh_from_db()
    assert user.is_active
    assert Grant.objects.filter(person=person, role=GrantRole.ADMINISTRATOR).on(factories.today()).count() == 1
    assert Authenticator.objects.filter(user=user).exists(), "nobody asked to remove it"
    run(user.email, "--reset-second-factor")
    assert not Authenticator.objects.filter(user=user).exists()
    assert Grant.objects.filter(person=person).on(factories.today()).count() == 1, "the role is not given twice"
    assert PasswordLink.objects.usable().filter(user=user).count() == 1


def test_a_new_password_for_an_account_that_exists(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    member = cast.person("member")
    user = User.objects.get(person=member)
    typing(monkeypatch, PASSWORD, PASSWORD)
    assert "Heslo je nastavené" in run(user.email, "--password")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert cast.actor("member").is_administrator
    assert not PasswordLink.objects.usable().filter(user=user).exists()
    assert client_for(member).get("/sprava/").status_code == 302, "to set up the second factor first"


def test_an_account_of_nobody() -> None:
    loose = factories.user()
    with pytest.raises(CommandError, match="nepatří žádné osobě"):
        run(loose.email)
    assert not Grant.objects.exists()


def test_the_help_explains_each_word_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("administrator", "--help")
    assert left.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    for word, meaning in (
        ("email", "sign-in e-mail / přihlašovací e-mail"), ("--given-name", "given name / jméno"),
        ("--surname", "surname / příjmení"), ("--password", "ask for the password / zeptat se na heslo"),
        ("--reset-second-factor", "also remove the second factor / zrušit i druhý faktor"),
    ):
        assert word in told and meaning in told


def test_whoever_has_another_role_gets_this_one_too(cast: Cast) -> None:
    run(cast.person("manager").user.email)
    assert cast.actor("manager").is_administrator
    assert cast.actor("manager").managed_organisation_ids == {cast.town.pk}
    row = Entry.objects.filter(verb="grant.given").latest("sequence")
    assert (row.actor, row.channel, row.ids) == ("system:administrator", "cli", [cast.person("manager").uid])
    run(f"  {cast.person('member').user.email} ")
    assert cast.actor("member").is_administrator


def test_an_account_in_use_is_not_switched_on_again(cast: Cast) -> None:
    run(cast.person("administrator").user.email)
    assert not Entry.objects.filter(verb__in=("account.enabled", "account.second_factor_reset")).exists()
