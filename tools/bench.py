"""Timings against a floor in the same run: medians of ratios over interleaved windows. Never fails on time.

    python -m tools.bench                       both sets, all figures (the national set is made first: minutes)
    python -m tools.bench --scales small        only the small set
    python -m tools.bench --only pages,growth   some figures: pages, growth, weight, large, papers, chain, load
    python -m tools.bench --named strategy,desk  only pages whose name has one of the words

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

from tools.bench_load import READERS, Reader, Users, server

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "bare list"
GOALS = {"tasks": "≤ 4", "meeting, minutes": "≤ 8", "meeting, agenda": "≤ 8"}
KIB = 1024
REQUESTS = 5


class Worker:
    """An installation measured by a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.bench_worker"], env={**os.environ, **environment}, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self.pages: dict[str, dict[str, Any]] = self._answer()["pages"]

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
        return self.both(page, times)[0]

    def both(self, page: str, times: int) -> tuple[float, float]:
        """Median seconds of a window of a page, by the clock and of the processor."""
        told = self.order(order="measure", page=page, times=times)
        return statistics.median(told["seconds"]), statistics.median(told["processor"])


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
        made = (["migrate", "-v", "0"], ["createcachetable"], ["generate", "--scale", scale], ["search_rebuild"])
        for command in made:
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
    return _middle(ratios)


def pages(made: Worker, scale: str, windows: int, times: int, named: str) -> None:
    """Figures 1 and 2: each page against the bare list."""
    print(f"\n{scale}: pages against the bare list ({windows} windows of {times})")
    print(f"  {'page':36} {'ratio':>7} {'±':>5}  {'goal':>5} {'ms':>7}")
    for page in chosen(made, named):
        made.order(order="look", page=page)
        here = made.median(page, times)
        told, spread = ratio(lambda: made.median(FLOOR, times), lambda p=page: made.median(p, times), windows)
        print(f"  {page:36} {told:7.2f} {spread:5.2f}  {GOALS.get(page, ''):>5} {here * 1000:7.2f}", flush=True)


def chosen(made: Worker, named: str) -> list[str]:
    """Names of the pages to be measured."""
    return [page for page in made.pages if page != FLOOR and any(word in page for word in named.split(","))]


def weight(made: Worker, scale: str, named: str) -> None:
    """Figures 3 and 4: queries, bytes and requests of each page; what is over its limit is marked."""
    print(f"\n{scale}: queries and weight; * is over the limit")
    print(f"  {'page':36} {'SELECTs':>12} {'all':>4} {'KiB cold':>14} {'requests':>10} {'KiB plain':>10}")
    for page in chosen(made, named):
        about, limits = made.order(order="look", page=page), made.pages[page]
        selects = f"{about['queries']} ≤ {limits['selects']}{' *' if about['queries'] > limits['selects'] else '  '}"
        cold = about["weight"] / KIB
        heavy = f"{cold:.1f} ≤ {limits['weight']}{' *' if cold > limits['weight'] else '  '}"
        asked = f"{about['requests']}{' *' if about['requests'] > REQUESTS else '  '}"
        plain = about["bytes"] / KIB
        print(f"  {page:36} {selects:>12} {about['statements']:4} {heavy:>14} {asked:>10} {plain:10.1f}", flush=True)


def growth(small: Worker, national: Worker, windows: int, times: int, named: str) -> None:
    """Figure 5: the same page on the national set against the small one, by processor time and by the clock."""
    print(f"\nnational against small ({windows} windows of {times}); * is over the goal")
    print(f"  {'page':36} {'processor':>14} {'clock':>14}  {'goal':>5} {'ms small':>9} {'ms national':>11}")
    for page in chosen(small, named):
        ratios: list[list[float]] = [[], []]
        spent: list[tuple[float, float]] = []
        for _ in range(windows):
            before, here, after = small.both(page, times), national.both(page, times), small.both(page, times)
            spent.append(((before[1] + after[1]) / 2, here[1]))
            for place in (0, 1):
                ratios[place].append(here[place] / ((before[place] + after[place]) / 2))
        (clock, wide), (worked, narrow) = (_middle(one) for one in ratios)
        goal = small.pages[page]["growth"]
        ours, theirs = (statistics.median(one[place] for one in spent) * 1000 for place in (0, 1))
        print(
            f"  {page:36} {worked:6.2f} ± {narrow:4.2f}{' *' if worked > goal else '  '} {clock:6.2f} ± {wide:4.2f}   "
            f"≤ {goal:3} {ours:9.1f} {theirs:11.1f}", flush=True,
        )


