"""The matrix, written by hand from the rules of access and privacy, never derived from code.

Columns, in this order: Chair, Recorder, reViewer, Member, Deputy of the member, Former member (mandate ended
yesterday), Outsider (another town's group), manaGer of the lead organisation without a seat, Koordinátor of the region,
Administrator, Solo (manager of another town in the region), Public.

``a`` gets in (a page, a redirect onward, or a refusal of the form's content); ``f`` sees the record and may not (403);
``n`` learns nothing (404); ``l`` is sent to sign in.
"""

from tests.matrix import strategy_expected

COLUMNS = (
    "chair", "recorder", "reviewer", "member", "deputy", "former", "outsider", "manager", "coordinator",
    "administrator", "solo", "public",
)

#         CRVMDFOGKASP
ALL = "aaaaaaaaaaal"
OPEN = "aaaaaaaaaaaa"
SEATED = "aaaaannnnnnl"  # content of the circle
LEADERS = "aannnnnnnnnl"  # chair and recorder; nobody else knows that it is there
RUNS = "aafffnnnnnnl"  # chair and recorder; other members see it and may not
ADMINISTERS = "nnnnnnnnnanl"  # who is no administrator is not told that the page exists
MANAGES = "nnnnnnnannnl"  # managers of the organisation; nobody else knows that it is there
KEEPS_DIRECTORY = "fffffffaaaal"

