"""Pages of accounts: what they say to an administrator and to a manager, and what is noted before they say it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from soucinnost.access import actions
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.access.views import accounts
from soucinnost.accounts.models import User
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from tests import factories
from tests.access.reading import day, parts, said
from tests.cast import Cast
from tests.ui.editing_kit import form_with, forms_of

SINCE = day(factories.today() - factories.LONG_AGO)


def page_of(cast: Cast, role: str, person: Person) -> Any:
    """The page of a person's account as the role sees it."""
    return cast.client(role).get(reverse("access:account", args=[person.uid]))


def newcomer(cast: Cast, **fields: Any) -> Person:
    """A member of the group without an account."""
    person = factories.person(has_account=False, **{"surname": "Nová", "email": "nova@priklad.test", **fields})
    factories.mandate(cast.group, person)
    return person


def test_the_list_says_how_each_account_stands(cast: Cast) -> None:
    newcomer(cast)
    waiting = newcomer(cast, surname="Čekající", email="ceka@priklad.test")
    actions.open_account(by=factories.SYSTEM, person=waiting)
    actions.switch_account(by=factories.SYSTEM, person=cast.person("member"), active=False)
    client = cast.client("administrator")
    listed = parts(client.get(reverse("access:people")))["lide"]
    assert listed.startswith(f"Lidé {len(cast.people) + 2} ")
    for row in (
        "Nová Jana bez účtu Předsedová Alena zapnutý chair@zkusebnice.test není zatím ne",
        "Čekající Jana čeká na heslo ceka@priklad.test není zatím ne",
        "Členová Dana vypnutý member@zkusebnice.test není",
        f"Správcový Ivan zapnutý administrator@zkusebnice.test nastaven {day(factories.today())}",
    ):
        assert row in listed
    found = client.get(reverse("access:people"), {"q": "nova", "ucet": "none"})
    assert parts(found)["lide"].startswith("Lidé 1 ")
    form = next(form for form in forms_of(found.content.decode()) if "ucet" in form.values)
    assert (form.values["q"], form.values["ucet"]) == (["nova"], ["none"])


def test_the_list_goes_page_by_page_and_notes_who_was_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "ROWS", 4)
    page = cast.client("administrator").get(reverse("access:people"), {"strana": "3"})
    shown = [cast.person(role).uid for role in ("administrator", "recorder", "deputy")]
    assert [row["person"].uid for row in page.context["rows"]] == shown
    assert f"Lidé {len(cast.people)} " in said(page) and "Strana 3 z 3" in said(page)
    row = Entry.objects.get(verb="account.listed")
    assert (row.ids, row.actor) == (shown, cast.actor("administrator").audit_ref)


def test_an_account_in_use_as_the_administrator_sees_it(cast: Cast) -> None:
    member = cast.person("member")
    page = page_of(cast, "administrator", member)
    told = parts(page)
    today = day(factories.today())
    assert "Dana Členová účet zapnutý" in said(page)
    assert told["ucet"] == (
        f"Účet Přihlašovací e-mail member@zkusebnice.test Založen {today} Heslo nastaveno neuvedeno "
        "Poslední přihlášení zatím ne Druhý faktor není Odkaz k heslu žádný neplatí"
    )
    assert all(step in told["pristup"] for step in ("Vydat odkaz k heslu", "Odhlásit všude", "Vypnout účet"))
    for step in ("Zrušit vydaný odkaz", "Zrušit druhý faktor", "Zapnout účet"):
        assert step not in told["pristup"]
    assert told["skupiny"] == f"Skupiny 1 Bezpečná Zkušebnice člen · od {SINCE}"
    assert told["role"].startswith("Role 0 Žádná role mimo skupiny. ")
    html = page.content.decode()
    assert form_with(html, "email").values["email"] == ["member@zkusebnice.test"]
    assert form_with(html, "role").action == reverse("access:give_grant", args=[member.uid])
    row = Entry.objects.get(verb="account.viewed")
    assert (row.object_uid, row.ids, row.circle) == (member.uid, [], "")


