"""SQLite: an FTS5 table without a text of its own, kept by triggers on the table of entries.

Whatever writes the entries (actions, a restored backup, a move from another database) keeps it right. A migration
that makes the table of entries anew (on SQLite most changes of columns do) loses the triggers and must run
``install`` again.
"""

_ADD = "INSERT INTO search_fulltext(rowid, tokens) VALUES (new.id, new.tokens);"
_TAKE = "INSERT INTO search_fulltext(search_fulltext, rowid, tokens) VALUES ('delete', old.id, old.tokens);"

INSTALL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fulltext USING fts5(tokens, content='search_indexentry',"
    " content_rowid='id', detail='none', columnsize=0, prefix='3', tokenize=\"ascii tokenchars '_'\")",
    f"CREATE TRIGGER IF NOT EXISTS search_fulltext_add AFTER INSERT ON search_indexentry BEGIN {_ADD} END",
    f"CREATE TRIGGER IF NOT EXISTS search_fulltext_take AFTER DELETE ON search_indexentry BEGIN {_TAKE} END",
    "CREATE TRIGGER IF NOT EXISTS search_fulltext_change AFTER UPDATE OF id, tokens ON search_indexentry"
    f" BEGIN {_TAKE} {_ADD} END",
    "INSERT INTO search_fulltext(search_fulltext) VALUES ('rebuild')",
)
REMOVE = (
    "DROP TRIGGER IF EXISTS search_fulltext_add",
    "DROP TRIGGER IF EXISTS search_fulltext_take",
    "DROP TRIGGER IF EXISTS search_fulltext_change",
    "DROP TABLE IF EXISTS search_fulltext",
)
CONDITION = (
    '"search_indexentry"."id" IN (SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %(expressions)s)'
)

UNINDEXED = "+%(expressions)s"


def match_text(clauses: list[tuple[frozenset[str], str]]) -> str:
    """Clauses in the query language of FTS5; every token is a quoted string, so no word is an operator."""
    parts = []
    for tokens, beginning in clauses:
        choices = [f'"{token}"' for token in sorted(tokens)]
        if beginning:
            choices.append(f'"{beginning}" *')
        parts.append(f"({' OR '.join(choices)})")
    return " AND ".join(parts)