def _middle(ratios: list[float]) -> tuple[float, float]:
    """Median and the distance of the quartiles."""
    quarters = statistics.quantiles(ratios, n=4)
    return statistics.median(ratios), quarters[2] - quarters[0]


def large(made: Worker, scale: str, times: int) -> None:
    """Pages of the largest strategy: queries, weight, time."""
    told = made.order(order="large")
    made.pages |= told["pages"]
    print(f"\n{scale}: the largest strategy has {told['measures']} measures")
    weight(made, scale, "large, ")
    print(f"  {'page':36} {'ms of the processor':>20}")
    for page in told["pages"]:
        print(f"  {page:36} {made.both(page, times)[1] * 1000:20.1f}", flush=True)


def papers(made: Worker, scale: str, times: int) -> None:
    """The report of the largest strategy as files; goal 3 s each."""
    told = made.order(order="papers", times=times)
    print(f"\n{scale}: report of {told['measures']} measures, {told['pages']} pages; medians of {times}")
    for name, one in told["steps"].items():
        size = f"{told['bytes'][name] / KIB:8.0f} KiB" if name in told["bytes"] else ""
        print(f"  {name:30} {one['processor']:6.2f} s of the processor, {one['seconds']:6.2f} s by the clock {size}")
    print(f"  files done as they came: {told['progress']}")


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
        mixed = Users(product, [
            Reader(product.port, about["addresses"], about["cookie"], about["form"]) for _ in range(READERS)
        ])
        bare = Users(floor, [Reader(floor.port, ["/bench/bare/"]) for _ in range(READERS)])
        for users in (mixed, mixed, bare):  # templates and statements are made once in each thread of a server
            users.work()
        mixed.forget()
        bare.forget()
        told, spread = ratio(bare.work, mixed.work, windows)
    made.order(order="tidy", last_topic=about["last_topic"])
    seconds, failed = sorted(mixed.seconds), mixed.failed
    print(f"\n{scale}: {READERS} users at once, one form in ten steps ({windows} windows)")
    print(f"  rate against the bare list: {told:.2f} ± {spread:.2f}  goal ≥ 0.25")
    print(
        f"  by processor time of the servers: {bare.each() / mixed.each():.2f} "
        f"({mixed.each() * 1000:.1f} ms an answer against {bare.each() * 1000:.1f})"
    )
    middle, late = statistics.median(seconds) * 1000, seconds[int(len(seconds) * 0.99)] * 1000
    print(f"  median {middle:.0f} ms, p99 {late:.0f} ms, {len(seconds)} answers, {failed} failed")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", default="small,national")
    parser.add_argument("--only", default="pages,weight,growth,large,papers,chain,load")
    parser.add_argument("--named", default="", help="only pages whose name has one of the words (comma)")
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
                pages(made, scale, options.windows, options.times, options.named)
            if "weight" in wanted:
                weight(made, scale, options.named)
            if "large" in wanted:
                large(made, scale, options.times)
            if "papers" in wanted:
                papers(made, scale, options.times)
            if "chain" in wanted:
                chain(made, scale)
            if "load" in wanted:
                load(made, environments[scale], scale, options.windows)
        if "growth" in wanted and {"small", "national"} <= set(workers):
            growth(workers["small"], workers["national"], options.windows, options.times, options.named)


if __name__ == "__main__":
    main()
