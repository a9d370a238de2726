"""What the actions share."""

from soucinnost.intake.models import Intake


def locked(intake: Intake) -> Intake:
    """Read the reading again and keep it from other writers until the transaction ends."""
    found = Intake.objects.select_for_update(of=("self",)).select_related(
        "group__circle__controller", "circle__controller", "attachment__circle"
    )
    return found.get(pk=intake.pk)
