"""Rules for passwords, with their sentences in the languages of the product."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LengthValidator(MinimumLengthValidator):
    """A shortest length; Django's own sentence is missing from its Czech catalog."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a shorter password."""
        if len(password) < self.min_length:
            raise ValidationError(
                _("Heslo je příliš krátké.") + " " + self.get_help_text(), code="password_too_short"
            )

    def get_help_text(self) -> str:
        """The rule as a sentence."""
        return ngettext(
            "Potřebuje alespoň %(count)d znak.", "Potřebuje alespoň %(count)d znaků.", self.min_length
        ) % {"count": self.min_length}
