"""How many small changes of the code some test notices (figure 17 of docs/proof.md).

    python -m tools.mutants --sample 300 --of soucinnost/access soucinnost/audit -- tests/access tests/audit

The tests are collected and run once, each with the lines that it reaches. Then for each mutant a child process is
forked, the changed code is put into the functions that live in it, and the tests that reach the line run on a copy of
the database until one fails. Nothing in the working tree is changed. A mutant that no test notices within the limits
counts as alive, and so does one that stands on a line that no test reaches.
"""

import argparse
import ast
import functools
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import types
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.db import connections
from hypothesis import Phase

from tools.mutating import Mutant, mutants_of, mutated

ROOT = Path(__file__).resolve().parent.parent
GROUND = ("simplemma", "soucinnost.kernel")
"""Nothing above is imported here, so what these remember does not depend on it; their dictionaries take seconds."""
CPU_SECONDS = 240
"""Processor time of a child: one that turns for ever is killed, and so is the mutant."""


@dataclass
class Site:
    """A mutant with the file in which it stands."""

    path: Path
    mutant: Mutant

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.mutant.line} {self.mutant.what}"


class Runner:
    """The plugin: instead of running the tests once it runs those that reach a mutant, for each mutant."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.codes: dict[tuple[str, str, int], list[types.FunctionType]] = defaultdict(list)
        self.caches: list[Any] = []
        self.outcomes: dict[str, list[Site]] = {
            "killed": [], "alive": [], "unreached": [], "unfit": [], "fell": [],
        }
        self.noticed: Counter[tuple[Path, int]] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """A story that fails is told as it came: making it shorter takes minutes and says nothing here."""
        hypothesis.settings.register_profile(
            "mutants", parent=hypothesis.settings.default, phases=(Phase.explicit, Phase.generate)
        )
        hypothesis.settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Warm up, measure, then fork for each mutant."""
        # The first test makes the database of the session, which the others share.
        asking = {"cast", "db"}
        first = max(session.items, key=lambda item: len(asking & set(getattr(item, "fixturenames", ()))))
        runtestprotocol(first, log=False, nextitem=session.items[-1])
        connections.close_all()
        self._find_functions()
        reached, seconds = self._measure(session)
        sites = self._sites()
        gc.collect()
        gc.freeze()  # children need not look through what was there before them
        begun = time.monotonic()
        for number, site in enumerate(sites, 1):
            tests = reached.get(str(site.path), {}).get(site.mutant.line, [])
            outcome = self._try(session, site, self._in_order(session, site, tests, seconds))
            self.outcomes[outcome].append(site)
            if outcome != "killed":
                print(f"{outcome:9} {site} ({len(tests)} tests)", flush=True)
            if not number % 50:
                print(f"--- {number} of {len(sites)} in {time.monotonic() - begun:.0f} s", flush=True)
        self._report()
        return True

    def _in_order(self, session: pytest.Session, site: Site, tests: list[int], seconds: list[float]) -> list[int]:
        """First the tests that noticed most changes of the same file, then those of its own app, the quickest first."""
        app = site.path.relative_to(ROOT).parts[1]
        foreign = {at for at in tests if app not in session.items[at].path.parts}
        return sorted(tests, key=lambda at: (-self.noticed[site.path, at], at in foreign, seconds[at]))

    def _paths(self) -> list[Path]:
        """The files whose functions are changed."""
        places = [ROOT / of for of in self.options.of]
        found = [path for place in places for path in (sorted(place.rglob("*.py")) if place.is_dir() else [place])]
        return [path for path in found if "migrations" not in path.parts]

    def _sites(self) -> list[Site]:
        found = [Site(path, mutant) for path in self._paths() for mutant in mutants_of(path.read_text())]
        print(f"{len(found)} mutants in all", flush=True)
        if self.options.sample and self.options.sample < len(found):
            chosen = random.Random(self.options.seed).sample(range(len(found)), self.options.sample)  # noqa: S311
            found = [found[at] for at in sorted(chosen)]
        return found

    def _find_functions(self) -> None:
        """Functions that live now, by where they were written; caches, which would hide what a change does."""
        for path in self._paths():
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        gc.collect()
        gc.unfreeze()
        for thing in gc.get_objects():
            if type(thing) is types.FunctionType:  # lazy objects would wake up when asked what they are
                code = thing.__code__
                self.codes[code.co_filename, code.co_qualname, code.co_firstlineno].append(thing)
            elif type(thing) is functools._lru_cache_wrapper:
                self.caches.append(thing)

    def _measure(self, session: pytest.Session) -> tuple[dict[str, dict[int, list[int]]], list[float]]:
        """Which tests reach a line, by file and line, and how long each takes; measured in a child."""
        kept = Path(self.options.reach)
        names = [item.nodeid for item in session.items]
        if not kept.exists():
            child = os.fork()
            if not child:
                self._in_child(lambda: self._measured(session, kept))
            os.waitpid(child, 0)
        told = json.loads(kept.read_text())
        at = {name: number for number, name in enumerate(names)}
        seconds = [told["seconds"].get(name, 0.0) for name in names]
        known = [at.get(name) for name in told["names"]]
        if told["failed"]:
            print("failing before any change, left out:", *told["failed"], flush=True)
        return {
            path: {int(line): [known[test] for test in tests if known[test] is not None]
                   for line, tests in lines.items()}
            for path, lines in told["reached"].items()
        }, seconds

    def _measured(self, session: pytest.Session, kept: Path) -> int:
        measuring = coverage.Coverage(
            data_file=None, branch=False, include=[f"{ROOT}/{of.rstrip('/')}{'' if of.endswith('.py') else '/*'}"
                                                   for of in self.options.of], config_file=False,
        )
        measuring.start()
        seconds, failed = {}, []
        for item, following in _pairs(session.items):
            measuring.switch_context(item.nodeid)
            begun = time.process_time()
            if not _passes(session, item, following):
                failed.append(item.nodeid)
            seconds[item.nodeid] = time.process_time() - begun
        measuring.stop()
        data = measuring.get_data()
        names = [item.nodeid for item in session.items]
        at = {name: number for number, name in enumerate(names)}
        reached = {
            path: {
                line: [at[name] for name in found if name in at and name not in failed]
                for line, found in data.contexts_by_lineno(path).items()
            }
            for path in data.measured_files()
        }
        kept.write_text(json.dumps({"names": names, "seconds": seconds, "failed": failed, "reached": reached}))
        return 0

    def _try(self, session: pytest.Session, site: Site, tests: list[int]) -> str:
        """What becomes of a mutant: ``killed``, ``alive``, ``unreached`` (no test), ``unfit`` (not to be put in) or
        ``fell`` (the tests could not be run, so that nothing was learnt).
        """
        if not tests:
            return "unreached"
        told, tell = os.pipe()
        child = os.fork()
        if not child:
            self._in_child(lambda: self._tried(session, site, tests, tell))
        os.close(tell)
        status = _wait(child, self.options.wait)
        with os.fdopen(told, "rb") as answer:
            if number := answer.read():
                self.noticed[site.path, int(number)] += 1
        if status is not None and os.WIFEXITED(status):
            return {0: "alive", 1: "killed", 3: "unfit"}.get(os.WEXITSTATUS(status), "fell")
        print(f"no end of  {site}", flush=True)
        return "killed"  # it ran for ever or fell

    def _tried(self, session: pytest.Session, site: Site, tests: list[int], tell: int) -> int:
        """Run the tests; the number of the one that notices goes to the parent through the pipe ``tell``."""
        if not self._put(site):
            return 3
        for cached in self.caches:
            if "kernel" in site.path.parts or not str(cached.__module__).startswith(GROUND):
                cached.cache_clear()
        begun = time.process_time()
        tried = tests[: self.options.tests]
        for at, (item, following) in zip(tried, _pairs([session.items[at] for at in tried]), strict=True):
            if not _passes(session, item, following):
                os.write(tell, str(at).encode())
                return 1
            if time.process_time() - begun > self.options.seconds:
                break
        return 0

    def _in_child(self, work: Any) -> None:
        """Carry out ``work`` in this child, on a copy of the database, and end it whatever happens."""
        code = 4
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS * 20, CPU_SECONDS * 20))
            os.setsid()
            silent = os.open(os.devnull, os.O_WRONLY)
            if not self.options.talk:
                os.dup2(silent, 1)
                os.dup2(silent, 2)
            database = settings.DATABASES["default"]
            own = f"{database['NAME']}-{os.getpid()}"
            shutil.copy(database["NAME"], own)
            for connection in connections.all():
                connection.settings_dict["NAME"] = own
                connection.__dict__.pop("prepared_statements", None)
            try:
                code = work()
            finally:
                for name in Path(own).parent.glob(f"{Path(own).name}*"):
                    name.unlink(missing_ok=True)
        except BaseException as error:  # noqa: BLE001 - the child must not go on as its parent
            print(repr(error), file=sys.__stderr__)
        finally:
            os._exit(code)

    def _put(self, site: Site) -> bool:
        """Put the changed code into every living function that has it; False when it does not fit."""
        source, name = site.path.read_text(), str(site.path)
        before = _codes(compile(ast.parse(source), name, "exec", dont_inherit=True))
        after = _codes(compile(mutated(source, site.mutant.number), name, "exec", dont_inherit=True))
        done = False
        for key, code in after.items():
            if key in before and before[key] == code:
                continue
            for function in self.codes.get((name, *key), []):
                try:
                    function.__code__ = code
                except ValueError:  # another number of names of the outer function
                    return False
                done = True
        return done

    def _report(self) -> None:
        print("\n| Package | mutants | killed | alive | not reached | rate |\n|---|---|---|---|---|---|")
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for outcome, sites in self.outcomes.items():
            for site in sites:
                counted[site.path.relative_to(ROOT).parts[1]][outcome] += 1
        for package, found in counted.items():
            tried = found["killed"] + found["alive"] + found["unreached"]
            rate = found["killed"] / tried if tried else 0
            print(f"| {package} | {tried} | {found['killed']} | {found['alive']} | {found['unreached']} | {rate:.3f} |")
        print(f"{len(self.outcomes['unfit'])} could not be put in, {len(self.outcomes['fell'])} could not be tried; "
              "they are not counted")


