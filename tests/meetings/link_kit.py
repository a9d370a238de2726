"""What tests of one-time links stand on: a public address, a member without an account, a coming meeting."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from soucinnost.agencies.models import Person
from soucinnost.meetings.actions.agenda import add_item
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.models import Meeting
from tests import factories
from tests.cast import Cast

ADDRESS = "https://soucinnost.test"


def be_public(settings: Any) -> None:
    """An installation with an address of its own whose mail is kept in memory."""
    settings.PUBLIC_URL, settings.MAIL_ENABLED = ADDRESS, True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def without_account(cast: Cast) -> Person:
    """A member without an account."""
    person = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
    factories.mandate(cast.group, person, organisation=cast.police)
    return person


def coming(cast: Cast) -> Meeting:
    """A meeting in ten days with one item open to everybody."""
    starts = timezone.now() + timedelta(days=10)
    made = create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=2),
        place=Place(text="Radnice"),
    )
    add_item(by=cast.actor("chair"), meeting=made, title="Veřejný bod")
    return Meeting.objects.get(pk=made.pk)
