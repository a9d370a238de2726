"""Pages of evidence: what they show, what a form asks, who gets in, how many queries."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from soucinnost.agencies.models import Organisation
from soucinnost.codelists.models import CodeList, Edition, Term
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.strategy.models import ClaimUse, Conflict, Indicator, ListRow, Undertaking
from tests.cast import Cast
from tests.reports import kit as reports
from tests.strategy import kit
from tests.strategy.proving_kit import Proved, proved, state, year

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def pages(one: Proved) -> dict[str, str]:
    """Every page of evidence that is read."""
    return {
        name: reverse(f"strategy:{name}", args=[record.uid])
        for name, record in (
            ("claims", one.strategy), ("contradictions", one.strategy), ("owing", one.strategy),
            ("undertakings", one.strategy), ("indicators", one.strategy), ("claim", one.claim),
            ("undertaking", one.undertaking), ("indicator", one.indicator), ("measure", one.measure),
        )
    }


def test_pages_show_numbers_with_their_sources(cast: Cast) -> None:
    one = proved(cast)
    client = cast.client("member")
    said = {name: text_of(client.get(url)) for name, url in pages(one).items()}
    assert "3 místností" in said["claim"] and "Výroční zpráva, s. 12" in said["claim"]
    assert "v 1 obci" in said["claim"] and "Dana Členová" in said["claim"]
    assert "Konference byly v letech 2023 a 2025" in said["claim"]
    assert "1 rozpor v údajích" in said["contradictions"] and "počet a roky" in said["contradictions"]
    assert "73</a> účastníků" in said["undertakings"] and "u 1 číslo neuvedeno" in said["undertakings"]
    assert "60 osob" in said["indicator"] and "2027–2029" in said["indicator"] and "neuvedeno" in said["indicator"]
    assert "<svg" in said["indicator"] and "style=" not in said["indicator"]
    assert "Asistenti" in said["measure"] and "Setkání se seniory" in said["measure"]


def post(client: Any, name: str, record: Any, **data: Any) -> Any:
    return client.post(reverse(f"strategy:{name}", args=[record.uid]), data)


class TestForms:
    def test_a_claim_with_one_short_form(self, cast: Cast) -> None:
        one = proved(cast)
        client = cast.client("member")
        sent = {"text": "Kurz", "value": "1 009", "unit": "osob", "kind": "actual", "period": "1. pololetí 2025"}
        assert post(client, "claim_new", one.measure, **sent).status_code == 302
        claim = Claim.objects.latest("pk")
        assert (claim.value, str(claim.period_from), str(claim.period_to)) == (1009, "2025-01-01", "2025-06-30")
        assert claim.author == cast.person("member")
        assert ClaimUse.objects.get(claim=claim).measure == one.measure

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({}, "Napište, co se stalo, nebo uveďte číslo."),
            ({"value": "5"}, "U čísla uveďte, co se počítá."),
            ({"text": "Kurz", "period": "loni nebo předloni"}, "nelze přečíst"),
            ({"text": "Kurz", "period": "2026–2024"}, "končí dřív, než začíná"),
            ({"value": "110", "unit": "osob", "denominator": "100"}, "je větší než celek"),
            ({"value": "110", "unit": "%", "label": "splnění plánu"}, "je víc než celek"),
            ({"value": "-5", "unit": "osob"}, "menší než nula"),
            ({"value": "asi 300", "unit": "hodin"}, "vyberte „přibližně“"),
            ({"value": "12", "unit": "osob", "share": "110 %"}, "Část celku se píše slovy"),
            ({"text": "Kurz", "period": "2009"}, "před začátkem strategie"),
            ({"text": "Kurz", "period": "2029"}, "z doby po konci strategie"),
            ({"text": "Volejte 602 123 456"}, "vypadá jako osobní údaj"),
            ({"text": "Kurz", "share": "Program"}, "Část celku patří k číslu"),
        ],
    )
    def test_what_is_wrong_or_doubtful_is_said(self, cast: Cast, sent: dict[str, str], said: str) -> None:
        one = proved(cast)
        before = Claim.objects.count()
        response = post(cast.client("member"), "claim_new", one.measure, kind="actual", **sent)
        assert response.status_code == 422
        assert said in text_of(response)
        assert Claim.objects.count() == before
        for typed in sent.values():
            assert typed in response.content.decode()

    def test_everything_is_asked_at_once(self, cast: Cast) -> None:
        sent = {"text": "Volejte 602 123 456", "period": "2009", "kind": "actual"}
        one = proved(cast)
        page = text_of(post(cast.client("member"), "claim_new", one.measure, **sent))
        assert "602 123 456</b>" in page and "Ano, údaj je takto správně" in page
        sent |= {"confirmed": "on", "personal_data_confirmed": "on"}
        assert post(cast.client("member"), "claim_new", one.measure, **sent).status_code == 302

    def test_what_is_confirmed_is_saved(self, cast: Cast) -> None:
        one = proved(cast)
        sent = {"value": "110", "unit": "osob", "denominator": "100", "kind": "actual", "confirmed": "on"}
        assert post(cast.client("member"), "claim_new", one.measure, **sent).status_code == 302
        claim = Claim.objects.latest("pk")
        page = text_of(cast.client("member").get(reverse("strategy:claim", args=[claim.uid])))
        assert "je větší než celek" in page and "110 %" in page.replace("\xa0", " ")

    def test_a_correction_keeps_what_was_said(self, cast: Cast) -> None:
        one = proved(cast)
        client = cast.client("member")
        sent = {"value": "4", "unit": "místností", "label": "síť", "kind": "actual", "period": "2025"}
        response = post(client, "claim_correct", one.claim, **sent)
        newer = Claim.objects.get(supersedes=one.claim)
        assert response.url == reverse("strategy:claim", args=[newer.uid])
        page = text_of(client.get(response.url))
        assert "4 místností" in page and "3 místností" in page
        assert ListRow.objects.filter(claim=newer).count() == 3
        assert "Toto znění už neplatí" in text_of(client.get(reverse("strategy:claim", args=[one.claim.uid])))
        assert Conflict.objects.get().one == newer

    def test_the_list_behind_a_number(self, cast: Cast) -> None:
        one = proved(cast)
        client = cast.client("member")
        lines = "Kadaň; Zkušebnice; Policie; 2\nMost\t\tměsto\t1\nDěčín;;;;plán"
        assert post(client, "claim_rows", one.claim, rows=lines).status_code == 302
        rows = list(ListRow.objects.filter(claim=one.claim).values_list("label", "value", "is_planned"))
        assert rows == [("Kadaň", 2, False), ("Most", 1, False), ("Děčín", None, True)]
        assert "Seznam odpovídá číslu" in text_of(client.get(reverse("strategy:claim", args=[one.claim.uid])))
        filtered = text_of(client.get(reverse("strategy:claim", args=[one.claim.uid]), {"kdo": "město"}))
        assert "Most" in filtered and "Kadaň" not in filtered
        assert post(client, "claim_rows", one.claim, rows="Podchod\t1 200\nNádraží; 2").status_code == 302
        assert list(ListRow.objects.filter(claim=one.claim).values_list("value", flat=True)) == [1200, 2]
        bad = post(client, "claim_rows", one.claim, rows="; Most\nKadaň; Nikdeves\nX;;;mnoho")
        assert bad.status_code == 422
        said = text_of(bad)
        assert "Řádek 1: chybí název." in said and "Řádek 2:" in said and "Řádek 3:" in said

    def test_used_elsewhere_and_left(self, cast: Cast) -> None:
        one = proved(cast)
        client = cast.client("member")
        place = {"place": f"akce.{one.undertaking.uid}"}
        assert post(client, "claim_use", one.claim, **place).status_code == 302
        assert "už použitý" in text_of(post(client, "claim_use", one.claim, **place))
        for use in ClaimUse.objects.filter(claim=one.claim):
            assert post(client, "claim_leave", use).status_code == 302
        assert Claim.objects.filter(pk=one.claim.pk).exists()
        idle = client.get(reverse("strategy:claims", args=[one.strategy.uid]), {"druh": "nepouzite"})
        assert "1 doklad" in text_of(idle)

    def test_undertakings_and_indicators(self, cast: Cast) -> None:
        one = proved(cast)
        client = cast.client("chair")
        sent = {"kind": "handout", "title": "Skříňky", "period": "2026", "measures": [one.measure.uid]}
        assert post(client, "undertaking_new", one.strategy, **sent).status_code == 302
        made = Undertaking.objects.latest("pk")
        assert list(made.measures.all()) == [one.measure]
        assert post(client, "undertaking_edit", made, **sent | {"title": "Zamykací skříňky"}).status_code == 302
        assert post(client, "undertaking_remove", made).status_code == 302
        assert not Undertaking.objects.filter(pk=made.pk).exists()
        post(client, "undertaking_remove", one.undertaking)
        assert Undertaking.objects.filter(pk=one.undertaking.pk).exists()
        counted = {"title": "Žádosti", "unit": "projektů", "counting": "sum"}
        assert post(client, "indicator_new", one.measure, **counted).status_code == 302
        indicator = Indicator.objects.latest("pk")
        undated = post(client, "indicator_claim", indicator, value="5", kind="actual")
        assert "uveďte, za které období" in text_of(undated)
        sent = {"value": "5", "kind": "actual", "period": "2025"}
        assert post(client, "indicator_claim", indicator, **sent).status_code == 302
        assert "V jednotce" in text_of(post(client, "indicator_edit", indicator, **counted | {"unit": "obcí"}))
        post(client, "indicator_remove", indicator)
        assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_a_form_sent_twice_states_a_claim_once(cast: Cast) -> None:
    one = proved(cast)
    client, before = cast.client("member"), Claim.objects.count()
    sent = {"value": "12", "unit": "osob", "label": "proškolení", "kind": "actual", "period": "2025", "text": " Kurz "}
    url = reverse("strategy:claim_new", args=[one.measure.uid])
    assert "Údaj je zapsaný" in text_of(client.post(url, sent, follow=True)).replace("\xa0", " ")
    assert "podruhé se nepřidal" in text_of(client.post(url, sent, follow=True)).replace("\xa0", " ")
    assert Claim.objects.count() == before + 1
    for other in (sent | {"value": "13"}, sent | {"share": "ženy"}, sent | {"source_label": "Zpráva"}):
        client.post(url, other)
    cast.client("chair").post(url, sent)  # another person's word is another claim
    client.post(reverse("strategy:claim_new", args=[kit.measures(one.strategy)[1].uid]), sent)
    assert Claim.objects.count() == before + 6


def paper(text: str = "Zpráva o činnosti") -> SimpleUploadedFile:
    return SimpleUploadedFile("zprava.txt", text.encode(), content_type="text/plain")


def test_the_file_in_which_a_number_stands_comes_with_it(cast: Cast) -> None:
    one = proved(cast)
    client, url = cast.client("member"), reverse("strategy:claim_new", args=[one.measure.uid])
    sent = {"value": "12", "unit": "osob", "label": "proškolení", "kind": "actual", "source_page": "7"}
    wrong = SimpleUploadedFile("zprava.pdf", b"MZ nothing of a paper", content_type="application/pdf")
    refused = client.post(url, sent | {"upload": wrong})
    assert refused.status_code == 422 and 'value="proškolení"' in refused.content.decode()
    assert "Soubor vyberte znovu" in text_of(refused) and not Attachment.objects.exists()
    for _time in range(2):
        assert client.post(url, sent | {"upload": paper()}).status_code == 302
    use = ClaimUse.objects.latest("pk")
    assert ClaimUse.objects.filter(document__isnull=False).count() == Attachment.objects.count() == 1
    assert (use.claim.source_kind, use.claim.source_uid) == ("documents.attachment", use.document.uid)
    page = text_of(client.get(reverse("strategy:claim", args=[use.claim.uid])))
    assert reverse("documents:download", args=[use.document.uid]) in page and "s. 7" in page
    both = client.post(url, sent | {"value": "13", "upload": paper("jiná"), "document": use.document.pk})
    assert both.status_code == 422 and "nebo přiložte nový" in text_of(both).replace("\xa0", " ")
    corrected = post(client, "claim_correct", use.claim, **sent | {"value": "14", "upload": paper("opravená")})
    assert corrected.status_code == 302
    use.refresh_from_db()
    assert (use.claim.value, use.document) == (14, Attachment.objects.latest("pk"))


def test_partners_and_money_of_what_was_done(cast: Cast) -> None:
    one = proved(cast)
    codes, _made = CodeList.objects.get_or_create(key="financing", defaults={"name": "Financování"})
    edition = Edition.objects.create(code_list=codes, label="zkušební", valid_from=date(2000, 1, 1))
    money = Term.objects.create(edition=edition, key="dotace", label_cs="Dotace kraje")
    client, names = cast.client("chair"), f"{cast.police.name}\n{cast.ngo.name}"
    sent = {"kind": "event", "title": "Beseda", "partners": names, "funding": [money.pk]}
    assert post(client, "undertaking_new", one.strategy, **sent).status_code == 302
    made = Undertaking.objects.latest("pk")
    assert set(made.partners.all()) == {cast.police, cast.ngo} and list(made.funding.all()) == [money]
    page = text_of(client.get(reverse("strategy:undertaking", args=[made.uid])))
    assert money.label_cs in page and "Most k lidem, Policie Zkušebnice" in page.replace("\xa0", " ")
    Organisation.objects.filter(pk=cast.police.pk).update(is_active=False)
    kept = client.get(reverse("strategy:undertaking_edit", args=[made.uid])).content.decode()
    assert cast.police.name in kept and "checked" in kept
    assert post(client, "undertaking_edit", made, **sent | {"title": "Beseda druhá"}).status_code == 302
    refused = post(client, "undertaking_new", one.strategy, **sent)
    assert refused.status_code == 422 and "Už nepůsobí" in text_of(refused).replace("\xa0", " ")
    assert post(client, "undertaking_edit", made, kind="event", title="Beseda").status_code == 302
    assert not made.partners.exists() and not made.funding.exists()


def test_what_stands_at_the_same_place_is_offered_first_as_contradicting(cast: Cast) -> None:
    one = proved(cast)
    state(one.strategy, measure=one.measure, text="Síť má čtyři místnosti.")
    page = text_of(cast.client("chair").get(reverse("strategy:conflict_new", args=[one.claim.uid])))
    assert page.index("Na stejném místě") < page.index("čtyři místnosti") < page.index("Jinde ve strategii")
    assert "Asistenti: Asistenti:" not in page


def test_shares_of_different_totals_are_not_compared(cast: Cast) -> None:
    one = proved(cast)
    state(one.strategy, measure=one.measure, value=40, unit="osob", label="podpoření", denominator=120)
    url = reverse("strategy:measure", args=[one.measure.uid])
    assert "nelze srovnávat" not in text_of(cast.client("member").get(url))
    state(one.strategy, measure=one.measure, value=15, unit="osob", label="zaměstnaní", denominator=30)
    page = text_of(cast.client("member").get(url)).replace("\xa0", " ")
    assert "33 %" in page and "50 %" in page and "nelze srovnávat" in page


def test_taken_over_from_a_report(cast: Cast) -> None:
    one = proved(cast)
    report = reports.report(cast, reports.call(cast), reports.CLIENTS, reports.PLACED)
    client = cast.client("reviewer")
    url = reverse("strategy:take_over", args=[one.measure.uid])
    assert "aktivních klientů" in text_of(client.get(url, {"q": "klientu", "kdo": "most"}))
    assert "není" in text_of(client.get(url, {"rok": "1999"}))
    picked = Claim.objects.get(label="aktivních klientů")
    assert client.post(url, {"udaj": picked.uid}).status_code == 302
    use = ClaimUse.objects.get(taken_from=picked)
    assert (use.claim.circle, use.claim.source_uid, use.claim.author) == (
        one.strategy.circle, report.uid, cast.person("member")
    )
    page = text_of(client.get(reverse("strategy:claim", args=[use.claim.uid])))
    assert reverse("reports:report", args=[report.uid]) in page
    assert "aktivních klientů" not in text_of(client.get(url))
    assert client.post(url, {"udaj": one.claim.uid + "x"}).status_code == 404


def test_a_reader_of_the_strategy_alone_learns_what_the_claim_says(cast: Cast) -> None:
    one = proved(cast)
    report = reports.report(cast, reports.call(cast), reports.CLIENTS)
    picked = Claim.objects.get(label="aktivních klientů")
    cast.client("chair").post(reverse("strategy:take_over", args=[one.measure.uid]), {"udaj": picked.uid})
    mandate = cast.mandates["reviewer"]
    type(mandate.seat).objects.filter(pk=mandate.seat.pk).update(
        valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 1)
    )
    claim = ClaimUse.objects.get(taken_from=picked).claim
    page = text_of(cast.client("reviewer").get(reverse("strategy:claim", args=[claim.uid])))
    assert report.uid not in page
    assert "zpráva: Most k lidem" in page


def test_owed_evidence(cast: Cast) -> None:
    one = proved(cast)
    client = cast.client("member")
    url = reverse("strategy:owing", args=[one.strategy.uid])
    state(one.strategy, measure=one.measure, text="Kurz", **year(2022))
    page = text_of(client.get(url, {"rok": "2022"}))
    assert "1 opatření bez dokladu za rok 2022" in page
    assert cast.ngo.name in page
    state(one.strategy, measure=one.measure, value=7, unit="svítidel", label="svítidla", kind="plan", **year(2022))
    listed = reverse("strategy:claims", args=[one.strategy.uid])
    assert "7 svítidel" in text_of(client.get(listed, {"q": "SVITIDLY", "rok": "2022"}))
    assert "7 svítidel" not in text_of(client.get(listed, {"q": "svítilna"}))
    empty = client.get(reverse("strategy:owing", args=[kit.planted(cast, shape=()).uid]))
    assert "má doklad každé opatření" not in text_of(empty)
