"""What asks for a database only to have something to show: another one under it could not change what is proved.

The second run of ``make test`` leaves these out (``--second`` in tests/conftest.py); ``make proof`` runs them on both.
Statements, locks, orders, answers and what a person may see are never listed here.
"""

ONCE = {
    # The width of pages, contrast, names of controls, keys and focus: the same markup from the same records.
    "tests/browser/test_narrow.py": {"test_no_page_scrolls_sideways"},
    "tests/browser/test_live_minutes.py": {"test_accessible"},
    "tests/ui/test_browser_pages.py": {
        "test_accessible_signed_in", "test_accessible_before_sign_in", "test_accessible_with_errors",
    },
    # Words and hidden fields of every page.
    "tests/ui/test_mail_promises.py": {"test_nothing_is_promised_that_will_not_happen"},
    "tests/ui/test_editing.py": {"test_no_form_of_an_existing_record_forgets_the_check"},
    # The number of queries of a page does not grow with the records: the same calls of the same models.
    "tests/access/test_pages.py": {"test_queries_do_not_grow"},
    "tests/api/test_hidden.py": {"test_queries_do_not_grow_with_rows"},
    "tests/assignments/test_pages.py": {
        "test_list_takes_the_same_few_queries", "test_detail_takes_at_most_25_queries",
    },
    "tests/ballots/test_pages.py": {"test_queries_do_not_grow"},
    "tests/desk/test_desk.py": {"test_desk_takes_the_same_few_queries"},
    "tests/groups/test_pages.py": {
        "test_the_list_costs_the_same_at_any_size", "test_the_pages_cost_the_same_at_any_size",
    },
    "tests/meetings/test_papers.py": {"test_number_of_queries_does_not_grow"},
    "tests/meetings/test_prepare.py": {
        "test_list_is_paged_and_its_cost_does_not_grow", "test_cost_of_preparing_does_not_grow",
    },
    "tests/meetings/test_signoff_pages.py": {"test_page_takes_at_most_25_queries"},
    "tests/overview/test_pages.py": {"test_one_three_and_fifty_groups_cost_the_same"},
    "tests/portal/test_pages.py": {"test_queries_do_not_grow_with_what_is_public"},
    "tests/publishing/test_walk.py": {"test_the_page_has_a_constant_number_of_queries"},
    "tests/reports/test_pages.py": {"test_queries_of_a_call_do_not_grow", "test_queries_of_the_list_do_not_grow"},
    "tests/support/test_pages.py": {"test_one_three_and_fifty_records_cost_the_same"},
}
"""Names of test functions by file."""
