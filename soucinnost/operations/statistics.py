"""What the database knows of its rows, so that it chooses the right index: SQL of one database stands here alone.

PostgreSQL gathers it by itself (autovacuum). SQLite never does until it is told to: without it a list of one group's
meetings went along the index by state, through all meetings of the country.
"""

from django.db import connection

SAMPLED = 1_000
"""Rows of each index that SQLite reads at most, so that no writer waits for it."""

FORGET_MISLED = "DELETE FROM sqlite_stat1 WHERE idx LIKE 'sqlite_autoindex%' AND stat NOT LIKE '% 1'"
"""Unique indexes of columns that are mostly empty. SQLite counts the empty ones as one value and takes the index for
useless, though it finds one row at most: claims that nobody corrected were looked for through the whole table."""


def gather(*, always: bool = False) -> bool:
    """Count anew how rows are spread; on PostgreSQL only ``always`` (after rows came in bulk). Whether it was done."""
    is_sqlite = connection.vendor == "sqlite"
    if not is_sqlite and not always:
        return False
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute(f"PRAGMA analysis_limit={SAMPLED}")
        cursor.execute("ANALYZE")
        if is_sqlite:
            cursor.execute(FORGET_MISLED)
    return True
