"""Which branches the tests reached, against figure 17 of docs/proof.md: reads ``.coverage`` and prints a table.

    python -m tools.covered [DATA FILES]

A line that is never reached counts with its branches. Ends with 1 when a goal is not reached.
"""

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path, PurePosixPath

import coverage

SYNC = {
    f"soucinnost/meetings/{name}"
    for name in (
        "actions/sync.py", "actions/live.py", "actions/entries.py", "actions/presence.py", "merging.py",
        "selectors/live.py", "selectors/whereabouts.py", "views/hold.py",
    )
}
"""Writing of several people into running minutes."""
GOALS = {"access": 100, "audit": 100, "sync": 100, "actions": 100, "rules": 100, "elsewhere": 90}


def kind_of(path: str) -> str:
    """Which goal a file falls under."""
    parts = PurePosixPath(path).parts
    if parts[:2] in {("soucinnost", "access"), ("soucinnost", "audit")}:
        return parts[1]
    if path in SYNC:
        return "sync"
    if "actions" in parts or parts[-1] == "actions.py":
        return "actions"
    return "rules" if parts[-1] == "rules.py" else "elsewhere"


def main(names: list[str]) -> int:
    """Print how much of each kind is reached and what is not."""
    measured = coverage.Coverage(data_file=None if names else ".coverage", config_file="pyproject.toml")
    if names:
        measured.combine(names, keep=True)
    else:
        measured.load()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        measured.json_report(outfile=str(told))
        files = json.loads(told.read_text())["files"]
    numbers: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    missing: dict[str, list[str]] = defaultdict(list)
    for path, file in sorted(files.items()):
        kind, summary = kind_of(path), file["summary"]
        found = (summary["num_branches"], summary["covered_branches"], summary["num_statements"],
                 summary["covered_lines"])
        numbers[kind] = [one + other for one, other in zip(numbers[kind], found, strict=True)]
        lines = file["missing_lines"]
        arcs = [f"{one}→{other if other > 0 else 'end'}" for one, other in file["missing_branches"] if one not in lines]
        if lines or arcs:
            missing[kind].append(f"{path}: {_spans(lines)} {' '.join(arcs)}".rstrip())
    print("| Kind | branches | reached | % | lines | reached | % | goal |\n|---|---|---|---|---|---|---|---|")
    short = False
    for kind, goal in GOALS.items():
        branches, reached, lines, ran = numbers[kind]
        share, of_lines = 100 * reached / max(branches, 1), 100 * ran / max(lines, 1)
        short = short or share < goal
        print(f"| {kind} | {branches} | {reached} | {share:.1f} | {lines} | {ran} | {of_lines:.1f} | {goal} |")
    for kind, goal in GOALS.items():
        for text in missing[kind] if goal == 100 else ():
            print(kind, text)
    return int(short)


def _spans(lines: list[int]) -> str:
    """``1-3 7`` of the lines 1, 2, 3 and 7."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
