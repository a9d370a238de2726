"""Two people of one name among the invited can be told apart."""

import pytest
from django.urls import reverse

from soucinnost.meetings.selectors.prepare import recipients_of
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
        assert "<small>Zelený" in page and "ctvrta@x.test</small>" in page, name
