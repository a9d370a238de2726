"""Who may attach, take out and remove files."""

from soucinnost.access.models import Circle
from soucinnost.access.rules import may_export, releases, runs, sits_in, takes_part
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor


def attaches(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may add a file to the circle: its members and deputies."""
    return takes_part(actor, circle)


def downloads(actor: Actor, attachment: Attachment) -> bool:
    """Whether the actor may take a visible file out: who runs the circle, else as the controller says."""
    return may_export(actor, attachment.circle)


def removes(actor: Actor, attachment: Attachment) -> bool:
    """Whether the actor may remove a file: who runs the circle, and who attached it while they still sit there."""
    if runs(actor, attachment.circle):
        return True
    own = actor.person_id is not None and attachment.uploaded_by_id == actor.person_id
    return own and sits_in(actor, attachment.circle)


def clears(actor: Actor, attachment: Attachment) -> bool:
    """Whether the actor may set the label „bez osobních údajů“, with which the public may get the file.

    Who may give something of the circle to the public.
    """
    return releases(actor, attachment.circle)


def takes_label(actor: Actor, attachment: Attachment) -> bool:
    """Whether the actor may take the label back: also who runs the circle, because that only closes."""
    return releases(actor, attachment.circle) or runs(actor, attachment.circle)
