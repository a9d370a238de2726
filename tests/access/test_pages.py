"""Who opens which page of the administration; the expected values are written by hand."""

import pytest
from django.urls import reverse

from soucinnost.audit.models import Entry
from tests.cast import ROLES, Cast

OPEN, GONE, SIGN_IN = 200, 404, 302
ADMINISTRATOR = {"administrator"}
MANAGING = {"administrator", "manager", "solo"}

PAGES = {
    "access:administration": MANAGING | {"chair", "recorder", "outsider"},
    "access:people": MANAGING,
    "access:grants": ADMINISTRATOR,
    "access:controllers": MANAGING,
    "access:glass": ADMINISTRATOR,
    "access:audit": ADMINISTRATOR,
    "access:retention": ADMINISTRATOR,
    "notices:queue": ADMINISTRATOR | {"chair", "recorder", "outsider", "solo"},
    "accounts:profile": set(ROLES) - {"public"},
    "search:search": set(ROLES) - {"public"},
}


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_which_page(cast: Cast, role: str) -> None:
    client = cast.client(role)
    got = {name: client.get(reverse(name)).status_code for name in PAGES}
    expected = {
        name: SIGN_IN if role == "public" else (OPEN if role in allowed else GONE) for name, allowed in PAGES.items()
    }
    assert got == expected


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_one_record(cast: Cast, role: str) -> None:
    member, chair = cast.person("member"), cast.person("chair")
    pages = {
        reverse("access:account", args=[member.uid]): {"administrator", "manager"},
        reverse("access:account", args=[cast.person("outsider").uid]): {"administrator"},
        reverse("access:controller", args=[cast.town.uid]): {"administrator", "manager"},
        reverse("access:controller", args=[cast.solo_town.uid]): {"administrator", "solo"},
        reverse("access:break_glass", args=[cast.group.circle.uid]): {"administrator"},
        reverse("access:circle_audit", args=[cast.group.circle.uid]): {"chair"},
        reverse("access:circle_audit", args=[cast.other_group.circle.uid]): {"outsider"},
        reverse("access:retention_rule", args=["notices.message"]): {"administrator"},
        reverse("access:account", args=[chair.uid]): {"administrator", "manager"},
    }
    client = cast.client(role)
    got = {path: client.get(path).status_code for path in pages}
    expected = {
        path: SIGN_IN if role == "public" else (OPEN if role in allowed else GONE) for path, allowed in pages.items()
    }
    assert got == expected


STEPS = ("renew_link", "revoke_links", "switch_off", "switch_on", "reset_second_factor", "end_sessions")


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator", "public"}))
@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_touches_an_account_in_use(cast: Cast, role: str, step: str) -> None:
    """A manager sees her members' accounts (403); for everybody else they do not exist (404)."""
    target = cast.person("member")
    before = Entry.objects.count()
    answer = cast.client(role).post(reverse(f"access:{step}", args=[target.uid]))
    assert answer.status_code == (403 if role == "manager" else 404)
    target.user.refresh_from_db()
    assert target.user.is_active
    assert Entry.objects.count() == before


def test_writing_by_get_is_refused(cast: Cast) -> None:
    client = cast.client("administrator")
    uid = cast.person("member").uid
    for step in STEPS:
        assert client.get(reverse(f"access:{step}", args=[uid])).status_code == 405


def test_administrator_reads_no_content(cast: Cast) -> None:
    """No page of groups, tasks or meetings opens; of the outgoing post the text is missing."""
    from soucinnost.notices.actions import queue
    from tests.factories import SYSTEM, topic

    secret = "KANAREK-7f3a"
    raised = topic(cast.group, title=secret)
    note = queue(
        by=SYSTEM, person=cast.person("member"), kind="invitation", subject=secret, body=secret,
        circle=cast.group.circle,
    )
    client = cast.client("administrator")
    assert client.get(reverse("groups:group", args=[cast.group.uid])).status_code == 404
    assert client.get(reverse("notices:message", args=[note.uid])).status_code == 403
    addresses = [reverse(name) for name in PAGES] + [
        reverse("access:account", args=[cast.person("member").uid]),
        reverse("access:controller", args=[cast.town.uid]),
        reverse("access:break_glass", args=[cast.group.circle.uid]),
        f"{reverse('search:search')}?q=kanarek",
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert secret not in answer.content.decode(), address
    assert raised.uid


@pytest.mark.parametrize("name", [name for name in PAGES if name not in {"accounts:profile"}])
def test_queries_do_not_grow(cast: Cast, name: str, django_assert_max_num_queries: object) -> None:
    client = cast.client("administrator")
    client.get(reverse(name))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert client.get(reverse(name)).status_code == 200
