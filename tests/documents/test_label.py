"""The label „bez osobních údajů“: what the check shows, what a person has to say, taking it back."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from docx import Document

from soucinnost.agencies.actions import change_person
from soucinnost.audit.models import Entry as AuditRow
from soucinnost.documents import findings
from soucinnost.documents.actions import attach, clear_attachment, remove_attachment, take_label
from soucinnost.documents.findings import Check, check_file
from soucinnost.documents.models import Attachment
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Paper, text
from tests import factories
from tests.cast import Cast

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _attached(cast: Cast, name: str, content: bytes) -> Attachment:
    return attach(by=cast.actor("chair"), circle=cast.group.circle, upload=factories.upload(name, content))


def _docx(*lines: str, author: str = "") -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.core_properties.author = author
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _said(attachment: Attachment) -> list[str]:
    return [one.text for one in check_file(attachment).findings]


def test_text_is_searched_for_people_of_the_circle_and_others(cast: Cast) -> None:
    found = _said(_attached(cast, "a.txt", "Jana Nováková, tel. 601 234 567. Předsedová přišla.\n".encode()))
    assert any("Nováková" in one for one in found)
    assert any("601 234 567" in one for one in found)
    assert any("Předsedová" in one for one in found)


def test_a_public_role_is_no_finding(cast: Cast) -> None:
    change_person(
        by=cast.actor("manager"), person=cast.person("chair"), is_public_role=True, public_role_reason="starostka"
    )
    assert _said(_attached(cast, "a.txt", "Zahájila Alena Předsedová.\n".encode())) == []


def test_properties_of_a_docx_are_shown(cast: Cast) -> None:
    found = _said(_attached(cast, "a.docx", _docx("Bez jmen.", author="Karel Autorský")))
    assert "Karel Autorský" in found


def test_tracked_changes_and_comments_of_a_docx_are_shown(cast: Cast) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_docx("Bez jmen."))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                body = body.replace(b"<w:r>", b'<w:ins w:id="1" w:author="Nekdo"><w:r>', 1).replace(
                    b"</w:r>", b"</w:r></w:ins>", 1
                )
            new.writestr(name, body)
        new.writestr("word/comments.xml", "<w:comments/>")
    told = " ".join(_said(_attached(cast, "a.docx", made.getvalue())))
    assert "sledované změny" in told and "komentáře" in told


@pytest.mark.parametrize("part", ["word/document.xml", "word/footer1.xml"])
def test_who_changed_the_form_of_a_docx_is_shown_however_long_it_is(cast: Cast, part: str) -> None:
    made = io.BytesIO()
    changed = b'<w:rPr><w:rPrChange w:id="1" w:author="Nekdo"/></w:rPr>'
    with zipfile.ZipFile(io.BytesIO(_docx("Bez jmen."))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == part:
                body = body.replace(b"</w:body>", b" " * 2_500_000 + b"<w:p><w:r>" + changed + b"</w:r></w:p></w:body>")
            new.writestr(name, body)
        if part not in old.namelist():
            new.writestr(part, b"<w:ftr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:p>"
                         + changed + b"</w:p></w:ftr>")
    assert "sledované změny" in " ".join(_said(_attached(cast, "a.docx", made.getvalue())))


def test_author_of_a_pdf_is_shown(cast: Cast) -> None:
    from django.utils import timezone

    made = write_pdf(Paper(title="Nic", created=timezone.now(), blocks=(text("Nic."),), author="Eva Autorská")).content
    assert "Eva Autorská" in _said(_attached(cast, "a.pdf", made))


def test_people_named_in_other_properties_are_shown(cast: Cast) -> None:
    from django.utils import timezone

    document, made = Document(), io.BytesIO()
    document.core_properties.author, document.core_properties.title = "", "Posudek: Jana Nováková"
    document.core_properties.keywords = "Rozvrh dílen"
    document.save(made)
    told = _said(_attached(cast, "a.docx", made.getvalue()))
    assert any("Nováková" in one for one in told) and not any("dílen" in one for one in told)
    paper = Paper(title="Posudek: Jana Nováková", created=timezone.now(), blocks=(text("Nic."),))
    assert any("Nováková" in one for one in _said(_attached(cast, "a.pdf", write_pdf(paper).content)))


def test_a_clean_file_needs_one_statement(cast: Cast) -> None:
    attachment, chair = _attached(cast, "a.txt", b"Bez jmen.\n"), cast.actor("chair")
    with pytest.raises(ValidationError, match="přečtený"):
        clear_attachment(by=chair, attachment=attachment, has_read=False, accepts=True)
    cleared = clear_attachment(by=chair, attachment=attachment, has_read=True)
    assert (cleared.cleared_by, cleared.cleared_by_eye) == (cast.person("chair"), False)
    row = AuditRow.objects.get(verb="attachment.cleared")
    assert row.actor == f"person:{cast.person('chair').uid}"


def test_the_file_is_read_before_the_transaction_begins(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    attachment, outside, seen = _attached(cast, "a.txt", b"Bez jmen.\n"), len(connection.savepoint_ids), []

    def checked(one: Attachment) -> Check:
        seen.append(len(connection.savepoint_ids))
        return check_file(one)

    monkeypatch.setattr(findings, "check_file", checked)
    clear_attachment(by=cast.actor("chair"), attachment=attachment, has_read=True)
    assert seen == [outside]


def test_findings_and_unread_files_need_another(cast: Cast) -> None:
    named = _attached(cast, "a.txt", "Jana Nováková\n".encode())
    picture = _attached(cast, "a.png", _png())
    chair = cast.actor("chair")
    for attachment in (named, picture):
        with pytest.raises(ValidationError):
            clear_attachment(by=chair, attachment=attachment, has_read=True)
    assert not clear_attachment(by=chair, attachment=named, has_read=True, accepts=True).cleared_by_eye
    assert clear_attachment(by=chair, attachment=picture, has_read=True, accepts=True).cleared_by_eye


def _png() -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("role", ["recorder", "member", "deputy", "manager", "outsider", "administrator"])
def test_only_who_may_publish_sets_the_label(cast: Cast, role: str) -> None:
    attachment = _attached(cast, "a.txt", b"Bez jmen.\n")
    with pytest.raises(PermissionDenied):
        clear_attachment(by=cast.actor(role), attachment=attachment, has_read=True)
    assert not Attachment.objects.get().cleared_at


def test_a_manager_who_sits_there_may(cast: Cast) -> None:
    attachment = _attached(cast, "a.txt", b"Bez jmen.\n")
    factories.mandate(cast.group, cast.person("manager"))
    assert clear_attachment(by=cast.actor("manager"), attachment=attachment, has_read=True).cleared_at


def test_taking_it_back_is_for_who_runs_the_group_too(cast: Cast) -> None:
    attachment = _attached(cast, "a.txt", b"Bez jmen.\n")
    clear_attachment(by=cast.actor("chair"), attachment=attachment, has_read=True)
    with pytest.raises(PermissionDenied):
        take_label(by=cast.actor("member"), attachment=attachment)
    taken = take_label(by=cast.actor("recorder"), attachment=attachment)
    assert (taken.cleared_at, taken.cleared_by) == (None, None)
    assert AuditRow.objects.filter(verb="attachment.label_taken").count() == 1
    take_label(by=cast.actor("recorder"), attachment=attachment)
    assert AuditRow.objects.filter(verb="attachment.label_taken").count() == 1


def test_a_new_file_has_no_label(cast: Cast) -> None:
    first = _attached(cast, "a.txt", b"Bez jmen.\n")
    clear_attachment(by=cast.actor("chair"), attachment=first, has_read=True)
    remove_attachment(by=cast.actor("chair"), attachment=first)
    assert _attached(cast, "a.txt", b"Bez jmen.\n").cleared_at is None
    with pytest.raises(PermissionDenied):
        clear_attachment(by=cast.actor("chair"), attachment=first, has_read=True)


def test_the_page_shows_findings_and_takes_the_statements(cast: Cast) -> None:
    attachment = _attached(cast, "a.txt", "Přišla Jana Nováková.\n".encode())
    address = reverse("documents:check", args=[attachment.uid])
    page = " ".join(cast.client("chair").get(address).content.decode().split())
    assert "<mark>Jana Nováková</mark>" in page
    assert "bez štítku" in page
    refused = cast.client("chair").post(address, {"has_read": "on"})
    assert refused.status_code == 422
    assert cast.client("recorder").post(address, {"has_read": "on", "accepts": "on"}).status_code == 403
    assert cast.client("chair").post(address, {"has_read": "on", "accepts": "on"}).status_code == 302
    assert "Odebrat štítek" in cast.client("recorder").get(address).content.decode()
    back = cast.client("recorder").post(reverse("documents:take_label", args=[attachment.uid]))
    assert back.status_code == 302
    assert Attachment.objects.get().cleared_at is None


def test_a_closed_file_is_unknown_to_who_does_not_see_it(cast: Cast) -> None:
    attachment = attach(
        by=cast.actor("chair"), circle=cast.group.circle, upload=factories.upload(), is_closed=True,
        named_seats=[cast.mandates["chair"].seat],
    )
    assert cast.client("recorder").get(reverse("documents:check", args=[attachment.uid])).status_code == 404
