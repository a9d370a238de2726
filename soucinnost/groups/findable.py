"""What of a group can be found by search. A group's entry holds its frame only: whoever sees the group sees that."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.groups.models import Group, GroupDocument, Topic
from soucinnost.search import actions as search
from soucinnost.search.registry import Searchable
from soucinnost.search.registry import register as register_searchable

GROUP = "group"
TOPIC = "topic"
DOCUMENT = "group_document"


def find_group(group: Group) -> None:
    """Put the frame of a group into the index."""
    words = [group.get_type_display(), group.purpose, group.rhythm_note]
    for related in (group.themes, group.areas, group.localities):
        words.extend(str(one) for one in related.all())
    search.put(kind=GROUP, uid=group.uid, title=group.name, text="\n".join(filter(None, words)), day=group.last_met_on)


def find_topic(topic: Topic) -> None:
    """Put a topic into the index; members find it."""
    search.put(kind=TOPIC, uid=topic.uid, title=topic.title, text=topic.note, day=topic.raised_on)


def find_document(document: GroupDocument) -> None:
    """Put a document's titles into the index."""
    attachment = document.attachment
    text = f"{attachment.name}\n{document.get_kind_display()}"
    search.put(kind=DOCUMENT, uid=document.uid, title=str(attachment), text=text, day=attachment.uploaded_at.date())


def lose(kind: str, uid: str) -> None:
    """Take a record out of the index."""
    search.drop(kind=kind, uid=uid)


def register() -> None:
    """Tell the search what can be found and where it leads."""
    register_searchable(
        Searchable(GROUP, _("skupina"), Group.objects.visible_to, lambda uid: reverse("groups:group", args=[uid]))
    )
    register_searchable(
        Searchable(TOPIC, _("téma"), Topic.objects.visible_to, lambda uid: reverse("groups:topic", args=[uid]))
    )
    register_searchable(
        Searchable(
            DOCUMENT, _("dokument skupiny"), GroupDocument.objects.visible_to,
            lambda uid: reverse("groups:document", args=[uid]),
        )
    )