GET: dict[str, str] = {
    **strategy_expected.GET,
    "root": OPEN,
    "ui:accessibility": OPEN, "ui:privacy": OPEN, "ui:about": OPEN, "ui:robots": OPEN,
    "desk:desk": ALL, "search:search": ALL, "search:suggest": ALL, "accounts:profile": ALL,
    # -- groups
    "groups:list": ALL,
    "groups:new": "fffffffaffal",
    "groups:group": "aaaaannaannl",
    "groups:print": "aaaaannaannl",
    "groups:edit": "aafffnnafnnl",
    "groups:statutes": "aafffnnafnnl",
    "groups:mandates": "aaaaannafnnl",
    "groups:mandate_new": "aafffnnafnnl",
    "groups:members_paste": "fffffnnafnnl",
    "groups:mandate": "aafffnnafnnl",
    "groups:items": RUNS,
    "groups:item": RUNS,
    "groups:topic_new": SEATED,
    "groups:topic": SEATED,
    "groups:document_new": RUNS,
    "groups:document": SEATED,
    # -- tasks
    "assignments:list": ALL, "assignments:export": ALL,
    "assignments:assignment": SEATED,
    "assignments:split": "aafafnnnnnnl",
    # -- reports (the member sits for the NGO that owes, the deputy stands in for the member)
    "reports:list": ALL,
    "reports:new": RUNS,
    "reports:call": SEATED,
    "reports:report": SEATED,
    "reports:write": "aafaannnnnnl",
    "reports:correct": "aafaannnnnnl",
    # -- votes by correspondence; one that is only prepared is known to who runs the group
    "ballots:list": SEATED, "ballots:new": RUNS,
    "ballots:ballot@prepared": LEADERS, "ballots:ballot@open": SEATED, "ballots:ballot@closed": SEATED,
    "ballots:ballot@withdrawn": SEATED,
    "ballots:edit@prepared": LEADERS, "ballots:edit@open": "fffffnnnnnnl",
    "ballots:enter@open": RUNS,
    "ballots:protocol@closed.pdf": SEATED, "ballots:protocol@closed.docx": SEATED,
    # -- old minutes under correction are known to who runs the group
    "intake:groups": "aaffffafffal",  # the two of other towns run a group of their own
    "intake:list": RUNS, "intake:reading@ready": LEADERS, "intake:reading@waiting": LEADERS, "intake:check": LEADERS,
    # -- evaluations under correction: managers of the organisation; who writes a strategy may read one into it
    "evaluations:list": "aafffffaffal",
    "evaluations:reading": MANAGES, "evaluations:check": MANAGES,
    # -- meetings
    "meetings:list": ALL,
    "meetings:new": RUNS,
    "meetings:meeting": SEATED,
    "meetings:frame": RUNS,
    "meetings:prepare": RUNS,
    "meetings:print": RUNS,
    "meetings:item": RUNS,
    "meetings:invitation": SEATED,
    "meetings:reply": SEATED, "meetings:replies": RUNS,
    "meetings:archive@final": RUNS,
    "meetings:attendance": SEATED,
    "meetings:hold@running": SEATED,
    "meetings:changes@running": SEATED,
    "meetings:key@running": ALL,  # a form key and the reader's own identifier, nothing of the meeting
    "meetings:suggest@running": RUNS,
    "meetings:minutes@draft": SEATED, "meetings:minutes@remarks": SEATED, "meetings:minutes@signing": SEATED,
    "meetings:minutes@final": SEATED,
    "meetings:version@final": SEATED,
    "meetings:paper@planned.invitation.pdf": SEATED, "meetings:paper@planned.invitation.docx": SEATED,
    "meetings:paper@planned.attendance.pdf": SEATED,
    "meetings:paper@final.minutes.docx": SEATED, "meetings:paper@final.minutes.pdf": SEATED,
    "meetings:paper@final.tasks.xlsx": SEATED,
    "documents:download": SEATED,
    "documents:check": RUNS,
    # -- public versions: chair and recorder prepare, the chair (or a manager who sits there) publishes
    "publishing:meeting@final": RUNS, "publishing:meeting@draft": RUNS,
    "publishing:preview@final": RUNS,
    "publishing:preview_paper@final.pdf": RUNS, "publishing:preview_paper@final.docx": RUNS,
    "publishing:statement": "fffffffffafl",
    # -- public pages
    "portal:groups": OPEN, "portal:group": OPEN, "portal:minutes": OPEN, "portal:pdf": OPEN, "portal:docx": OPEN,
    "portal:search": OPEN, "portal:feed": OPEN, "portal:group_feed": OPEN, "portal:sitemap": OPEN,
    "portal:accessibility": OPEN,
    # -- a region's overview
    "overview:regions": "nnnnnnnnannl",
    "overview:region": "nnnnnnnnannl", "overview:export": "nnnnnnnnannl",
    "overview:towns": "nnnnnnnnannl", "overview:history": "nnnnnnnnannl",
    # -- methodical support: records of the region's authority, shared with the town (its manager reads); a member is
    # the contact person who got the circular
    "support:home": "nnnannnaanal", "support:circulars": "nnnannnaanal",
    "support:consultations": "nnnnnnnaanal", "support:handovers": "nnnnnnnaanal", "support:needs": "nnnnnnnaanal",
    "support:export_needs": "nnnnnnnaanal",
    "support:new_consultation": "nnnnnnnaanal", "support:new_handover": "nnnnnnnaanal",
    "support:new_need": "nnnnnnnaanal", "support:new_circular": "nnnnnnnaanal",
    "support:new_statement": "nnnnnnnannal",
    "support:consultation": "nnnnnnnaannl", "support:edit_consultation": "nnnnnnnfannl",
    "support:handover": "nnnnnnnaannl", "support:need": "nnnnnnnaannl",
    "support:circular": "nnnnnnnnannl", "support:edit_circular": "nnnnnnnnannl",
    "support:recipients": "nnnnnnnnannl", "support:export_circular@sent": "nnnnnnnnannl",
    "support:read": "nnnnnnnnannl", "support:read@sent": "nnnannnnannl",
    "support:download": "nnnannnnannl",
    # -- directory
    "agencies:organisations": ALL, "agencies:organisation": ALL, "agencies:people": ALL,
    "agencies:new_organisation": KEEPS_DIRECTORY, "agencies:edit_organisation": KEEPS_DIRECTORY,
    "agencies:new_person": KEEPS_DIRECTORY, "agencies:import": KEEPS_DIRECTORY,
    "agencies:person": "aaaaannaaaal",
    "agencies:edit_person": "fffffnnaaaal",
    "agencies:edit_contacts": "fffafnnaaaal",
    "agencies:new_place": "fffffnnaaaal",
    # -- territory, code lists
    "territory:areas": ALL, "territory:area": ALL, "territory:localities": ALL, "territory:locality": ALL,
    "territory:import": KEEPS_DIRECTORY, "territory:new_locality": KEEPS_DIRECTORY,
    "territory:edit_locality": KEEPS_DIRECTORY,
    "codelists:lists": ALL, "codelists:import": "ffffffffaafl",
    # -- administration
    "access:administration": "aannnnaanaal",
    "access:controller": "nnnnnnnananl",
    "notices:queue": "aannnnannaal",
    "notices:links": "aannnnannnal",  # who runs some circle; an administrator runs none
    "notices:preferences": ALL,
    "notices:message": "aanannnnnfnl",
    "notices:draft": "aanfnnnnnfnl",  # the reader's own message opens as a page, not as somebody's draft
    "notices:drafts": "aannnnnnnnnl",
    "calendar:mine": ALL,
    # -- webhooks: one's own in a group that one runs; here the recorder's
    "webhooks:list": ALL, "webhooks:new": "aaffffafffal",
    "webhooks:detail": "nannnnnnnnnl",
    "access:people": "nnnnnnnanaal",
    "access:account": "nnnnnnnananl",
    "access:grants": ADMINISTERS,
    "access:controllers": "nnnnnnnanaal",
    "access:glass": ADMINISTERS,
    "access:break_glass": "nnnnnnnnnanl",
    "access:audit": ADMINISTERS,
    "access:circle_audit": "annnnnnnnnnl",
    "access:retention": ADMINISTERS,
    "access:retention_rule": ADMINISTERS,
}

