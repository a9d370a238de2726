"""The matrix of strategies, written by hand; columns and letters are those of ``expected.py``.

The team: chair, recorder, reviewer and member as themselves, the deputy of the member; the former member's seat ended
yesterday. Manager and coordinator see the frame and no content.
"""

#         CRVMDFOGKASP
ALL = "aaaaaaaaaaal"
SEATED = "aaaaannnnnnl"  # content, for the team
WRITES = "aafffnnnnnnl"  # chair and recorder of the strategy; the rest of the team sees it and may not
STATED = "aafafnnnnnnl"  # chair, recorder, and the member who stated the claim
ANSWERS = "affffnnnnnnl"  # the chair
FILLS = "aafaannnnnnl"  # who writes it, and who sits in the team for the owner asked (the member's NGO)
OWN = "fffafnnnnnnl"  # the member, whose remark it is
SEATS = "aafffnnafnnl"  # who writes it, and the manager

GET: dict[str, str] = {
    "strategy:list": ALL,
    "strategy:new": "fffffffaffal",
    "strategy:strategy": "aaaaannaannl",
    "strategy:sequence": SEATED,
    "strategy:measure": SEATED,
    "strategy:edit": WRITES, "strategy:approval": ANSWERS,
    "strategy:goal_new": WRITES, "strategy:goal": WRITES, "strategy:goal_evaluation": WRITES,
    "strategy:measure_new": WRITES, "strategy:measure_edit": WRITES, "strategy:measure_move": WRITES,
    "strategy:measure_link": WRITES, "strategy:assess": WRITES,
    "strategy:activities": WRITES, "strategy:activity": WRITES,
    "strategy:arrange": WRITES, "strategy:paste": WRITES,
    "strategy:team": "aaaaannafnnl",
    "strategy:seat_new": SEATS, "strategy:seat": SEATS,
    # -- evidence; the claim is the member's, so that who only reviews may not correct it
    "strategy:claims": SEATED, "strategy:contradictions": SEATED, "strategy:owing": SEATED,
    "strategy:undertakings": SEATED, "strategy:indicators": SEATED,
    "strategy:claim": SEATED, "strategy:undertaking": SEATED, "strategy:indicator": SEATED,
    "strategy:claim_new": SEATED, "strategy:undertaking_claim": SEATED, "strategy:indicator_claim": SEATED,
    "strategy:take_over": SEATED, "strategy:undertaking_take_over": SEATED, "strategy:indicator_take_over": SEATED,
    "strategy:claim_use": SEATED, "strategy:undertaking_new": SEATED,
    "strategy:claim_correct": STATED, "strategy:claim_rows": STATED,
    "strategy:conflict_new": WRITES, "strategy:undertaking_edit": WRITES,
    # -- the yearly collection; the owner asked is the member's organisation
    "strategy:collections": SEATED, "strategy:collection": SEATED, "strategy:answered": SEATED,
    "strategy:collection_new": WRITES, "strategy:ask_person": WRITES, "strategy:answer": FILLS,
    # -- rounds of remarks; the remark is the member's
    "strategy:rounds": SEATED, "strategy:round": SEATED, "strategy:remark_new": SEATED,
    "strategy:round_new": WRITES, "strategy:remark_answer": WRITES, "strategy:remark_edit": OWN,
    "strategy:round_paper": SEATED,  # members of this town may export
    "strategy:indicator_new": WRITES, "strategy:goal_indicator_new": WRITES, "strategy:indicator_edit": WRITES,
    # -- the evaluation report; files go out by the rule of the controller, here to every member
    "strategy:evaluation": SEATED, "strategy:council": SEATED, "strategy:evaluation_file": SEATED,
    "strategy:report_versions": SEATED, "strategy:report_version": SEATED, "strategy:report_compare": SEATED,
    "strategy:report_html": SEATED,
    "strategy:passage": WRITES,
}

POST: dict[str, str] = {
    "strategy:state": ANSWERS, "strategy:remove": ANSWERS,
    "strategy:goal_remove": WRITES, "strategy:goal_shift": WRITES, "strategy:goals_order": WRITES,
    "strategy:measures_order": WRITES, "strategy:measure_shift": WRITES, "strategy:measure_remove": WRITES,
    "strategy:measure_unlink": WRITES,
    "strategy:activities_order": WRITES, "strategy:activity_shift": WRITES, "strategy:activity_remove": WRITES,
    "strategy:seat_end": SEATS,
    "strategy:seat_take": "fffffnnafnnl",
    "strategy:claim_leave": STATED, "strategy:conflict_remove": WRITES,
    "strategy:undertaking_remove": WRITES, "strategy:indicator_remove": WRITES,
    "strategy:report_versions": WRITES, "strategy:report_again": WRITES, "strategy:passage": WRITES,
    "strategy:passage_settle": WRITES,
    "strategy:collection_move": WRITES, "strategy:collection_remind": WRITES, "strategy:collection_ask": WRITES,
    "strategy:collection_close": WRITES, "strategy:collection_reopen": WRITES, "strategy:answer": FILLS,
    "strategy:round_move": WRITES, "strategy:round_close": WRITES, "strategy:round_reopen": WRITES,
    "strategy:remark_remove": OWN,
    # forms that write are asked by POST too: the rule stands before the form
    "strategy:measure_edit": WRITES, "strategy:assess": WRITES, "strategy:approval": ANSWERS,
}
