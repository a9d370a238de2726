"""What the second run of ``make test``, on PostgreSQL, leaves out (``--second`` in tests/conftest.py).

``make proof`` runs everything on both. Statements, locks, orders, answers and what a person may see always run on both
databases, though of a test with many cases the second run takes three.
"""

from collections import defaultdict
from zlib import crc32

import pytest

MOST = 3
"""How many cases of one test the second run takes."""

WHOLE = ("tests/audit/", "tests/search/test_two_databases.py")
"""Where the second run takes each case: tampering of every kind, order and words of the search."""

ONCE = {
    # Processes and what an operator reads, without a row.
    "tests/ops/test_cli.py": {"test_usage_names_the_words_that_were_typed", "test_help_takes_two_words_and_lists_them"},
    "tests/ops/test_duties.py": {
        "test_stopping_leaves_nothing", "test_a_dead_child_comes_back_with_nothing_left_of_it",
        "test_children_end_when_the_supervisor_is_killed",
    },
    "tests/ops/test_trouble.py": {
        "test_kinds_of_trouble", "test_the_page_says_what_happened_and_what_was_kept",
        "test_other_errors_are_left_alone", "test_a_body_beyond_all_measure_is_not_read",
    },
    "tests/ops/test_checks.py": {
        "test_a_throwaway_server_leaves_nothing", "test_without_binaries_one_line_says_what_is_missing",
    },
    # The same actions and the same form of a backup as in tests that run on both.
    "tests/ops/test_demo.py": {"test_it_loads_once_and_comes_back_from_a_backup"},
    "tests/ops/test_transfer.py": {"test_what_does_not_arrive_whole_is_taken_back"},
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
    "tests/strategy/test_queries.py": {"test_every_page_takes_a_few_queries"},
    "tests/support/test_pages.py": {"test_one_three_and_fifty_records_cost_the_same"},
}
"""What asks for a database only to have something to show, or for none: names of test functions by file."""

STORIES = {
    "tests/browser/test_live_minutes.py": {
        "test_two_recorders_one_offline_on_the_same_line", "test_different_lines_of_one_item_meet_without_conflict",
        "test_killed_browser_loses_nothing", "test_lost_answer_is_not_written_twice", "test_minutes_locked_meanwhile",
        "test_item_removed_meanwhile",
    },
    "tests/browser/test_collecting.py": {"test_a_killed_browser_loses_nothing"},
    "tests/browser/test_everyone_in.py": {"test_by_links_alone"},
    "tests/browser/test_public_version.py": {"test_with_the_mouse_and_somebody_else_at_once"},
    "tests/browser/test_whole_cycle.py": {"test_from_a_topic_to_locked_minutes_and_the_next_agenda"},
}
"""The browser stories of the second run: those where transactions, locks and order decide. The others show the same
markup and the same scripts over the same answers."""


def runs_again(item: pytest.Item) -> bool:
    """Whether another database under the suite could change what a test with a database proves."""
    path, name = item.nodeid.partition("::")[0], getattr(item, "originalname", item.name)
    if item.get_closest_marker("browser") is not None:
        return name in STORIES.get(path, ())
    return name not in ONCE.get(path, ())


def few_of_each(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of each test at most three cases: the first, the last and one between, always the same.

    Tests that commit (threads, other connections) keep all of theirs.
    """
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    kept: set[pytest.Item] = set()
    for name, found in cases.items():
        between = 1 + crc32(name.encode()) % max(1, len(found) - 2)
        all_of_them = len(found) <= MOST or name.startswith(WHOLE) or _commits(found[0])
        kept.update(found if all_of_them else (found[0], found[between], found[-1]))
    return [item for item in items if item in kept]


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return mark is not None and bool(mark.kwargs.get("transaction"))