POST: dict[str, str] = {
    **strategy_expected.POST,
    "groups:close": "affffnnafnnl",
    "groups:chair": "affffnnafnnl",
    "groups:mandate_end": "aafffnnafnnl",
    "groups:mandate_withdraw": "aafffnnafnnl", "groups:mandate_silence": "aafffnnffnnl",
    "groups:items_order": RUNS,
    "groups:item_move": RUNS,
    "groups:item_remove": RUNS,
    "groups:topic_settle": RUNS,
    "groups:document_remove": RUNS,
    "ballots:open@prepared": LEADERS, "ballots:paper_add@prepared": LEADERS, "ballots:paper_remove@prepared": LEADERS,
    "ballots:vote@open": SEATED, "ballots:vote@closed": SEATED,
    "ballots:enter@open": RUNS, "ballots:remind@open": RUNS, "ballots:close@open": RUNS, "ballots:withdraw@open": RUNS,
    "assignments:finish": "aafafnnnnnnl",
    "assignments:acknowledge": "fffafnnnnnnl",
    "assignments:hand_on": "aafafnnnnnnl",
    "assignments:return": "aafafnnnnnnl",
    "assignments:postpone": RUNS,
    "assignments:cancel": RUNS,
    "assignments:reopen": RUNS,
    "assignments:remark": SEATED,
    "reports:move": RUNS, "reports:remind": RUNS, "reports:close": RUNS, "reports:reopen": RUNS,
    "reports:nothing_new": "aafaannnnnnl",
    "reports:drop_draft": "nnnafnnnnnnl",  # the member's own; a colleague reads it, who runs the group does not
    "meetings:item_reports": RUNS,
    "meetings:cancel": RUNS,
    "meetings:item_add": RUNS, "meetings:items_order": RUNS, "meetings:topic_schedule": "nnfffnnnnnnl",
    "meetings:task_carry": "nnfffnnnnnnl", "meetings:item_shift": RUNS, "meetings:item_remove": RUNS,
    "meetings:item_paper": RUNS, "meetings:item_paper_remove": RUNS,
    "meetings:invitation_send": RUNS, "meetings:invitation_note": RUNS,
    "meetings:scan@draft": RUNS, "meetings:scan_remove@draft": RUNS,
    "meetings:start": RUNS, "meetings:end@running": RUNS, "meetings:done@draft": RUNS,
    "meetings:presence@running": RUNS, "meetings:sync@running": SEATED, "meetings:paste@running": RUNS,
    "meetings:answer@running": SEATED, "meetings:task@running": RUNS,
    "meetings:send_draft@draft": RUNS,
    "meetings:remark@remarks": SEATED,
    "meetings:settle@remarks": RUNS, "meetings:leave_data@remarks": RUNS,
    "meetings:sign_recorder@draft": RUNS,
    "meetings:sign_reviewer@signing": "ffaffnnnnnnl",
    "meetings:sign_for@signing": RUNS,
    "intake:list": RUNS, "intake:reading@ready": LEADERS, "intake:autosave": LEADERS, "intake:check": LEADERS,
    "intake:discard": LEADERS,
    # one that is still being read can be thrown away, not corrected
    "intake:reading@waiting": "ffnnnnnnnnnl", "intake:discard@waiting": LEADERS,
    "evaluations:list": "aafffffaffal",
    "evaluations:reading": MANAGES, "evaluations:autosave": MANAGES, "evaluations:check": MANAGES,
    "evaluations:discard": MANAGES,
    "meetings:reopen@final": "affffnnnnnnl",
    "meetings:dispatch@final": RUNS,
    "meetings:dispatch_remove@final": RUNS,
    # scheduling names a topic or task of the body; a missing one is unknown
    # sync answers line by line: who may not write gets each line refused (tests/meetings/test_hold*.py)
    # what is over is locked for everybody
    "meetings:sync@final": SEATED, "meetings:presence@final": "fffffnnnnnnl",
    "meetings:item_add@final": "fffffnnnnnnl", "meetings:sign_recorder@final": "fffffnnnnnnl",
    "meetings:approve@signing": "fffffnnnnnnl",
    # -- methodical support
    "support:follow_up": "nnnnnnnfannl", "support:remove_consultation": "nnnnnnnfannl",
    "support:handover": "nnnnnnnfannl", "support:remove_handover": "nnnnnnnfannl",
    "support:need": "nnnnnnnaannl", "support:remove_need": "nnnnnnnaannl",
    "support:leave_out": "nnnnnnnnannl", "support:add_file": "nnnnnnnnannl", "support:remove_file": "nnnnnnnnannl",
    "support:release": "nnnnnnnnannl", "support:remove_circular": "nnnnnnnnannl",
    "support:confirm@sent": "nnnannnnnnnl", "support:note_confirmation@sent": "nnnnnnnnannl",
    # -- public versions
    "documents:check": RUNS, "documents:ask_check": RUNS, "documents:take_label": RUNS,
    "publishing:start@final": RUNS, "publishing:decide@final": RUNS, "publishing:hide_place@final": RUNS,
    "publishing:hide_words@final": RUNS, "publishing:withdraw@final": RUNS,
    "publishing:publish@final": "affffnnnnnnl",
    "publishing:statement": "fffffffffafl",
    # -- directory
    "agencies:organisation_state": KEEPS_DIRECTORY, "agencies:units": KEEPS_DIRECTORY,
    "agencies:person_state": "fffffnnaaaal", "agencies:place": "fffffnnaaaal", "agencies:add_stand_in": "fffffnnaaaal",
    "territory:remove_locality": KEEPS_DIRECTORY,
    # -- administration
    "access:open_account": "nnnnnnnananl",
    "access:renew_link": "nnnnnnnfnanl",
    "access:revoke_links": "nnnnnnnfnanl",
    "access:switch_off": "nnnnnnnfnanl",
    "access:switch_on": "nnnnnnnfnanl",
    "access:reset_second_factor": "nnnnnnnfnanl",
    "access:end_sessions": "nnnnnnnfnanl",
    "access:change_email": "nnnnnnnfnanl",
    "access:give_grant": "nnnnnnnfnanl",
    "access:set_logo": "nnnnnnnananl", "access:remove_logo": "nnnnnnnananl",
    "access:close_glass": "nnnnnnnnnaal",
    "notices:try_again": "aanfnnnnnanl", "notices:cancel": "aanfnnnnnanl",
    "webhooks:pause": "nannnnnnnnnl", "webhooks:resume": "nannnnnnnnnl", "webhooks:remove": "nannnnnnnnnl",
    "notices:revoke_link": LEADERS,
    "notices:mark_returned": "aanfnnnnnfnl",
    "notices:note_outside": "aanfnnnnnanl", "calendar:end": "nnnannnnnnnl",
    "meetings:reply": SEATED,
    "meetings:replies": RUNS,
    "access:end_grant": ADMINISTERS,
}

