"""Every page at 320 px: nothing makes it scroll sideways, whatever on it is unfolded and however long names are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from soucinnost.agencies.models import Organisation
from soucinnost.groups.models import Group
from tests.cast import Cast
from tests.matrix.expected import COLUMNS, GET
from tests.matrix.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Regionální středisko speciálněpedagogických a psychologicko-poradenských služeb příspěvková organizace"
OPEN_ALL = "for (const one of document.querySelectorAll('main details')) one.open = true"
STICKING_OUT = """[...document.querySelectorAll('main *')].filter(element => {
  const box = element.getBoundingClientRect()
  return box.width && box.right > innerWidth + 1 && !element.closest('.scroll')
}).slice(0, 3).map(element => `${element.tagName}.${element.className}`).join(', ')"""


def first_reader(row: str) -> str:
    """The first role of the matrix that the page opens for."""
    return COLUMNS[row.index("a")]


def too_wide(page: Page, url: str) -> str:
    """What makes the page at ``url`` scroll sideways; empty when nothing does."""
    page.goto(url)
    page.evaluate(OPEN_ALL)
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return "" if width[0] <= width[1] else f"{url} {width[0]} px: {page.evaluate(STICKING_OUT)}"


def test_no_page_scrolls_sideways(cast: Cast, profile: Callable[..., BrowserContext]) -> None:
    stage = Stage(cast)
    Organisation.objects.filter(pk=cast.ngo.pk).update(name=LONG)
    Group.objects.filter(pk=cast.group.pk).update(name=LONG)
    pages: dict[str, Page] = {}
    wrong, seen = [], 0
    for name, row in GET.items():
        if "a" not in row:
            continue  # a page that opens for nobody in this state
        role = first_reader(row)
        if role not in pages:
            pages[role] = profile(cast.person(role), viewport={"width": 320, "height": 800}).new_page()
        told = pages[role].request.get(stage.url(name)).headers
        if "text/html" in told.get("content-type", "") and "attachment" not in told.get("content-disposition", ""):
            seen += 1
            wrong.append(too_wide(pages[role], stage.url(name)))
    assert seen > len(GET) / 2
    assert not any(wrong), "\n".join(filter(None, wrong))
