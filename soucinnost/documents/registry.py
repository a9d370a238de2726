"""What apps above are told of files. Filled from ``AppConfig.ready``; the search lies above and cannot be called."""

from collections.abc import Callable

from soucinnost.documents.models import Attachment

Listener = Callable[[str, Attachment | None], None]
_listeners: dict[str, Listener] = {}


def listen(key: str, listener: Listener) -> None:
    """Be told, inside the writing transaction, of a file by its uid: as it is now, or None when it is gone. Same key
    replaces."""
    _listeners[key] = listener


def announce(uid: str, attachment: Attachment | None) -> None:
    """Tell the listeners."""
    for listener in _listeners.values():
        listener(uid, attachment)