OWN = "one's own account only: the address names no record (tests/accounts, tests/ui/test_browser_signin.py)"
SETUP = "answers only while no account exists (tests/desk/test_setup.py)"

ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        (
            "account_change_password", "account_confirm_email", "account_confirm_login_code", "account_email",
            "account_email_verification_sent", "account_inactive", "account_login", "account_logout",
            "account_reauthenticate", "account_reset_password", "account_reset_password_done",
            "account_reset_password_from_key", "account_reset_password_from_key_done", "account_set_password",
            "account_signup", "accounts:end_own_sessions", "accounts:set_language", "mfa_activate_totp",
            "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes",
            "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index", "mfa_list_webauthn",
            "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
            "mfa_view_recovery_codes", "usersessions_list", "access:second_factor", "accounts:go_on", "ui:language",
        ),
        OWN,
    ),
    **dict.fromkeys(
        (
            "setup:administrator", "setup:finish", "setup:group", "setup:members", "setup:organisation",
            "setup:second_factor", "setup:start", "setup:town",
        ),
        SETUP,
    ),
    **dict.fromkeys(("api:tokens", "api:new_token", "api:overview"), "one's own tokens, no records (tests/api)"),
    "accounts:oidc_begin": "leads to the identity provider (tests/accounts/test_oidc.py)",
    "accounts:oidc_back": "comes back from the identity provider (tests/accounts/test_oidc.py)",
    "api:revoke_token": "one's own tokens (tests/api/test_tokens.py)",
    "api:description": "the description of the interface, the same for everybody (tests/api/test_description.py)",
    "api:unknown": "whatever the interface does not know (tests/api/test_errors.py)",
    "accounts:set_password": "a one-time link, hashed and expiring (tests/accounts/test_account.py)",
    "links:open": "a one-time link (tests/meetings/test_links.py)",
    "links:again": "a one-time link (tests/meetings/test_links.py)",
    "links:file": "a one-time link (tests/meetings/test_links.py)",
    "meetings:public_feed": "when and where a group meets, where it says so (tests/meetings/test_archive.py)",
    "portal:file": "needs a labelled file of published minutes (tests/portal)",
    "calendar:read": "a calendar feed by its token (tests/meetings/test_links.py)",
    "ui:colours": "colours of a lead organisation, public (tests/ui/test_colour.py)",
    "ui:gallery": "components without records (tests/ui/test_components.py)",
    "access:logo": "the logo of a lead organisation, public (tests/access/test_controllers_and_rest.py)",
    "codelists:list": "the same as codelists:lists, needs a shipped list (tests/codelists)",
    "agencies:remove_stand_in": "the same rule as agencies:add_stand_in (tests/agencies)",
    "groups:reopen": "the same rule as groups:close, needs a closed group (tests/groups)",
    "meetings:script": "the joined script of live minutes, the same for everybody, no record (tests/browser)",
    "support:draft_circular": "a draft only where no mail server is set (tests/support/test_circulars.py)",
    "meetings:lock": "needs minutes whose reviewers all signed (tests/meetings/test_signoff*.py)",
}
"""Addresses proved by tests of their own, each with where and why."""
