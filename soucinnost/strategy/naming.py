"""What circles are called: by the title of their strategy, which is public."""

from soucinnost.strategy.models import Strategy


def names_of_circles(ids: list[int]) -> dict[int, str]:
    """Titles of the strategies of the given circles, by circle."""
    return dict(Strategy.objects.filter(circle__in=ids).values_list("circle_id", "title"))
