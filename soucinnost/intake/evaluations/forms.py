"""The file of an evaluation and where it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.notices.models import circles_run_by
from soucinnost.strategy.models import Strategy

Target = tuple[Organisation, Strategy | None]


class UploadForm(forms.Form):
    """One file, and whether a new strategy is made of it or an existing one gets more."""

    upload = forms.FileField(
        label=_("Soubor s vyhodnocením"), allow_empty_file=True, max_length=300,
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.doc,.odt,.rtf"}),
        help_text=_("DOCX, PDF nebo TXT. Můžete ho sem i přetáhnout."),
        error_messages={"required": _("Vyberte soubor.")},
    )
    target = forms.ChoiceField(label=_("Co z něj vznikne"))

    def __init__(self, *args: Any, actor: Actor, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = sorted_cs(Organisation.objects.filter(pk__in=actor.managed_organisation_ids), key=str)
        written = Strategy.objects.filter(circle__in=circles_run_by(actor)).select_related(
            "circle__controller__organisation"
        )
        self.targets: dict[str, Target] = {f"nova:{one.uid}": (one, None) for one in led}
        names = {f"nova:{one.uid}": _("nová strategie – %(name)s") % {"name": one.label} for one in led}
        for one in written.order_by("-period_from", "title", "pk"):
            key = f"do:{one.uid}"
            self.targets[key] = (one.circle.controller.organisation, one)
            told = {"title": one.title, "period": period_text(one.period_from, one.period_to)}
            names[key] = _("doplní se: %(title)s (%(period)s)") % told
        field: Any = self.fields["target"]
        field.choices = list(names.items())
        field.initial = f"do:{asked}" if f"do:{asked}" in names else next(iter(names), "")

    def target_of(self) -> Target:
        """The organisation and the strategy that were chosen."""
        return self.targets[self.cleaned_data["target"]]