def _codes(module: types.CodeType) -> dict[tuple[str, int], types.CodeType]:
    found, todo = {}, [module]
    while todo:
        code = todo.pop()
        found[code.co_qualname, code.co_firstlineno] = code
        todo += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return found


def _pairs(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _passes(session: pytest.Session, item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run one test; what the test before left standing and this one does not need is taken down first."""
    session._setupstate.teardown_exact(item)
    # The database of the session must stay, so the last one is taken down as if it came once more.
    return all(not report.failed for report in runtestprotocol(item, log=False, nextitem=following or item))


def _wait(child: int, seconds: float) -> int | None:
    """The status of a child, None when it had to be killed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return status
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def main(arguments: list[str]) -> int:
    """Run; what stands after ``--`` goes to pytest."""
    mine, theirs = arguments, []
    if "--" in arguments:
        at = arguments.index("--")
        mine, theirs = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(prog="python -m tools.mutants")
    parser.add_argument("--of", nargs="+", required=True, help="packages or files to change")
    parser.add_argument("--sample", type=int, default=0, help="how many mutants, chosen at random; 0 for all")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--tests", type=int, default=200, help="at most so many tests a mutant, the best first")
    parser.add_argument("--seconds", type=float, default=60, help="no further test after so much processor time")
    parser.add_argument("--wait", type=float, default=600, help="a child is killed after so many seconds")
    parser.add_argument("--reach", default="build/reach.json", help="which test reaches which line; read if there")
    parser.add_argument("--talk", action="store_true", help="show what the tests print")
    options = parser.parse_args(mine)
    Path(options.reach).parent.mkdir(parents=True, exist_ok=True)
    plugins = [Runner(options)]
    asked = ["-q", "-n0", "-p", "no:cacheprovider", "-m", "not browser", *theirs]
    return int(pytest.main(asked, plugins=plugins))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
