"""The operations of the interface, one module an area."""

from ninja import NinjaAPI

from soucinnost.api.entry import make_api
from soucinnost.api.operations import directory, groups, meetings, reports, tasks


def build() -> NinjaAPI:
    """The whole interface."""
    api = make_api()
    for area in (groups, meetings, tasks, reports, directory):
        api.add_router("", area.router)
    return api
