"""Lead organisations, logos, the audit for a chair, terms, the second factor."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from soucinnost.access import actions
from soucinnost.access.actions.controllers import redraw
from soucinnost.access.closed import circle_models
from soucinnost.access.models import CircleScoped, CircleScopedQuerySet, Controller
from soucinnost.access.verbs import name_verbs, verb_label
from soucinnost.accounts.models import User
from soucinnost.assignments.models import Assignment
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry
from soucinnost.meetings.models import Answer, Remark
from soucinnost.notices.actions import queue
from soucinnost.notices.models import Message
from soucinnost.retention.models import Rule
from tests import factories
from tests.assignments.kit import closed_task
from tests.cast import Cast


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (0, 96, 107)).save(stream, format=form, **options)
    return stream.getvalue()


def controller_of(cast: Cast) -> Controller:
    return Controller.objects.get(organisation=cast.town)


def test_who_sets_a_lead_organisation(cast: Cast) -> None:
    controller = controller_of(cast)
    for role in ("chair", "coordinator", "solo", "outsider", "public"):
        with pytest.raises(PermissionDenied):
            actions.change_controller(by=cast.actor(role), controller=controller, heading="x")
        with pytest.raises(PermissionDenied):
            actions.set_logo(by=cast.actor(role), controller=controller, upload=None)
    for role in ("manager", "administrator"):
        actions.change_controller(by=cast.actor(role), controller=controller, heading=f"Od: {role}")
        controller.refresh_from_db()
        assert controller.heading == f"Od: {role}"
    with pytest.raises(TypeError):
        actions.change_controller(by=cast.actor("manager"), controller=controller, organisation=cast.police)


def test_a_change_of_a_lead_organisation_is_noted(cast: Cast) -> None:
    controller = controller_of(cast)
    assert actions.change_controller(by=cast.actor("manager"), controller=controller, colour="#AbCdEf") is controller
    actions.set_logo(by=cast.actor("manager"), controller=controller, upload=io.BytesIO(picture()))
    actions.set_logo(by=cast.actor("manager"), controller=controller, upload=None)
    assert list(Entry.objects.filter(object_uid=cast.town.uid).values_list("verb", flat=True)) == [
        "controller.changed", "controller.logo_set", "controller.logo_removed",
    ]


def test_a_logo_of_exactly_two_megabytes_is_read() -> None:
    source = picture()
    assert redraw(io.BytesIO(source + b"x" * (2 * 1024 * 1024 - len(source))))
    with pytest.raises(ValidationError, match="větší"):
        redraw(io.BytesIO(source + b"x" * (2 * 1024 * 1024 - len(source) + 1)))


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#1234567", "#00606g", "#00606b;}"])
def test_colours_that_are_none(cast: Cast, colour: str) -> None:
    with pytest.raises(ValidationError) as caught:
        actions.change_controller(by=cast.actor("manager"), controller=controller_of(cast), colour=colour)
    assert list(caught.value.message_dict) == ["colour"]


def test_page_of_a_lead_organisation(cast: Cast) -> None:
    browser, address = cast.client("manager"), reverse("access:controller", args=[cast.town.uid])
    sent = {
        "heading": "Město Zkušebnice\nodbor prevence", "colour": "#7a1f3d", "requires_mfa": "on",
        "hosting_agreement": "č. 12/2018", "dpo_contact": "poverenec@zkusebnice.test",
    }
    assert browser.post(address, sent).status_code == 302
    controller = controller_of(cast)
    assert (controller.colour, controller.requires_mfa, controller.members_may_export) == ("#7a1f3d", True, False)
    browser = cast.client("administrator")
    bad = browser.post(address, {**sent, "colour": "zelená"})
    assert bad.status_code == 422
    assert "č. 12/2018" in bad.content.decode()
    same = Entry.objects.filter(verb="controller.changed").count()
    assert browser.post(address, {**sent}).status_code == 302
    assert Entry.objects.filter(verb="controller.changed").count() == same + 1
    assert cast.client("solo").post(address, sent).status_code == 404


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_logo_is_drawn_anew(form: str) -> None:
    clean = redraw(io.BytesIO(picture(form, (1600, 400))))
    drawn = Image.open(io.BytesIO(clean))
    assert (drawn.format, drawn.size) == ("PNG", (800, 200))


def test_what_hides_in_a_logo_is_left_behind() -> None:
    info = PngInfo()
    info.add_text("Comment", "KANAREK-V-POZNAMCE")
    source = picture(pnginfo=info) + b"<script>KANAREK-ZA-KONCEM</script>"
    assert b"KANAREK" in source
    assert b"KANAREK" not in redraw(io.BytesIO(source))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture("GIF"), picture()[:60],
        b"x" * (2 * 1024 * 1024 + 1),
    ],
    ids=["empty", "text", "svg", "gif", "torn", "large"],
)
def test_what_is_no_logo(content: bytes) -> None:
    with pytest.raises(ValidationError) as caught:
        redraw(io.BytesIO(content))
    assert list(caught.value.message_dict) == ["logo"]


@pytest.mark.parametrize(("size", "why"), [
    ((5001, 5000), "příliš mnoho bodů"), ((10000, 9000), "příliš mnoho bodů"), ((20000, 20000), "přečíst"),
])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_of_pixels(size: tuple[int, int], why: str) -> None:
    stream = io.BytesIO()
    Image.new("1", size).save(stream, format="PNG")
    with pytest.raises(ValidationError, match=why.replace(" ", r"\s")) as caught:
        redraw(io.BytesIO(stream.getvalue()))
    assert list(caught.value.message_dict) == ["logo"]


def test_a_logo_of_exactly_as_many_points_as_may_be() -> None:
    stream = io.BytesIO()
    Image.new("1", (5000, 5000)).save(stream, format="PNG")
    stream.seek(0)
    assert Image.open(io.BytesIO(redraw(stream))).size == (400, 400)


def test_what_is_transparent_stays_so() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 96, 107, 0)).save(stream, format="PNG")
    stream.seek(0)
    drawn = Image.open(io.BytesIO(redraw(stream)))
    assert (drawn.mode, drawn.getpixel((5, 5))) == ("RGBA", (0, 96, 107, 0))


def test_logo_on_the_page(cast: Cast) -> None:
    browser = cast.client("manager")
    address = reverse("access:logo", args=[cast.town.uid])
    assert browser.get(address).status_code == 404
    assert browser.get(reverse("access:logo", args=["neznamo"])).status_code == 404
    upload = reverse("access:set_logo", args=[cast.town.uid])
    assert browser.post(upload).status_code == 422
    assert browser.post(upload, {"logo": SimpleUploadedFile("l.png", b"nic")}).status_code == 422
    assert browser.post(upload, {"logo": SimpleUploadedFile("l.png", picture())}).status_code == 302
    shown = cast.client("outsider").get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert Client().get(address).status_code == 302
    assert browser.get(reverse("access:controller", args=[cast.town.uid])).status_code == 200
    assert browser.post(reverse("access:remove_logo", args=[cast.town.uid])).status_code == 302
    assert browser.get(address).status_code == 404


def test_controllers_by_who_sets_them(cast: Cast) -> None:
    seen = {
        role: {one.organisation.name for one in Controller.objects.visible_to(cast.actor(role))}
        for role in (*cast.people, "public")
    }
    everything = {"Zkušebnice", "Jinov", "Samotín"}
    expected = {role: set() for role in seen} | {
        "administrator": everything, "manager": {"Zkušebnice"}, "solo": {"Samotín"},
    }
    assert seen == expected
    assert Controller.objects.visible_to(factories.SYSTEM).count() == 3


def test_chair_sees_what_happened_in_own_circle_only(cast: Cast) -> None:
    mine, other = cast.group.circle.uid, cast.other_group.circle.uid
    record(by=cast.actor("member"), verb="task.done", object_uid="moje", circle=mine)
    record(by=cast.actor("outsider"), verb="task.done", object_uid="cizi", circle=other)
    record(by=factories.SYSTEM, verb="task.done", object_uid="nici")
    page = cast.client("chair").get(reverse("access:circle_audit", args=[mine]))
    shown = {row["entry"].circle for row in page.context["rows"]}
    assert shown == {mine}
    text = page.content.decode()
    assert "Dana Členová" in text
    assert "cizi" not in text
    everything = cast.client("administrator").get(reverse("access:audit"), {"zaznam": "cizi"})
    assert [row["entry"].object_uid for row in everything.context["rows"]] == ["cizi"]


def test_chair_learns_nothing_of_what_is_closed_to_the_chair(cast: Cast) -> None:
    """Neither by its rows, nor by asking for its identifier, nor by the mail about it, nor by counts."""
    mine = cast.group.circle.uid
    address = reverse("access:circle_audit", args=[mine])
    seen = closed_task(cast, "member", "member", "chair")
    hidden = closed_task(cast, "member", "member", "reviewer")
    queue(
        by=factories.SYSTEM, person=cast.person("member"), kind="task", subject="S", body="B",
        circle=cast.group.circle, private=True,
    )
    record(by=cast.actor("member"), verb="assignment.listed", ids=[seen.uid, hidden.uid], circle=mine)
    rows = cast.client("chair").get(address).context["rows"]
    told = {row["entry"].object_uid for row in rows}
    assert seen.uid in told
    assert hidden.uid not in told
    assert [row["count"] for row in rows if row["entry"].verb == "assignment.listed"] == [1]
    assert told.isdisjoint(Message.objects.filter(is_private=True).values_list("uid", flat=True))
    assert cast.client("chair").get(address, {"zaznam": hidden.uid}).context["rows"] == []
    post = cast.client("chair").get(reverse("notices:queue")).content.decode()
    assert cast.person("member").surname not in post
    whole = cast.client("administrator").get(reverse("access:audit"), {"zaznam": hidden.uid})
    assert [row["entry"].object_uid for row in whole.context["rows"]].count(hidden.uid) > 0


def test_every_record_of_a_circle_is_asked_whether_it_is_closed() -> None:
    """A model that can be closed is found by its way to the circle."""
    asked = {model for model, _path in circle_models()}
    assert {model for model in apps.get_models() if issubclass(model, CircleScoped)} <= asked
    assert {Message, Remark, Answer} <= asked


def test_verbs_have_names() -> None:
    assert verb_label("grant.given") == "přidělení role"
    assert verb_label("assignment.handed_on") == "úkol: předání"
    assert verb_label("unknown.verb") == "unknown.verb"
    assert verb_label("assignment.unknown") == "assignment.unknown"
    name_verbs({"test.named": "pojmenované"})
    assert verb_label("test.named") == "pojmenované"


def test_terms_of_retention(cast: Cast) -> None:
    browser = cast.client("administrator")
    address = reverse("access:retention_rule", args=["notices.message"])
    assert browser.get(reverse("access:retention_rule", args=["neznamy"])).status_code == 404
    bad = [
        {"months": "0", "afterwards": "erase", "basis": "Spisový řád"},
        {"months": "rok", "afterwards": "erase", "basis": "Spisový řád"},
        {"months": "5", "afterwards": "burn", "basis": "Spisový řád"},
        {"months": "5", "afterwards": "erase", "basis": ""},
    ]
    for sent in bad:
        assert browser.post(address, sent).status_code == 422, sent
    assert not Rule.objects.exists()
    done = browser.post(address, {"months": "6", "afterwards": "anonymise", "basis": "Spisový řád, bod 4"})
    assert done.status_code == 302
    rule = Rule.objects.get()
    assert (rule.kind, rule.months, rule.afterwards, rule.basis) == (
        "notices.message", 6, "anonymise", "Spisový řád, bod 4",
    )
    assert "Spisový řád, bod 4" in browser.get(reverse("access:retention")).content.decode()
    assert cast.client("manager").post(address, {}).status_code == 404


class TestSecondFactor:
    """Where it is required, nothing else opens without it."""

    LED = "/sprava/druhy-faktor/"

    @pytest.fixture(autouse=True)
    def strict(self, cast: Cast) -> None:
        Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)

    def test_led_to_set_it_up(self, cast: Cast) -> None:
        browser = cast.client("member")
        for address in ("/skupiny/", "/stul/", "/hledat/?q=a", f"/skupiny/{cast.group.uid}/"):
            answer = browser.get(address)
            assert (answer.status_code, answer["Location"]) == (302, self.LED), address
        assert browser.post("/skupiny/nova/", {}).status_code == 403
        page = browser.get(self.LED)
        assert page.status_code == 200
        assert reverse("mfa_activate_totp") in page.content.decode()
        for name in ("accounts:profile", "ui:about"):
            assert browser.get(reverse(name)).status_code == 200, name
        assert browser.post(reverse("account_logout")).status_code == 302

    def test_setting_up_works(self, cast: Cast) -> None:
        browser = Client()
        user = cast.person("member").user
        browser.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
        assert browser.get(reverse("mfa_activate_totp")).status_code == 200
        assert browser.get(reverse("mfa_index")).status_code == 200

    @pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
    def test_a_code_or_a_passkey_opens(self, cast: Cast, kind: str) -> None:
        browser = cast.client("member")
        Authenticator.objects.create(user=cast.person("member").user, type=kind, data={"secret": ""})
        assert browser.get("/skupiny/").status_code == 200
        assert browser.get(self.LED).status_code == 302

    def test_recovery_codes_alone_do_not(self, cast: Cast) -> None:
        Authenticator.objects.create(
            user=cast.person("member").user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": ""}
        )
        assert cast.client("member").get("/skupiny/")["Location"] == self.LED

    def test_others_are_not_asked(self, cast: Cast) -> None:
        for role in ("outsider", "solo", "coordinator", "former"):
            assert cast.client(role).get(self.LED).status_code == 302
            assert cast.client(role).get(reverse("accounts:profile")).status_code == 200

    def test_an_administrator_always(self, cast: Cast) -> None:
        Controller.objects.update(requires_mfa=False)
        Authenticator.objects.all().delete()
        assert cast.client("administrator").get("/sprava/")["Location"] == self.LED

    def test_demo_accounts_are_spared_on_loopback_only(self, cast: Cast, settings: object) -> None:
        User.objects.filter(pk=cast.person("member").user_id).update(is_demo=True)
        browser = cast.client("member")
        here = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
        assert browser.get("/skupiny/", **here).status_code == 200
        settings.PRODUCTION = True  # type: ignore[attr-defined]
        assert browser.get("/skupiny/", **here).status_code == 302


def test_a_term_that_the_action_refuses_is_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_given: object) -> None:
        raise ValidationError({"months": "Takhle ne.", "kind": "Neznámý druh."})

    monkeypatch.setattr("soucinnost.access.views.retention.set_rule", refuse)
    answer = cast.client("administrator").post(
        reverse("access:retention_rule", args=["notices.message"]),
        {"months": "5", "afterwards": "erase", "basis": "Spisový řád"},
    )
    assert answer.status_code == 422
    assert all(text in answer.content.decode() for text in ("Takhle ne.", "Neznámý druh."))


def test_frame_names_the_town_only_when_it_is_one(cast: Cast) -> None:
    def town(role: str) -> str:
        return cast.client(role).get(reverse("accounts:profile")).context["frame"].town

    assert {role: town(role) for role in ("chair", "manager", "outsider", "administrator")} == {
        "chair": "Zkušebnice", "manager": "Zkušebnice", "outsider": "Jinov", "administrator": "",
    }
    factories.mandate(cast.other_group, cast.person("chair"))
    assert town("chair") == ""
    factories.grant(cast.person("chair"), "manager", organisation=cast.town)
    assert town("chair") == "Zkušebnice"
    factories.grant(cast.person("chair"), "manager", organisation=cast.other_town)
    assert town("chair") == ""
    sheet = cast.client("manager").get(reverse("ui:colours", args=[cast.town.uid]))
    assert sheet.status_code == 200
    assert cast.client("manager").get(reverse("ui:colours", args=["neznamo"])).status_code == 404


def test_records_name_themselves(cast: Cast) -> None:
    entry = actions.break_glass(
        by=cast.actor("administrator"), circle=cast.group.circle, person=cast.person("administrator"),
        reason="Důvod k mimořádnému vstupu",
    )
    grant = cast.person("manager").grants.get()
    assert str(entry) == entry.uid
    assert str(entry.seat) == f"Ivan Správcový / {cast.group.circle.uid}"
    assert str(grant) == "Gita Manažerová manager"
    assert str(cast.group.circle.controller) == "Zkušebnice"
    assert CircleScopedQuerySet(Assignment).visible_to(factories.SYSTEM).count() == 0
