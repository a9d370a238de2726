"""Agenda, presence, minutes, outcomes, sign-off."""
