"""Sessions in the database, read by a statement that is kept: each page asks for one."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from soucinnost.access.prepared import Prepared


@Prepared
def _live(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(DatabaseStore):
    """As Django's own; its name belongs to how the content is signed and must not change."""

    def _get_session_from_db(self) -> Session | None:
        if self.session_key is not None:
            for session in _live(self.session_key, timezone.now()):
                return session
        self._session_key = None
        return None
