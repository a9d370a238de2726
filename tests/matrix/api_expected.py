"""The matrix of the machine interface, written by hand from the rules of access and privacy, never derived from code.

Columns are those of ``tests/matrix/expected.py``; every role but the public has a token with all scopes.

``a`` gets in (200, 201, or 422 for the content); ``f`` sees the record and may not (403); ``n`` learns nothing (404);
``t`` has no token (401).
"""

#         CRVMDFOGKASP
ALL = "aaaaaaaaaaat"
SEATED = "aaaaannnnnnt"
RUNS = "aafffnnnnnnt"

API: dict[str, str] = {
    # -- lists answer everybody with what is theirs
    "list_groups": ALL, "list_meetings": ALL, "list_tasks": ALL, "list_calls": ALL, "list_reports": ALL,
    "list_organisations": ALL, "list_people": ALL,
    # -- groups
    "get_group": "aaaaannaannt",
    "list_mandates": "aaaaannafnnt",
    # -- meetings
    "get_meeting": SEATED, "get_minutes": SEATED,
    "list_replies": RUNS,
    "reply_to_invitation": SEATED,
    # -- tasks
    "get_task": SEATED,
    "create_task": RUNS,
    "remark_task": SEATED,
    "acknowledge_task": "fffafnnnnnnt",
    "finish_task": "aafafnnnnnnt",
    # -- reports
    "get_call": SEATED, "get_report": SEATED,
    "hand_in_report": "fffaannnnnnt",  # the organisation's own people only
    # -- directory
    "get_organisation": ALL,
    "get_person": "aaaaannaaaat",
}
