"""What of a group can be found by search. A group's entry holds its frame only: whoever sees the group sees that."""

from soucinnost.groups.models import Group, GroupDocument, Topic

try:  # replaced by a plain import as soon as the search app has its actions
    from soucinnost.search import actions as search
except ImportError:
    search = None  # type: ignore[assignment]

GROUP = "group"
TOPIC = "topic"
DOCUMENT = "group_document"


def find_group(group: Group) -> None:
    """Put the frame of a group into the index."""
    if search is None:
        return
    words = [group.get_type_display(), group.purpose, group.rhythm_note]
    for related in (group.themes, group.areas, group.localities):
        words.extend(str(one) for one in related.all())
    search.put(kind=GROUP, uid=group.uid, title=group.name, text="\n".join(filter(None, words)), day=group.last_met_on)


def find_topic(topic: Topic) -> None:
    """Put a topic into the index; members find it."""
    if search is not None:
        search.put(kind=TOPIC, uid=topic.uid, title=topic.title, text=topic.note, day=topic.raised_on)


def find_document(document: GroupDocument) -> None:
    """Put a document's titles into the index."""
    if search is not None:
        attachment = document.attachment
        text = f"{attachment.name}\n{document.get_kind_display()}"
        search.put(
            kind=DOCUMENT, uid=document.uid, title=str(attachment), text=text, day=attachment.uploaded_at.date()
        )


def lose_document(uid: str) -> None:
    """Take a document out of the index."""
    if search is not None:
        search.drop(kind=DOCUMENT, uid=uid)
