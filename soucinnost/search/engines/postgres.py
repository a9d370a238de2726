"""PostgreSQL: a GIN index over the tokens as a tsvector. No dictionary of the server takes part: tokens are ours."""

_VECTOR = "array_to_tsvector(string_to_array({}tokens, ' '))"

INSTALL = (
    "CREATE INDEX IF NOT EXISTS search_fulltext ON search_indexentry"
    f" USING gin (({_VECTOR.format('')})) WITH (fastupdate = off)",
)
REMOVE = ("DROP INDEX IF EXISTS search_fulltext",)
CONDITION = _VECTOR.format('"search_indexentry".') + " @@ %(expressions)s::tsquery"

UNINDEXED = "%(expressions)s"


def match_text(clauses: list[tuple[frozenset[str], str]]) -> str:
    """Clauses as a tsquery; every token is a quoted lexeme, so no word is an operator."""
    parts = []
    for tokens, beginning in clauses:
        choices = [f"'{token}'" for token in sorted(tokens)]
        if beginning:
            choices.append(f"'{beginning}':*")
        parts.append(f"({' | '.join(choices)})")
    return " & ".join(parts)
