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
    "list_organisations": ALL, "list_people": ALL, "list_ballots": ALL, "list_circulars": ALL,
    "list_consultations": ALL, "list_regions": ALL,
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
    "finish_task": "aafafnnnnnnt", "hand_on_task": "aafafnnnnnnt", "return_task": "aafafnnnnnnt",
    "postpone_task": RUNS, "cancel_task": RUNS, "reopen_task": RUNS,
    # -- reports
    "get_call": SEATED, "get_report": SEATED,
    "hand_in_report": "fffaannnnnnt",  # the organisation's own people only
    "correct_report": "aafaannnnnnt",
    # -- votes by correspondence: the member's paper, which the deputy may fill too
    "get_ballot": SEATED, "cast_vote": "fffaannnnnnt",
    # -- files
    "list_documents": SEATED, "list_meeting_files": SEATED, "get_file": SEATED,
    # -- methodical support: the member got the circular, the coordinator keeps it; the town shares the consultation
    "get_circular": "nnnannnnannt", "get_circular_file": "nnnannnnannt", "confirm_circular": "nnnannnnnnnt",
    "get_consultation": "nnnnnnnaannt",
    # -- a region is its coordinator's
    "get_overview": "nnnnnnnnannt",
    # -- directory
    "get_organisation": ALL,
    "get_person": "aaaaannaaaat",
}
