"""The walk through the pages: preparing, deciding, preview, publishing, withdrawing."""

from typing import Any

from django.urls import reverse

from soucinnost.meetings.models import Meeting
from soucinnost.publishing.models import Cover, PublicMinutes
from tests.cast import Cast
from tests.publishing import kit


def _page(
    cast: Cast, name: str, meeting: Meeting, role: str = "recorder", method: str = "get", data: dict | None = None
) -> Any:
    return getattr(cast.client(role), method)(reverse(f"publishing:{name}", args=[meeting.uid]), data or {})


def test_the_whole_walk(cast: Cast) -> None:
    kit.opted_in(cast)
    meeting = kit.locked(cast)
    assert "Připravit veřejnou verzi" in _page(cast, "meeting", meeting).content.decode()
    assert _page(cast, "start", meeting, method="post").status_code == 302
    page = _page(cast, "meeting", meeting).content.decode()
    assert "Jana Nováková" in page
    for cover in Cover.objects.all():
        answer = _page(cast, "decide", meeting, method="post", data={"prepnout": f"{cover.uid}:waiting:hide"})
        assert answer.status_code == 302
    preview = _page(cast, "preview", meeting).content.decode()
    assert "[neveřejné]" in preview and "Nováková" not in preview
    assert _page(cast, "publish", meeting, method="post").status_code == 403
    assert _page(cast, "publish", meeting, role="chair", method="post").status_code == 302
    minutes = PublicMinutes.objects.get()
    public = cast.client("public")
    told = public.get(reverse("portal:minutes", args=[minutes.uid]))
    assert told.status_code == 200 and "Nováková" not in told.content.decode()
    assert "osvětlení u" in " ".join(told.content.decode().split())
    for name in ("portal:pdf", "portal:docx"):
        assert public.get(reverse(name, args=[minutes.uid])).status_code == 200
    _page(cast, "withdraw", meeting, method="post", data={"reason": "Chyba v textu."})
    assert public.get(reverse("portal:minutes", args=[minutes.uid])).status_code == 410