def test_the_own_account_of_the_administrator_tells_its_factor_and_role(cast: Cast) -> None:
    told = parts(page_of(cast, "administrator", cast.person("administrator")))
    assert "Druhý faktor nastaven" in told["ucet"]
    assert "Zrušit druhý faktor" in told["pristup"]
    assert told["skupiny"] == "Skupiny 0 Osoba nesedí v žádné skupině."
    assert told["role"].startswith(f"Role 1 správce účtů od {SINCE} Odebrat ")
    other = parts(page_of(cast, "administrator", cast.person("coordinator")))["role"]
    assert other.startswith(f"Role 1 krajský koordinátor · Zkušební kraj od {SINCE} Odebrat ")


def test_a_link_that_was_made_is_told_and_may_be_revoked(cast: Cast) -> None:
    member = cast.person("member")
    actions.renew_link(by=factories.SYSTEM, person=member)
    told = parts(page_of(cast, "administrator", member))
    until = day(factories.today() + factories.timedelta(days=7))
    assert told["ucet"].endswith(f"Odkaz k heslu vydán, platí do {until}")
    assert "Zrušit vydaný odkaz" in told["pristup"]


def test_who_has_no_account_gets_one_from_whoever_may(cast: Cast, settings: Any) -> None:
    person = newcomer(cast)
    for role in ("administrator", "manager"):
        page = page_of(cast, role, person)
        assert "Jana Nová bez účtu" in said(page)
        assert "Odkaz k nastavení hesla se ukáže na další stránce, předáte ho sami." in parts(page)["ucet"]
        form = form_with(page.content.decode(), "email")
        assert form.action == reverse("access:open_account", args=[person.uid])
        assert form.values["email"] == ["nova@priklad.test"]
        assert not {"pristup", "e-mail"} & set(parts(page))
        assert ("role" in parts(page)) == (role == "administrator")
    settings.PUBLIC_URL = "https://prevence.zkusebnice.test"
    mailed = parts(page_of(cast, "manager", person))["ucet"]
    assert "Na tuto adresu přijde odkaz k nastavení hesla." in mailed
    factories.mandate(cast.other_group, person)
    page = page_of(cast, "manager", person)
    assert "Účet této osobě založí správce účtů" in parts(page)["ucet"]
    assert not any("email" in form.values for form in forms_of(page.content.decode()))


def test_a_manager_sees_an_account_and_touches_only_one_not_used_yet(cast: Cast) -> None:
    assert set(parts(page_of(cast, "manager", cast.person("member")))) == {"ucet", "skupiny"}
    person = newcomer(cast)
    actions.open_account(by=factories.SYSTEM, person=person)
    page = page_of(cast, "manager", person)
    assert "účet čeká na nastavení hesla" in said(page)
    told = parts(page)
    assert set(told) == {"ucet", "pristup", "skupiny"}
    assert "Vydat odkaz k heslu" in told["pristup"] and "Zrušit vydaný odkaz" in told["pristup"]
    assert "Vypnout účet" not in told["pristup"] and "Odhlásit všude" not in told["pristup"]


def test_an_account_switched_off_can_only_be_switched_on(cast: Cast) -> None:
    member = cast.person("member")
    actions.switch_account(by=factories.SYSTEM, person=member, active=False)
    page = page_of(cast, "administrator", member)
    assert "Dana Členová účet vypnutý" in said(page)
    told = parts(page)["pristup"]
    assert "Zapnout účet" in told
    assert "Vypnout účet" not in told and "Vydat odkaz k heslu" not in told


