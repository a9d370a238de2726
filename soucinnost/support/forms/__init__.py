"""Shape of what people type about methodical support."""

from soucinnost.support.forms.circulars import CircularForm, ConfirmationForm, FileForm, RecipientsForm
from soucinnost.support.forms.records import ConsultationForm, HandoverForm, NeedForm, StatementForm

__all__ = [
    "CircularForm", "ConfirmationForm", "ConsultationForm", "FileForm", "HandoverForm", "NeedForm", "RecipientsForm",
    "StatementForm",
]
