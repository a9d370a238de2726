"""The shape of what people type about groups."""

from soucinnost.groups.forms.frame import CloseForm, CreateForm, FrameForm, StatutesForm
from soucinnost.groups.forms.listing import FilterForm
from soucinnost.groups.forms.mandates import ChairForm, EndForm, MandateForm, PasteForm
from soucinnost.groups.forms.small import DocumentForm, StandingItemForm, TopicForm

__all__ = [
    "ChairForm", "CloseForm", "CreateForm", "DocumentForm", "EndForm", "FilterForm", "FrameForm", "MandateForm",
    "PasteForm", "StandingItemForm", "StatutesForm", "TopicForm",
]