@pytest.mark.parametrize(("step", "told"), [
    ("revoke_links", "Nevyužité odkazy už neplatí."),
    ("switch_off", "Účet je vypnutý, všechna přihlášení skončila."),
    ("switch_on", "Účet je zapnutý."),
    ("reset_second_factor", "Druhý faktor je zrušený, všechna přihlášení skončila."),
    ("end_sessions", "Všechna přihlášení skončila."),
])
def test_each_step_leads_back_and_says_what_was_done(cast: Cast, step: str, told: str) -> None:
    member = cast.person("member")
    answer = cast.client("administrator").post(reverse(f"access:{step}", args=[member.uid]), follow=True)
    assert answer.redirect_chain == [(reverse("access:account", args=[member.uid]), 302)]
    assert told in said(answer)


@pytest.mark.parametrize("step", ["renew_link", "revoke_links", "switch_off", "reset_second_factor", "end_sessions"])
def test_a_step_that_cannot_be_done_leads_back_and_says_why(cast: Cast, step: str) -> None:
    person = newcomer(cast)
    answer = cast.client("administrator").post(reverse(f"access:{step}", args=[person.uid]), follow=True)
    assert answer.redirect_chain == [(reverse("access:account", args=[person.uid]), 302)]
    assert "Tato osoba zatím nemá účet." in said(answer)


def test_a_link_to_hand_over_is_shown_once_with_whose_it_is(cast: Cast) -> None:
    member = cast.person("member")
    answer = cast.client("administrator").post(reverse("access:renew_link", args=[member.uid]))
    assert answer.status_code == 200
    assert parts(answer)["predat"].endswith(
        "Komu Dana Členová Přihlašovací e-mail member@zkusebnice.test Odkaz Hotovo"
    )
    html = answer.content.decode()
    assert 'value="http://testserver/heslo/' in html
    assert html.count(f'href="{reverse("access:account", args=[member.uid])}"') == 2
    row = Entry.objects.get(verb="account.link_shown")
    assert (row.object_uid, row.actor) == (member.uid, cast.actor("administrator").audit_ref)


