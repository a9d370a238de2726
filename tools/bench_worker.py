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
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

from tools.bench_pages import Page, pages, pages_of, people

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

FLOOR = "bare list"
MIX = ("tasks", "meeting, minutes", "meeting, agenda", "group", "meetings", "desk")
"""What users read in the mixed load."""


class Bench:
    """Signed-in clients and the pages to measure."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.test import Client
        from django.test.utils import override_settings

        settings.ROOT_URLCONF = "tools.bench_urls"
        settings.ALLOWED_HOSTS = ["*"]
        with override_settings(MIDDLEWARE=[]):
            floor = Client()
            floor.get("/bench/bare/")
        known = people()
        self.readers = {"nobody": floor} | {name: signed_in(one) for name, one in vars(known).items()}
        self.pages = {FLOOR: Page("nobody", "/bench/bare/"), **pages(known)}
        self.spent = processor()
        self.warm: set[str] = set()

    def _ask(self, page: str) -> Any:
        one = self.pages[page]
        response = self.readers[one.reader].get(one.address)
        if response.status_code != 200:
            raise RuntimeError(f"{one.address} answered {response.status_code}")
        return response

    def look(self, page: str) -> dict[str, Any]:
        """Bytes, queries and requests of a page, asked twice so that caches are warm."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from tools.bench_weight import weigh

        self._ask(page)
        with CaptureQueriesContext(connection) as queries:
            response = self._ask(page)
        reads = [query for query in queries if query["sql"].lstrip().upper().startswith(("SELECT", "WITH"))]
        statements = len(queries)  # the next request empties the log
        weight, requests = weigh(self.readers[self.pages[page].reader], response.content)
        return {
            "bytes": len(response.content), "queries": len(reads), "statements": statements, "weight": weight,
            "requests": requests,
        }

    def measure(self, page: str, times: int) -> dict[str, Any]:
        """Seconds of each of ``times`` answers, by the clock and of the processor (the database's own included)."""
        if page not in self.warm:
            self._ask(page)
            gc.freeze()  # dictionaries are loaded by now; going through them before each window would take longer
            self.warm.add(page)
        return timed(lambda: self._ask(page), times, self.spent)

    def large(self) -> dict[str, Any]:
        """Take the pages of the strategy with most measures in place of others; their names."""
        from django.db.models import Count

        from soucinnost.access.models import Seat
        from soucinnost.strategy.models import Strategy

        strategy = Strategy.objects.annotate(size=Count("measures")).order_by("-size", "pk").first()
        assert strategy is not None
        chair = Seat.objects.filter(circle=strategy.circle_id, is_chair=True).order_by("pk").first()
        assert chair is not None
        self.readers["chair of the large"] = signed_in(chair.person)
        found = {f"large, {name}": one for name, one in pages_of(strategy, "chair of the large").items()}
        self.pages |= found
        return {"pages": told(found), "measures": strategy.measures.count()}

    def papers(self, times: int) -> dict[str, Any]:
        """Seconds of each step in making the files of the report of the strategy with most measures."""
        from tools.bench_papers import papers

        return papers(times, self.spent)

    def chain(self, rows: int) -> dict[str, Any]:
        """Seconds of verifying the whole chain, and of hashing as many rows that lie in memory."""
        from soucinnost.audit.chain import _canonical, row_hash
        from soucinnost.audit.models import Entry
        from soucinnost.audit.selectors import COLUMNS, verify

        names = COLUMNS[:-1]
        sample = list(Entry.objects.order_by("sequence").values_list(*names)[:rows])
        told_rows = [dict(zip(names, row, strict=True)) for row in sample]
        raw = [_canonical([str(part) for part in row]).encode() for row in sample]
        begun = time.perf_counter()
        verdict = verify()
        whole = time.perf_counter() - begun
        if not verdict.intact:
            raise RuntimeError(verdict.breaks[0])
        hashing = timed(lambda: [row_hash(**row) for row in told_rows], 3)["seconds"]
        digests = timed(lambda: [hashlib.sha256(row).hexdigest() for row in raw], 3)["seconds"]
        return {"rows": verdict.rows, "verify": whole, "sample": len(told_rows), "hash": hashing, "sha256": digests}

    def session(self) -> dict[str, Any]:
        """What a client of the web server needs: cookie and addresses; and where the topics end that were there."""
        from django.db.models import Max

        from soucinnost.groups.models import Topic

        topic = self.pages["group"].address + "temata/nove/"
        last = Topic.objects.aggregate(last=Max("pk"))["last"] or 0
        return {
            "last_topic": last, "cookie": self.readers["chair"].session.session_key, "form": topic,
            "addresses": [self.pages[name].address for name in MIX],
        }


def told(found: dict[str, Page]) -> dict[str, dict[str, Any]]:
    """Pages with their limits, as JSON can hold them."""
    return {name: asdict(one) for name, one in found.items()}


def signed_in(person: Any) -> Any:
    """A client of a person with an account."""
    from django.test import Client

    from soucinnost.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(pk=person.user_id), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def tidy(last_topic: int) -> dict[str, Any]:
    """Delete the topics that a measurement has sent, so that the pages of the next one are as long as before."""
    from soucinnost.groups.models import Topic

    return {"deleted": Topic.objects.filter(pk__gt=last_topic).delete()[0]}


def processor() -> Callable[[], float]:
    """A clock of processor time: of this process, and of the one that PostgreSQL serves it with."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time() + int(spent.read_text().split()[0]) / 1e9


def timed(do: Callable[[], Any], times: int, spent: Callable[[], float] = time.process_time) -> dict[str, list[float]]:
    """Seconds of each call by the clock and of the processor, without the collector of garbage in between."""
    seconds, worked = [], []
    gc.collect()
    gc.disable()
    try:
        for _ in range(times):
            begun, idle = time.perf_counter(), spent()
            do()
            seconds.append(time.perf_counter() - begun)
            worked.append(spent() - idle)
    finally:
        gc.enable()
    return {"seconds": seconds, "processor": worked}


def main() -> None:
    """Answer orders until standard input ends."""
    django.setup()
    bench = Bench()
    orders: dict[str, Callable[..., dict[str, Any]]] = {
        "look": bench.look, "measure": bench.measure, "chain": bench.chain, "session": bench.session,
        "tidy": tidy, "large": bench.large, "papers": bench.papers,
    }
    print(json.dumps({"pages": told(bench.pages)}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("order")](**order)), flush=True)


if __name__ == "__main__":
    main()
