"""What a circle is called. Circles have no name of their own; the domain, which stands above, tells it."""

from collections.abc import Callable, Iterable, Mapping

from soucinnost.access.models import Circle

Names = Callable[[list[int]], Mapping[int, str]]
_sources: list[Names] = []


def name_circles_by(names: Names) -> None:
    """Add a source: given primary keys of circles it returns public names of those it knows."""
    if names not in _sources:
        _sources.append(names)


def circle_names(circles: Iterable[Circle]) -> dict[int, str]:
    """Return the name of each circle: what the first domain that knows it calls it, else its lead organisation.

    The circles come with their controller and organisation. Names are of the public class, content is not.
    """
    known = list(circles)
    names: dict[int, str] = {}
    for source in _sources:
        unnamed = [circle.pk for circle in known if circle.pk not in names]
        if unnamed:
            names.update(source(unnamed))
    return {circle.pk: names.get(circle.pk) or circle.controller.organisation.label for circle in known}