def test_a_mailed_link_is_told_and_not_shown(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL = "https://prevence.zkusebnice.test"
    member = cast.person("member")
    answer = cast.client("administrator").post(reverse("access:renew_link", args=[member.uid]), follow=True)
    assert answer.redirect_chain == [(reverse("access:account", args=[member.uid]), 302)]
    assert "Odkaz k nastavení hesla jde e-mailem." in said(answer)
    assert not Entry.objects.filter(verb="account.link_shown").exists()


def test_a_refused_account_keeps_what_was_typed(cast: Cast) -> None:
    person = newcomer(cast)
    address = reverse("access:open_account", args=[person.uid])
    answer = cast.client("manager").post(address, {"email": "chair@zkusebnice.test"})
    assert answer.status_code == 422
    assert "Účet s tímto e-mailem už existuje." in parts(answer)["ucet"]
    assert form_with(answer.content.decode(), "email").values["email"] == ["chair@zkusebnice.test"]


def test_a_refused_e_mail_stands_in_its_own_form(cast: Cast) -> None:
    member = cast.person("member")
    address = reverse("access:change_email", args=[member.uid])
    client = cast.client("administrator")
    answer = client.post(address, {"email": "chair@zkusebnice.test"})
    assert answer.status_code == 422
    assert "Účet s tímto e-mailem už existuje." in parts(answer)["e-mail"]
    assert form_with(answer.content.decode(), "email").values["email"] == ["chair@zkusebnice.test"]
    done = client.post(address, {"email": "dana@jinde.test"}, follow=True)
    assert done.redirect_chain == [(reverse("access:account", args=[member.uid]), 302)]
    assert "Přihlašovací e-mail je změněný." in said(done)
    assert "dana@jinde.test" in parts(done)["ucet"]


@pytest.mark.parametrize(("step", "sent"), [
    ("change_email", {"email": "x@y.test"}), ("change_email", {"email": ""}),
    ("give_grant", {"role": "administrator"}), ("give_grant", {"role": "nobody"}),
])
def test_only_administrators_change_an_e_mail_or_give_a_role(cast: Cast, step: str, sent: dict[str, str]) -> None:
    """Whoever may not is not told either whether what was sent is well formed."""
    member = cast.person("member")
    assert cast.client("manager").post(reverse(f"access:{step}", args=[member.uid]), sent).status_code == 403
    assert not User.objects.filter(email="x@y.test").exists() and not Grant.objects.filter(person=member).exists()


def test_an_e_mail_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    """Nor is the reader led elsewhere by the question: the way back is the page of the person."""
    member = cast.person("member")
    client, address = cast.client("administrator"), reverse("access:change_email", args=[member.uid])
    page = client.get(reverse("access:account", args=[member.uid]))
    sent = form_with(page.content.decode(), "email").sent(email="dana@jinde.test")
    actions.change_sign_in_email(by=cast.actor("administrator"), person=member, email="jina@jinde.test")
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "jina@jinde.test" in parts(answer)["e-mail"]
    assert f'href="{reverse("access:account", args=[member.uid])}"' in answer.content.decode()
    assert User.objects.get(person=member).email == "jina@jinde.test"


def test_a_refused_role_leaves_the_other_forms_alone(cast: Cast) -> None:
    member = cast.person("member")
    address = reverse("access:give_grant", args=[member.uid])
    answer = cast.client("administrator").post(address, {"role": "manager", "valid_from": "1. 2. 2027"})
    assert answer.status_code == 422
    told = parts(answer)
    assert "Organizace se vyplňuje u manažera prevence" in told["role"]
    assert told["e-mail"] == "Přihlašovací e-mail Nový přihlašovací e-mail Změnit e-mail"
    html = answer.content.decode()
    assert form_with(html, "role").values["valid_from"] == ["1. 2. 2027"]
    assert form_with(html, "email").values["email"] == ["member@zkusebnice.test"]


def test_giving_and_taking_a_role_are_told(cast: Cast) -> None:
    member, client = cast.person("member"), cast.client("administrator")
    back = [(reverse("access:account", args=[member.uid]), 302)]
    sent = {"role": "manager", "organisation": cast.town.pk, "valid_from": "", "valid_to": "31. 12. 2030"}
    given = client.post(reverse("access:give_grant", args=[member.uid]), sent, follow=True)
    assert given.redirect_chain == back
    today = day(factories.today())
    assert "Role je přidělená." in said(given)
    assert f"manažer prevence · Zkušebnice od {today} do 31. 12. 2030" in parts(given)["role"]
    grant = Grant.objects.get(person=member)
    taken = client.post(reverse("access:end_grant", args=[grant.uid]), follow=True)
    assert taken.redirect_chain == back
    assert "Role je odebraná." in said(taken)
    assert parts(taken)["role"].startswith("Role 0 ")


def test_the_list_of_roles(cast: Cast) -> None:
    later = factories.person("Zora", "Aldová")
    Grant.objects.create(
        person=later, role=GrantRole.MANAGER, organisation=cast.police, valid_from=timezone.localdate(),
        valid_to=timezone.localdate(),
    )
    page = cast.client("administrator").get(reverse("access:grants"))
    today = day(factories.today())
    told = parts(page)["role"].replace(" Odebrat Role přestane platit hned. Odebrat", ";")
    assert told.split("Kroky ")[1] == (
        f"Správcový Ivan správce účtů celá aplikace {SINCE} – bez konce; "
        f"Koordinátorová Hana krajský koordinátor Zkušební kraj {SINCE} – bez konce; "
        f"Aldová Zora manažer prevence Policie Zkušebnice {today} – {today}; "
        f"Manažerová Gita manažer prevence Zkušebnice {SINCE} – bez konce; "
        f"Samotná Klára manažer prevence Samotín {SINCE} – bez konce;"
    )
    row = Entry.objects.get(verb="grant.listed")
    assert row.ids == [grant.uid for grant in page.context["grants"]] and len(row.ids) == 5
