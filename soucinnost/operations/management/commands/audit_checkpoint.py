"""``soucinnost audit checkpoint``: sign where the chain stands."""

from typing import Any

from django.core.management.base import BaseCommand

from soucinnost.audit.actions import checkpoint


class Command(BaseCommand):
    """The printed line may be kept elsewhere; ``audit verify --witness`` takes a file of such lines."""

    help = "Signs where the audit chain stands."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        point = checkpoint()
        if point is None:
            self.stdout.write("Nothing was added since the last checkpoint.")
            return
        self.stdout.write(f"{point.at.isoformat(timespec='seconds')} {point.sequence} {point.hash} {point.signature}")
