"""Timings against a floor in the same run: medians of ratios over interleaved windows. Never fails on time.

    python -m tools.bench                       both sets, all figures (the national set is made first: minutes)
    python -m tools.bench --scales small        only the small set
    python -m tools.bench --only pages,growth   some figures: pages, growth, chain, load

The sets lie under --data (data/bench) and are kept for the next time. Figures are those of docs/proof.md.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools.bench_load import READERS, Reader, server, window

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "bare list"
GOALS = {"tasks": "≤ 4", "meeting, minutes": "≤ 8", "meeting, agenda": "≤ 8"}
OVERVIEWS = {"groups of a region", "meetings", "desk", "tasks"}


class Worker:
    """An installation measured by a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.bench_worker"], env={**os.environ, **environment}, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self.pages: list[str] = self._answer()["pages"]

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The measuring process ended; see above.")
        return json.loads(line)

    def order(self, **order: Any) -> dict[str, Any]:
        """Send an order and wait for its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def median(self, page: str, times: int) -> float:
        """Median seconds of a window of a page."""
        return statistics.median(self.order(order="measure", page=page, times=times)["seconds"])


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[Worker]:
    """A worker for the length of the block."""
    made = Worker(environment)
    try:
        yield made
    finally:
        assert made.process.stdin is not None
        made.process.stdin.close()
        made.process.wait(30)


def prepared(data: Path, scale: str) -> dict[str, str]:
    """Return the environment of a set, made first where it is not there yet."""
    folder = data / scale
    environment = {"SOUCINNOST_DATA": str(folder)}
    done = folder / "made"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for command in (["migrate", "-v", "0"], ["createcachetable"], ["generate", "--scale", scale]):
            subprocess.run(
                [sys.executable, "-m", "config.cli", *command], env={**os.environ, **environment}, cwd=ROOT, check=True
            )
        done.touch()
    return environment


def ratio(floor: Any, other: Any, windows: int) -> tuple[float, float]:
    """Median over windows of other / floor, the floor measured before and after each; and the spread (quartiles)."""
    ratios = []
    for _ in range(windows):
        before, middle, after = floor(), other(), floor()
        ratios.append(middle / ((before + after) / 2))
    quarters = statistics.quantiles(ratios, n=4)
    return statistics.median(ratios), quarters[2] - quarters[0]


def pages(made: Worker, scale: str, windows: int, times: int) -> None:
    """Figures 1, 2, 3: each page against the bare list, with its queries and bytes."""
    print(f"\n{scale}: pages against the bare list ({windows} windows of {times})")
    print(f"  {'page':22} {'ratio':>7} {'±':>5}  {'goal':>5} {'ms':>7} {'SELECTs':>8} {'bytes':>8}")
    for page in made.pages:
        about = made.order(order="look", page=page)
        if about["status"] != 200:
            print(f"  {page:22} answered {about['status']}")
            continue
        here = made.median(page, times)
        told, spread = (1.0, 0.0)
        if page != FLOOR:
            told, spread = ratio(lambda: made.median(FLOOR, times), lambda p=page: made.median(p, times), windows)
        print(
            f"  {page:22} {told:7.2f} {spread:5.2f}  {GOALS.get(page, ''):>5} {here * 1000:7.2f} "
            f"{about['queries']:8} {about['bytes']:8}"
        )


def growth(small: Worker, national: Worker, windows: int, times: int) -> None:
    """Figure 5: the same page on the national set against the small one."""
    print(f"\nnational against small ({windows} windows of {times}); goal ≤ 1.3, overviews ≤ 3")
    for page in small.pages:
        told, spread = ratio(
            lambda p=page: small.median(p, times), lambda p=page: national.median(p, times), windows
        )
        print(f"  {page:22} {told:7.2f} ± {spread:.2f}  {'≤ 3' if page in OVERVIEWS else '≤ 1.3'}")


def chain(made: Worker, scale: str) -> None:
    """Figure 21: verifying the chain against hashing rows that lie in memory."""
    told = made.order(order="chain", rows=100_000)
    each = told["verify"] / told["rows"]
    hashing = statistics.median(told["hash"]) / told["sample"]
    digest = statistics.median(told["sha256"]) / told["sample"]
    print(f"\n{scale}: audit chain of {told['rows']} rows verified in {told['verify']:.1f} s")
    print(f"  against hashing the rows (JSON and SHA-256): {each / hashing:.2f}  goal ≤ 5")
    print(f"  against SHA-256 of ready bytes alone: {each / digest:.2f}")


def load(made: Worker, environment: dict[str, str], scale: str, windows: int) -> None:
    """Figure 12: reading and writing at once through the web server against the bare list."""
    about = made.order(order="session")
    with ExitStack() as stack:
        product = stack.enter_context(server(environment))
        floor = stack.enter_context(server(environment, "tools.bench_wsgi:application", "/bench/bare/"))
        mixed = [Reader(product, about["addresses"], about["cookie"], about["form"]) for _ in range(READERS)]
        bare = [Reader(floor, ["/bench/bare/"]) for _ in range(READERS)]
        seconds: list[float] = []
        failed = 0

        def one() -> float:
            nonlocal failed
            rate, spent, wrong = window(mixed)
            seconds.extend(spent)
            failed += wrong
            return rate

        told, spread = ratio(lambda: window(bare)[0], one, windows)
    made.order(order="tidy", last_topic=about["last_topic"])
    seconds.sort()
    print(f"\n{scale}: {READERS} users at once, one form in ten steps ({windows} windows)")
    print(f"  rate against the bare list: {told:.2f} ± {spread:.2f}  goal ≥ 0.25")
    middle, late = statistics.median(seconds) * 1000, seconds[int(len(seconds) * 0.99)] * 1000
    print(f"  median {middle:.0f} ms, p99 {late:.0f} ms, {len(seconds)} answers, {failed} failed")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", default="small,national")
    parser.add_argument("--only", default="pages,growth,chain,load")
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "bench")
    parser.add_argument("--windows", type=int, default=12)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    wanted, scales = options.only.split(","), options.scales.split(",")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}")
    environments = {scale: prepared(options.data, scale) for scale in scales}
    with ExitStack() as stack:
        workers = {scale: stack.enter_context(worker(environments[scale])) for scale in scales}
        for scale, made in workers.items():
            if "pages" in wanted:
                pages(made, scale, options.windows, options.times)
            if "chain" in wanted:
                chain(made, scale)
            if "load" in wanted:
                load(made, environments[scale], scale, options.windows)
        if "growth" in wanted and {"small", "national"} <= set(workers):
            growth(workers["small"], workers["national"], options.windows, options.times)


if __name__ == "__main__":
    main()
