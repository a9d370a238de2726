"""All writes of ``access``: circles and seats, grants, break-glass, controllers, people's accounts."""

from soucinnost.access.actions.circles import change_seat, end_seat, give_seat, open_circle, withdraw_seat
from soucinnost.access.actions.controllers import change_controller, set_logo
from soucinnost.access.actions.glass import BREAK_GLASS_DAYS, break_glass, close_glass
from soucinnost.access.actions.grants import end_grant, grant_role
from soucinnost.access.actions.people import (
    change_sign_in_email,
    end_sessions,
    first_administrator,
    open_account,
    renew_link,
    reset_second_factor,
    revoke_links,
    switch_account,
)

__all__ = [
    "BREAK_GLASS_DAYS", "break_glass", "change_controller", "change_seat", "change_sign_in_email", "close_glass",
    "end_grant", "end_seat", "end_sessions", "first_administrator", "give_seat", "grant_role", "open_account",
    "open_circle", "renew_link", "reset_second_factor", "revoke_links", "set_logo", "switch_account", "withdraw_seat",
]
