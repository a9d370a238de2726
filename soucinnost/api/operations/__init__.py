"""The operations of the interface, one module an area."""

from ninja import NinjaAPI

from soucinnost.api.entry import make_api
from soucinnost.api.operations import ballots, directory, files, groups, meetings, overview, reports, support, tasks


def build() -> NinjaAPI:
    """The whole interface."""
    api = make_api()
    for area in (groups, meetings, tasks, reports, ballots, files, support, overview, directory):
        api.add_router("", area.router)
    return api
