"""Forms of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.actions.people import CONTACT_FIELDS, FIELDS
from soucinnost.agencies.forms.fields import DuplicateWarningMixin, OrganisationField
from soucinnost.agencies.models import Person
from soucinnost.agencies.selectors import namesakes
from soucinnost.kernel.actor import Actor


class ContactsForm(forms.Form):
    """What everybody may change of their own."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    salutation = forms.CharField(
        label=_("Oslovení"), max_length=120, required=False,
        help_text=_("Celé, jak má stát v dopise, například Vážená paní Nováková. Nic se neodhaduje."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(person, name) for name in CONTACT_FIELDS})
        super().__init__(*args, **kwargs)


class PersonForm(DuplicateWarningMixin, forms.Form):
    """A person. Somebody of the same name asks for a confirmation and is shown with organisation and e-mail."""

    titles_before = forms.CharField(label=_("Tituly před jménem"), max_length=60, required=False)
    given_name = forms.CharField(label=_("Jméno"), max_length=60, required=False)
    surname = forms.CharField(label=_("Příjmení"), max_length=80)
    titles_after = forms.CharField(label=_("Tituly za jménem"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    salutation = forms.CharField(
        label=_("Oslovení"), max_length=120, required=False,
        help_text=_("Celé, jak má stát v dopise, například Vážená paní Nováková. Nic se neodhaduje."),
    )
    organisation = OrganisationField(label=_("Organizace"), required=False)
    position = forms.CharField(label=_("Funkce v organizaci"), max_length=120, required=False)
    is_public_role = forms.BooleanField(
        label=_("Jméno smí být v dokumentech pro veřejnost"), required=False,
        help_text=_("Jen u veřejných funkcí, jako je starosta nebo tiskový mluvčí."),
    )
    public_role_reason = forms.CharField(label=_("Proč je funkce veřejná"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, person: Person | None = None, **kwargs: Any) -> None:
        self.actor, self.person = actor, person
        if person is not None:
            kwargs.setdefault("initial", {name: getattr(person, name) for name in FIELDS})
        super().__init__(*args, **kwargs)
        if person is not None:
            del self.fields["organisation"], self.fields["position"]

    def find_duplicates(self, cleaned: dict[str, Any]) -> list[Person]:
        """People of the same name, and of the same e-mail."""
        visible = Person.objects.visible_to(self.actor)
        same = namesakes(visible, given=cleaned["given_name"], surname=cleaned["surname"], exclude=self.person)
        if self.person is not None and not {"given_name", "surname"} & set(self.changed_data):
            same = []
        if cleaned["email"]:
            others = visible.filter(email__iexact=cleaned["email"])
            if self.person is not None:
                others = others.exclude(pk=self.person.pk)
            if self.person is None or "email" in self.changed_data:
                same += [person for person in others.prefetch_related("affiliations__organisation")
                         if person not in same]
        return same

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS}
