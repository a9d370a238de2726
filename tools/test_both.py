"""Run the suite on SQLite, then on PostgreSQL; fails when either failed. Arguments go to pytest.

Except for a proof the second run leaves out what no other database could change (``--second`` in tests/conftest.py).
"""

import os
import subprocess
import sys
import time
from pathlib import Path

# A worker that is done takes over from the other, so that none works alone for minutes at the end.
TESTS = [sys.executable, "-m", "pytest", "-q", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    """Returns 0 when both runs passed."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    second = [] if "--proof" in arguments else ["--second"]
    runs = {
        "SQLite": [*TESTS, *arguments],
        "PostgreSQL": [sys.executable, str(Path(__file__).with_name("pg.py")), *TESTS, *arguments, *second],
    }
    worst, before = 0, ""
    for name, command in runs.items():
        # What the former run did is said before this one, so that the last line of all is pytest's own.
        print(f"{before}\n== {name} ==", flush=True)
        begun = time.monotonic()
        code = subprocess.run(command, env=environment, check=False).returncode
        if code == 2:  # interrupted
            return code
        worst = worst or code
        before = f"\n{name} {'FAILED' if code else 'passed'} in {time.monotonic() - begun:.0f} s\n"
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
