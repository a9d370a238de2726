"""Whether a city's identity provider is set up, for the sign-in page."""

from django import template

from soucinnost.accounts.oidc import provider

register = template.Library()


@register.simple_tag
def provider_name() -> str:
    """What the provider is called on the button, "" where there is none."""
    one = provider()
    return one.name if one is not None else ""
