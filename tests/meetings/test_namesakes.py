"""Two people of one name among the invited can be told apart."""

import pytest
from django.urls import reverse
from django.utils import timezone

from soucinnost.groups.selectors import seats_on
from soucinnost.meetings.forms.hold import AnswerForm
from soucinnost.meetings.forms.signoff import RemarkForm
from soucinnost.meetings.selectors.prepare import recipients_of
from soucinnost.reports.forms import ReportForm
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import planned

pytestmark = pytest.mark.django_db


def test_namesakes_have_their_organisation_or_address_beside_the_name(cast: Cast) -> None:
    here, there = factories.organisation(name="Zelený dům"), factories.organisation(name="Modrý dům")
    for organisation, email in ((here, "prvni@x.test"), (there, "treti@x.test"), (there, "ctvrta@x.test")):
        person = factories.person(surname="Malá", given_name="Zuzana", email=email, has_account=False)
        factories.mandate(cast.group, person, organisation=organisation)
    meeting = planned(cast)
    told = {person.email: person.apart for person in recipients_of(meeting).people}
    assert told["prvni@x.test"] == "Zelený dům"
    assert told["treti@x.test"] == "Modrý dům, treti@x.test"
    assert told[cast.person("member").email] == ""
    for name in ("prepare", "invitation", "attendance"):
        page = cast.client("chair").get(reverse(f"meetings:{name}", args=[meeting.uid])).content.decode()
        assert "<small>(Zelený" in page and "ctvrta@x.test)</small>" in page, name
        assert "</small> <small>" not in page, name  # said once


def test_namesakes_differ_wherever_something_is_entered_for_somebody(cast: Cast) -> None:
    emails = ("prvni@x.test", "druha@x.test")
    for email in emails:
        person = factories.person(surname="Malá", given_name="Zuzana", email=email, has_account=False)
        factories.mandate(cast.group, person, organisation=cast.ngo)
    seats = seats_on(cast.group, timezone.localdate())
    people = [seat.person for seat in seats]
    offered = (
        AnswerForm(seats=seats)["person"], RemarkForm(people=people)["person"], ReportForm(people=people)["author"],
    )
    for field in offered:
        labels = [str(label) for value, label in field.field.choices if value]
        assert sorted(label for label in labels if "Malá" in label) == sorted(
            f"Zuzana Malá, {email}" for email in emails
        ), field.name
        assert cast.person("member").name in labels
