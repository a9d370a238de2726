"""A circular says what really became of it, and why it would reach nobody."""

import pytest
from django.test import override_settings
from django.urls import reverse

from tests.cast import Cast
from tests.support import kit

pytestmark = pytest.mark.django_db


def shown(cast: Cast, uid: str) -> str:
    page = cast.client("coordinator").get(reverse("support:circular", args=[uid]))
    return " ".join(page.content.decode().replace("\xa0", " ").split())


def test_without_contact_persons_it_says_why_and_where_to_add_them(cast: Cast) -> None:
    kit.authority(cast)
    text = shown(cast, kit.circular(cast).uid)
    assert "nemá kontaktní osobu" in text and reverse("agencies:organisations") in text
    kit.contact(cast.ngo, cast.person("member"))
    assert "nemá kontaktní osobu" not in shown(cast, kit.circular(cast).uid)


@pytest.mark.parametrize(("mail", "said"), [(False, "čeká na odeslání z Vaší schránky"), (True, "rozeslaný")])
def test_it_is_not_called_sent_while_it_waits_for_a_mailbox(cast: Cast, mail: bool, said: str) -> None:
    kit.authority(cast)
    kit.contact(cast.ngo, cast.person("member"))
    with override_settings(MAIL_ENABLED=mail):
        text = shown(cast, kit.sent(cast).uid)
    lead = text[text.index("<h1"):text.index("<section")]
    assert said in lead
