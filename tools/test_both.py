"""Run the suite on SQLite, then on PostgreSQL; fails when either failed. Arguments go to pytest."""

import os
import subprocess
import sys
import time
from pathlib import Path

TESTS = [sys.executable, "-m", "pytest", "-q"]


def main(arguments: list[str]) -> int:
    """Returns 0 when both runs passed."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    results = {}
    runs = {
        "SQLite": [*TESTS, *arguments],
        "PostgreSQL": [sys.executable, str(Path(__file__).with_name("pg.py")), *TESTS, *arguments],
    }
    for name, command in runs.items():
        print(f"\n== {name} ==", flush=True)
        begun = time.monotonic()
        code = subprocess.run(command, env=environment, check=False).returncode
        results[name] = (code, time.monotonic() - begun)
        if code == 2:  # interrupted
            return code
    failed = [name for name, (code, _) in results.items() if code]
    print("  ".join(f"{name}: {seconds:.0f} s" for name, (_, seconds) in results.items()), file=sys.stderr)
    if failed:
        print("Failed on " + " and ".join(failed) + ".", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
