"""How allauth behaves here: no self sign-up, second factors encrypted at rest."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from soucinnost.kernel.secretbox import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator or by the first set-up, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with the installation's field key."""

    def encrypt(self, text: str) -> str:
        return seal(text, settings.FIELD_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, settings.FIELD_KEY)

    def get_user_identifier(self, user: Any) -> str:
        return user.email
