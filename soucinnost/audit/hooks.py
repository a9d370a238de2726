"""Listening to what happens: apps above are told of the verbs they name, inside the transaction of the action.

So no action has to know who wants to hear of it. A listener that fails fails the action; listeners therefore do
little: they end what must end with it, or put down what a job does later.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from soucinnost.audit.models import Entry
from soucinnost.kernel.actor import Actor

Listener = Callable[[Actor, Entry], None]

_listeners: dict[str, dict[str, Listener]] = defaultdict(dict)


def listen(key: str, verbs: Iterable[str], listener: Listener) -> None:
    """Call ``listener(by, entry)`` after a row with one of the verbs was written; the same key replaces."""
    for verb in verbs:
        _listeners[verb][key] = listener


def tell(by: Actor, entry: Entry) -> None:
    """Tell everybody who listens to the verb of a row; called by ``audit.actions.record`` alone."""
    for listener in list(_listeners.get(entry.verb, {}).values()):
        listener(by, entry)
