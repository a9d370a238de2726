"""Classes of data: every field of every model says which one it holds."""

from collections.abc import Mapping

PUBLIC = "public"
INTERNAL = "internal"
PERSONAL = "personal"
SENSITIVE = "sensitive"
CLASSES = (PUBLIC, INTERNAL, PERSONAL, SENSITIVE)


def classify(*, public: str = "", internal: str = "", personal: str = "", sensitive: str = "") -> Mapping[str, str]:
    """Map field names (space separated, one argument a class) to their class.

    public: anyone may see it; internal: those who may see the record; personal: says something about a living
    person; sensitive: encrypted at rest, never indexed. Raises ValueError when a field is named twice.
    """
    classes: dict[str, str] = {}
    groups = ((PUBLIC, public), (INTERNAL, internal), (PERSONAL, personal), (SENSITIVE, sensitive))
    for name, fields in groups:
        for field in fields.split():
            if field in classes:
                raise ValueError(f"Field {field} is classified twice.")
            classes[field] = name
    return classes
