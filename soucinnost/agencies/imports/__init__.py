"""Reading people and organisations from tables and from pasted text into a plan; nothing here writes.

The way through: ``read_rows`` → ``recognise`` → ``plan`` → (somebody chooses) → ``agencies.actions.apply``. The first
set-up and „paste members" of a group walk the same way.
"""

from soucinnost.agencies.imports.planning import (
    CONFLICT,
    ERROR,
    NEW,
    SAME,
    SKIP,
    Candidate,
    Plan,
    PlannedOrganisation,
    PlannedPerson,
    plan,
)
from soucinnost.agencies.imports.reading import MAX_IMPORTED, read_rows
from soucinnost.agencies.imports.recognising import OrganisationRow, PersonRow, recognise

__all__ = [
    "CONFLICT", "ERROR", "MAX_IMPORTED", "NEW", "SAME", "SKIP", "Candidate", "OrganisationRow", "PersonRow", "Plan",
    "PlannedOrganisation", "PlannedPerson", "plan", "read_rows", "recognise",
]
