"""The evaluation report on its pages: who reads, who writes over, versions with files, two editors, bounded queries."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.access.models import Controller
from soucinnost.audit.models import Entry
from soucinnost.documents.models import Attachment
from soucinnost.documents.paper.pdf import PaperError
from soucinnost.evidence.actions import supersede_claim
from soucinnost.evidence.models import Claim
from soucinnost.strategy.actions import reporting
from soucinnost.strategy.enums import VersionState
from soucinnost.strategy.models import ClaimUse, Measure, Passage, ReportVersion
from soucinnost.strategy.views import reporting_versions
from soucinnost.strategy.views.proving_common import files_of
from soucinnost.versions.models import Version
from tests import factories
from tests.strategy import kit, report_kit

pytestmark = pytest.mark.django_db


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


@pytest.fixture
def made(cast):
    return report_kit.filled(cast)


def url(name, *args):
    return reverse(f"strategy:{name}", args=args)


def done_key(made):
    return f"m.{Measure.objects.filter(strategy=made).order_by('goal__position', 'position').first().uid}.done"


def test_report_reads_from_records_and_numbers_lead_to_claims(cast, made):
    response = cast.client("member").get(url("evaluation", made.uid))
    text = plain(response)
    assert "132 / 130 osob (rozpor)" in text
    assert "40 osob ze 120 plánovaných osob (33 %)" in text
    assert "přibližně 80 osob" in text
    assert "Počet účastníků: neuvedeno" in text
    assert "Chyběly peníze na plošné zavedení." in text
    assert "None" not in text
    for claim in Claim.objects.filter(circle=made.circle):
        assert url("claim", claim.uid) in response.content.decode()


@pytest.mark.parametrize(("role", "status"), [
    ("chair", 200), ("recorder", 200), ("member", 200), ("deputy", 200), ("former", 404), ("outsider", 404),
    ("manager", 404), ("coordinator", 404), ("administrator", 404),
])
def test_team_reads_the_report_and_nobody_else(cast, made, role, status):
    assert cast.client(role).get(url("evaluation", made.uid)).status_code == status


def test_only_writers_write_over_and_keep_versions(cast, made):
    member = cast.client("member")
    read = member.get(url("evaluation", made.uid)).content.decode()
    goal = url("goal_evaluation", made.goals.get(position=1).uid)
    assert "/prepsat/" not in read and goal not in read
    assert goal in cast.client("chair").get(url("evaluation", made.uid)).content.decode()
    assert member.get(url("passage", made.uid, "summary")).status_code == 403
    assert member.post(url("report_versions", made.uid), {"note": ""}).status_code == 403
    with pytest.raises(PermissionDenied):
        reporting.write_passage(by=cast.actor("member"), strategy=made, key="summary", text="Jinak.")
    with pytest.raises(PermissionDenied):
        reporting.make_version(by=cast.actor("manager"), strategy=made)
    assert not Passage.objects.exists() and not ReportVersion.objects.exists()


def test_written_over_text_keeps_notes_and_changed_records_are_pointed_out(cast, made):
    chair, key = cast.client("chair"), done_key(made)
    shown = chair.get(url("passage", made.uid, key))
    state = re.search(r'name="revize" value="([^"]+)"', shown.content.decode()).group(1)
    saved = chair.post(
        url("passage", made.uid, key), {"text": "Sešlo se přibližně 80 osob.\n- a dál nic", "revize": state}
    )
    assert saved.status_code == 302
    page = chair.get(url("evaluation", made.uid))
    assert "Sešlo se přibližně 80 osob" in plain(page)
    assert "Opírá se také o údaje" in plain(page)
    assert "záznamy pod textem se změnily" not in plain(page)

    claim = Claim.objects.get(value=Decimal(110))
    correction = supersede_claim(by=factories.SYSTEM, claim=claim, value=Decimal(111))
    ClaimUse.objects.filter(claim=claim).update(claim=correction)
    page = chair.get(url("evaluation", made.uid))
    assert "záznamy pod textem se změnily" in plain(page)
    form = chair.get(url("passage", made.uid, key)).content.decode()
    assert "<del>110</del>" in form and "<ins>111</ins>" in form
    chair.post(url("passage_settle", made.uid, key), {"volba": "ponechat"})
    assert "záznamy pod textem se změnily" not in plain(chair.get(url("evaluation", made.uid)))
    chair.post(url("passage_settle", made.uid, key), {"volba": "navrh"})
    assert not Passage.objects.exists()


def test_second_editor_sees_both_texts_and_loses_nothing(cast, made):
    address = url("passage", made.uid, "summary")
    first, second = cast.client("chair"), cast.client("recorder")
    states = [
        re.search(r'name="revize" value="([^"]+)"', one.get(address).content.decode()).group(1)
        for one in (first, second)
    ]
    assert first.post(address, {"text": "První znění.", "revize": states[0]}).status_code == 302
    refused = second.post(address, {"text": "Druhé znění.", "revize": states[1]})
    assert refused.status_code == 422
    assert "První znění." in plain(refused) and "Druhé znění." in plain(refused)
    assert Passage.objects.get().text == "První znění."


def test_a_passage_that_was_given_up_keeps_who_wrote_what(cast, made):
    chair, address = cast.client("chair"), url("passage", made.uid, "summary")
    cast.client("recorder").post(address, {"text": "Slova zapisovatelky."})
    chair.post(address, {"text": "Slova předsedkyně."})
    assert "Texty vrácené" not in plain(chair.get(url("report_versions", made.uid)))
    chair.post(url("passage_settle", made.uid, "summary"), {"volba": "navrh"})
    assert not Passage.objects.exists()
    page = plain(chair.get(address)).partition("Historie textu")[2]
    told = ("Zpět k návrhu ze záznamů", "Alena Předsedová", "Slova předsedkyně.", "Slova zapisovatelky.")
    places = [page.index(words) for words in told]
    assert places == sorted(places) and "Blanka Zapisovatelová" in page
    listed = chair.get(url("report_versions", made.uid))
    assert f'href="{address}#historie"' in listed.content.decode()
    assert "Slova" not in plain(cast.client("member").get(url("report_versions", made.uid)))
    assert cast.client("member").get(address).status_code == 403
    chair.post(address, {"text": "Slova potřetí."})
    assert "Texty vrácené" not in plain(chair.get(url("report_versions", made.uid)))
    assert "Slova zapisovatelky." in plain(chair.get(address))


def test_words_given_up_stay_readable_when_their_record_is_gone(cast, made):
    """Also those that were written before histories were kept."""
    Passage.objects.create(
        strategy=made, key="m.neni.done", text="Text bez záznamu.", base="", written_by=cast.person("recorder")
    )
    chair, address = cast.client("chair"), url("passage", made.uid, "m.neni.done")
    chair.post(url("passage_settle", made.uid, "m.neni.done"), {"volba": "navrh"})
    page = plain(chair.get(address))
    assert "Text bez záznamu." in page and "Blanka Zapisovatelová" in page
    assert chair.get(url("passage", made.uid, "m.jine.done")).status_code == 404
    Version.objects.all().delete()
    assert chair.get(address).status_code == 404


def test_empty_text_is_refused_and_a_passage_without_record_is_told(cast, made):
    with pytest.raises(ValidationError):
        reporting.write_passage(by=cast.actor("chair"), strategy=made, key="summary", text="  ")
    with pytest.raises(ValidationError):
        reporting.write_passage(by=cast.actor("chair"), strategy=made, key="m.neni.done", text="Něco.")
    lost = Passage.objects.create(strategy=made, key="m.neni.done", text="Text bez záznamu.", base="")
    chair = cast.client("chair")
    assert "Text bez záznamu." in plain(chair.get(url("evaluation", made.uid)))
    assert "Text bez záznamu." in plain(chair.get(url("passage", made.uid, lost.key)))
    assert "Text bez záznamu." not in plain(cast.client("member").get(url("evaluation", made.uid)))


def test_version_is_kept_with_files_and_compared(cast, made, django_capture_on_commit_callbacks):
    chair = cast.client("chair")
    with django_capture_on_commit_callbacks(execute=True):
        kept = chair.post(url("report_versions", made.uid), {"note": "k projednání"})
    first = ReportVersion.objects.get()
    assert kept.url == url("report_version", first.uid)
    assert (first.state, first.done, first.total) == (VersionState.READY, 3, 3)
    page = chair.get(kept.url)
    for attachment in (first.pdf, first.docx, first.council):
        assert reverse("documents:download", args=[attachment.uid]) in page.content.decode()
    assert "Verze 1" in plain(page) and "k projednání" in plain(page)
    assert not files_of(cast.actor("chair"), made)  # what was made of the claims is no source of them

    claim = Claim.objects.get(value=Decimal(110))
    correction = supersede_claim(by=factories.SYSTEM, claim=claim, value=Decimal(111))
    ClaimUse.objects.filter(claim=claim).update(claim=correction)
    second = reporting.make_version(by=cast.actor("chair"), strategy=made)
    assert second.number == 2
    compared = chair.get(url("report_compare", second.uid)).content.decode().replace("\xa0", " ")
    assert "<del>110 osob</del>" in compared and "<ins>111 osob</ins>" in compared
    assert "110" in plain(chair.get(kept.url))
    assert chair.get(url("report_compare", first.uid)).status_code == 200


def test_files_of_a_version_that_failed_are_tried_again(cast, made, monkeypatch):
    version = reporting.make_version(by=cast.actor("chair"), strategy=made)

    def full(**kwargs):
        raise ValidationError("Na disku serveru není místo.")

    with monkeypatch.context() as patched:
        patched.setattr(reporting, "attach", full)
        assert not reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    version.refresh_from_db()
    assert (version.state, version.error) == (VersionState.FAILED, "Na disku serveru není místo.")
    assert not Attachment.objects.exists()
    assert "Na disku serveru není místo." in plain(cast.client("chair").get(url("report_version", version.uid)))
    reporting.try_again(by=cast.actor("chair"), version=version)
    assert reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    assert not reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    with pytest.raises(PermissionDenied):
        reporting.make_files(by=cast.actor("chair"), uid=version.uid)


def test_a_worker_killed_again_and_again_is_said_and_the_files_can_be_asked_for_anew(cast, made, monkeypatch):
    version = reporting.make_version(by=cast.actor("chair"), strategy=made)

    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(reporting, "_made", killed)
        for _time in range(reporting.MOST_TRIES):
            with pytest.raises(SystemExit):
                reporting.make_files(by=factories.SYSTEM, uid=version.uid)
            version.refresh_from_db()
            assert version.state == VersionState.WAITING
    assert not reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    version.refresh_from_db()
    assert version.state == VersionState.FAILED
    chair, address = cast.client("chair"), url("report_version", version.uid)
    assert "třikrát přerušila" in plain(chair.get(address))
    assert reverse("strategy:report_again", args=[version.uid]) in chair.get(address).content.decode()
    chair.post(url("report_again", version.uid))
    assert reporting.make_files(by=factories.SYSTEM, uid=version.uid)


@pytest.mark.parametrize(("kind", "page"), [("zprava", "evaluation"), ("rada", "council")])
def test_a_file_that_cannot_be_drawn_leads_back_with_words(cast, made, monkeypatch, kind, page):
    def refused(*args, **kwargs):
        raise PaperError("no such font")

    for name in ("file_of", "council_file"):
        monkeypatch.setattr(reporting_versions, name, refused)
    answer = cast.client("chair").get(url("evaluation_file", made.uid, kind, "pdf"), follow=True)
    assert answer.redirect_chain == [(url(page, made.uid), 302)]
    assert "PDF se nepodařilo sestavit" in plain(answer)


def test_files_follow_the_rule_of_taking_out(cast, made):
    member, address = cast.client("member"), url("evaluation_file", made.uid, "zprava", "pdf")
    answer = member.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert Entry.objects.filter(verb="strategy.report_downloaded").count() == 1
    Controller.objects.update(members_may_export=False)
    assert member.get(address).status_code == 403
    assert "PDF" not in plain(member.get(url("evaluation", made.uid)))
    assert cast.client("chair").get(address).status_code == 200
    assert cast.client("chair").get(url("evaluation_file", made.uid, "rada", "html")).status_code == 404


def test_docx_has_real_notes_and_contents(cast, made):
    answer = cast.client("chair").get(url("evaluation_file", made.uid, "zprava", "docx"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        document, notes = archive.read("word/document.xml").decode(), archive.read("word/footnotes.xml").decode()
    claims = Claim.objects.filter(circle=made.circle).count()
    assert notes.count("<w:footnote w:id=") == claims
    assert document.count("<w:footnoteReference ") == claims
    assert 'TOC \\o "1-2"' in document
    assert "Závěrečná zpráva, s.\xa05" in notes


def test_council_fits_one_page_whatever_the_words(cast, made):
    Measure.objects.filter(strategy=made).update(title="Opatření s velmi dlouhým názvem " * 15)
    measures = list(Measure.objects.filter(strategy=made))
    for number in range(9):
        at = {"measure": measures[number % 4]}
        report_kit.told(made, use=at | {"is_cost": True}, label=f"Náklad {'Ž' * 180} {number}", unit="Kč",
                        value=Decimal(10**11 + number))
        report_kit.told(made, use=at | {"is_risk": True}, text="Riziko, které nikdo nečekal. " * 40)
    reporting.write_passage(by=cast.actor("chair"), strategy=made, key="council.risks", text="Slovo " * 80)
    answer = cast.client("chair").get(url("evaluation_file", made.uid, "rada", "pdf"))
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
        assert "185 osob" in pdf.pages[0].extract_text().replace("\xa0", " ")


def test_closed_claims_are_not_in_the_report(cast, made):
    use = report_kit.told(made, use={"measure": Measure.objects.filter(strategy=made).first()}, text="Jen pro vedení.")
    Claim.objects.filter(pk=use.claim_id).update(is_closed=True)
    use.claim.named_seats.set(made.circle.seats.filter(is_chair=True))
    assert "Jen pro vedení." not in plain(cast.client("chair").get(url("evaluation", made.uid)))


def test_reads_stay_bounded_however_large(cast, made):
    large = report_kit.large(cast, measures=80)
    chair = cast.client("chair")
    chair.get(url("evaluation", made.uid))
    for strategy in (made, large):
        with CaptureQueriesContext(connection) as caught:
            assert chair.get(url("evaluation", strategy.uid)).status_code == 200
        assert sum(one["sql"].startswith("SELECT") for one in caught) <= 25
    page = chair.get(url("evaluation", large.uid))
    assert "?kapitola=" in page.content.decode()
    assert chair.get(url("evaluation_file", large.uid, "zprava", "pdf")).status_code == 302


def test_other_strategy_is_named_only_where_it_is_seen(cast, made):
    ahead = {"period_from": date(2017, 1, 1), "period_to": date(2021, 12, 31)}
    other = kit.strategy(cast, title="Strategie příští", **ahead)
    made.previous = other
    made.save()
    other.circle.seats.all().delete()
    assert "jiná strategie" in plain(cast.client("member").get(url("evaluation", made.uid)))
