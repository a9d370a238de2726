"""What circles are called: by the name of their group, which is public."""

from soucinnost.groups.models import Group


def names_of_circles(ids: list[int]) -> dict[int, str]:
    """Names of the groups of the given circles, by circle."""
    return dict(Group.objects.filter(circle__in=ids).values_list("circle_id", "name"))
