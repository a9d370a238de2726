"""What of a group can be found by search. A group's entry holds its frame only: whoever sees the group sees that."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import GroupDocumentKind
from soucinnost.groups.models import Group, GroupDocument, Topic
from soucinnost.search import actions as search
from soucinnost.search.files import Holder, hang, put_file
from soucinnost.search.registry import GROUPS, Document, Family, Searchable
from soucinnost.search.registry import register as register_searchable

GROUP = "group"
TOPIC = "topic"


def _group(group: Group) -> Document:
    words = [group.purpose, group.rhythm_note]
    for related in (group.themes, group.areas, group.localities):
        words.extend(str(one) for one in related.all())
    return Document(group.uid, group.name, "\n".join(filter(None, words)), group.last_met_on, group.circle_id)


def _topic(topic: Topic) -> Document:
    return Document(topic.uid, topic.title, topic.note, topic.raised_on, topic.group.circle_id)


def _words_of(attachment: Attachment) -> str:
    """What a document of a group is, which people look for; „jiný dokument“ says nothing."""
    kept = GroupDocument.objects.filter(attachment=attachment).exclude(kind=GroupDocumentKind.OTHER).first()
    return str(kept.get_kind_display()) if kept is not None else ""


def find_group(group: Group) -> None:
    """Put the frame of a group into the index."""
    search.put_document(GROUP, _group(group))


def find_topic(topic: Topic) -> None:
    """Put a topic into the index; members find it."""
    search.put_document(TOPIC, _topic(topic))


def find_document(document: GroupDocument) -> None:
    """Put a document into the index with the word for its kind."""
    put_file(document.attachment)


def lose(kind: str, uid: str) -> None:
    """Take a record out of the index."""
    search.drop(kind=kind, uid=uid)


def register() -> None:
    """Tell the search what can be found and where it leads."""
    register_searchable(
        Searchable(
            GROUP, _("skupina"), Group.objects.visible_to, lambda uid: reverse("groups:group", args=[uid]),
            family=GROUPS, shows_group=False, document=_group,
            records=lambda: Group.objects.prefetch_related("themes", "areas", "localities"),
        )
    )
    register_searchable(
        Searchable(
            TOPIC, _("téma"), Topic.objects.visible_to, lambda uid: reverse("groups:topic", args=[uid]),
            family=Family("temata", _("Témata"), 25), is_seated=True, document=_topic,
            records=lambda: Topic.objects.select_related("group"),
        )
    )
    hang(
        Holder(
            "groups", GroupDocument.objects.visible_to, "attachment", "uid",
            lambda uid: reverse("groups:document", args=[uid]), _words_of,
        )
    )
