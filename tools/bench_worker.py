"""One installation of a benchmark, in a process of its own: reads orders as lines of JSON, answers with seconds.

Pages are asked for through the whole stack of middleware, audit row and its flush to the disk included.
"""

import gc
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Bench:
    """Signed-in clients and the pages to measure."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.test import Client
        from django.test.utils import override_settings

        settings.ROOT_URLCONF = "tools.bench_urls"
        settings.ALLOWED_HOSTS = ["*"]
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
        with override_settings(MIDDLEWARE=[]):
            self.floor = Client()
            self.floor.get("/bench/bare/")
        self.chair, self.chair_id = self._signed_in("groups__chair")
        self.coordinator, _ = self._signed_in("coordinator")
        self.pages = self._pages()

    @staticmethod
    def _signed_in(role: str) -> tuple[Any, str]:
        from django.test import Client

        from soucinnost.access.models import Grant, Seat
        from soucinnost.accounts.models import User

        if role == "coordinator":
            person = Grant.objects.filter(role="coordinator").order_by("pk").first().person
        else:
            person = Seat.objects.filter(is_chair=True).order_by("pk").first().person
        client = Client()
        client.force_login(User.objects.get(pk=person.user_id), "allauth.account.auth_backends.AuthenticationBackend")
        return client, client.session.session_key

    def _pages(self) -> dict[str, tuple[Any, str]]:
        from django.urls import reverse

        from soucinnost.access.models import Seat
        from soucinnost.groups.models import Group
        from soucinnost.meetings.enums import MeetingState
        from soucinnost.meetings.models import Meeting

        circle = Seat.objects.filter(is_chair=True).order_by("pk").first().circle
        group = Group.objects.get(circle=circle)
        locked = Meeting.objects.filter(group=group, state=MeetingState.FINAL).order_by("-starts_at").first()
        coming = Meeting.objects.filter(group=group, state=MeetingState.PREPARED).first()
        return {
            "bare list": (self.floor, "/bench/bare/"),
            "tasks": (self.chair, reverse("assignments:list") + "?kdo=vse&stav=vse"),
            "meeting, minutes": (self.chair, reverse("meetings:minutes", args=[locked.uid])),
            "meeting, agenda": (self.chair, reverse("meetings:prepare", args=[coming.uid])),
            "group": (self.chair, reverse("groups:group", args=[group.uid])),
            "meetings": (self.chair, reverse("meetings:list")),
            "desk": (self.chair, reverse("desk:desk")),
            "groups of a region": (self.coordinator, reverse("groups:list")),
        }

    def look(self, page: str) -> dict[str, Any]:
        """Status, bytes and queries of a page, asked twice so that caches are warm."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client, address = self.pages[page]
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        reads = [query for query in queries if query["sql"].lstrip().upper().startswith("SELECT")]
        return {"status": response.status_code, "bytes": len(response.content), "queries": len(reads)}

    def measure(self, page: str, times: int) -> dict[str, Any]:
        """Seconds of each of ``times`` answers."""
        client, address = self.pages[page]

        def ask() -> None:
            response = client.get(address)
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}")

        return {"seconds": timed(ask, times)}

    def chain(self, rows: int) -> dict[str, Any]:
        """Seconds of verifying the whole chain, and of hashing as many rows that lie in memory."""
        from soucinnost.audit.chain import _canonical, row_hash
        from soucinnost.audit.models import Entry
        from soucinnost.audit.selectors import COLUMNS, verify

        names = COLUMNS[:-1]
        sample = list(Entry.objects.order_by("sequence").values_list(*names)[:rows])
        told = [dict(zip(names, row, strict=True)) for row in sample]
        raw = [_canonical([str(part) for part in row]).encode() for row in sample]
        begun = time.perf_counter()
        verdict = verify()
        whole = time.perf_counter() - begun
        if not verdict.intact:
            raise RuntimeError(verdict.breaks[0])
        hashing = timed(lambda: [row_hash(**row) for row in told], 3)
        digests = timed(lambda: [hashlib.sha256(row).hexdigest() for row in raw], 3)
        return {"rows": verdict.rows, "verify": whole, "sample": len(told), "hash": hashing, "sha256": digests}

    def session(self) -> dict[str, Any]:
        """What a client of the web server needs: cookie and addresses; and where the topics end that were there."""
        from django.db.models import Max

        from soucinnost.groups.models import Topic

        addresses = [address for client, address in self.pages.values() if client is self.chair]
        topic = self.pages["group"][1] + "temata/nove/"
        last = Topic.objects.aggregate(last=Max("pk"))["last"] or 0
        return {"last_topic": last, "cookie": self.chair_id, "addresses": addresses, "form": topic}


def tidy(last_topic: int) -> dict[str, Any]:
    """Delete the topics that a measurement has sent, so that the pages of the next one are as long as before."""
    from soucinnost.groups.models import Topic

    return {"deleted": Topic.objects.filter(pk__gt=last_topic).delete()[0]}


def timed(do: Callable[[], Any], times: int) -> list[float]:
    """Seconds of each call, without the collector of garbage in between."""
    seconds = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(times):
            begun = time.perf_counter()
            do()
            seconds.append(time.perf_counter() - begun)
    finally:
        gc.enable()
    return seconds


def main() -> None:
    """Answer orders until standard input ends."""
    django.setup()
    bench = Bench()
    orders: dict[str, Callable[..., dict[str, Any]]] = {
        "look": bench.look, "measure": bench.measure, "chain": bench.chain, "session": bench.session,
        "tidy": tidy,
    }
    print(json.dumps({"pages": list(bench.pages)}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("order")](**order)), flush=True)


if __name__ == "__main__":
    main()
