"""One of everything that an address can name, in every state that changes who may do what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from soucinnost.access.actions import break_glass
from soucinnost.access.models import Controller
from soucinnost.assignments.actions import create_assignment
from soucinnost.ballots.actions import add_paper as add_ballot_paper
from soucinnost.ballots.actions import close_ballot, open_ballot, withdraw_ballot
from soucinnost.ballots.models import Ballot
from soucinnost.groups.actions import raise_topic
from soucinnost.groups.actions.documents import add_document
from soucinnost.intake.actions import take_in
from soucinnost.intake.evaluations.actions import take_in as take_evaluation_in
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.dispatch import note_dispatch
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.actions.signoff import add_remark, send_draft, sign_as_recorder, sign_as_reviewer
from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.notices.actions import start_feed
from soucinnost.notices.models import Message, OneTimeLink
from soucinnost.publishing.actions.preparing import start as start_public_version
from soucinnost.publishing.actions.releasing import publish
from soucinnost.reports.actions import hand_in, open_call, save_draft
from soucinnost.reports.content import Content
from soucinnost.support.actions import add_file, state_need, write_handover
from soucinnost.territory.actions import create_locality
from soucinnost.territory.models import Locality
from soucinnost.webhooks.actions import create_webhook
from tests import factories
from tests.ballots import kit as ballots
from tests.cast import Cast
from tests.matrix.strategy_stage import StrategyStage
from tests.meetings.minutes_kit import line
from tests.publishing import kit as publishing
from tests.support import kit as support_kit

ORGANISATION = ("organisation", "edit_organisation", "organisation_state", "units")
PERSON = ("person", "edit_person", "edit_contacts", "person_state", "new_place")
FILE = ("download", "check", "ask_check", "take_label")
MESSAGE = ("message", "try_again", "mark_returned", "cancel", "draft", "note_outside")
HOOK = ("detail", "pause", "resume", "remove")
"""Addresses of one record, by their names without the app."""

STATES = ("planned", "running", "draft", "remarks", "signing", "final")


def _meeting(cast: Cast, state: str, days: int) -> Meeting:
    chair = cast.actor("chair")
    starts = timezone.now() + timedelta(days=days)
    group = type(cast.group).objects.get(pk=cast.group.pk)
    meeting = create_meeting(
        by=chair, group=group, starts_at=starts, ends_at=starts + timedelta(hours=1), place=Place(text="Radnice")
    )
    if state == "planned":
        return meeting
    start_meeting(by=chair, meeting=meeting)
    line(chair, Meeting.objects.get(pk=meeting.pk), "<p>Řádek</p>")
    if state == "running":
        return meeting
    end_meeting(by=chair, meeting=meeting)
    if state == "remarks":
        send_draft(by=chair, meeting=meeting, until=timezone.localdate() + timedelta(days=3))
    if state in {"signing", "final"}:
        sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    if state == "final":
        version = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
        assert version is not None
        sign_as_reviewer(by=cast.actor("reviewer"), meeting=meeting, read_version=version)
    return Meeting.objects.get(pk=meeting.pk)


def staged_ballots(cast: Cast) -> dict[str, Ballot]:
    """Votes by correspondence in every state; the one that is prepared has a paper."""
    chair = cast.actor("chair")
    made = {state: ballots.prepared(cast) for state in ("prepared", "open", "closed", "withdrawn")}
    for state in ("open", "closed", "withdrawn"):
        open_ballot(by=chair, ballot=made[state])
    add_ballot_paper(by=chair, ballot=made["prepared"], upload=factories.upload())
    ballots.all_for(cast, made["closed"])
    close_ballot(by=chair, ballot=made["closed"])
    withdraw_ballot(by=chair, ballot=made["withdrawn"], reason="Návrh se přepracuje.")
    return {state: Ballot.objects.get(pk=ballot.pk) for state, ballot in made.items()}


class Stage:
    """The records, and the address parameters made of them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.meetings = {state: _meeting(cast, state, 0 if state != "planned" else 20) for state in STATES}
        self._fill_group()
        self._fill_reports()
        self._fill_minutes()
        self._fill_mail()
        self._fill_administration()
        self.ballots = staged_ballots(cast)
        self.support = SupportStage(cast)
        self.strategies = StrategyStage(cast)
        self._fill_public()

    def _fill_group(self) -> None:
        cast, group, chair = self.cast, self.cast.group, self.cast.actor("chair")
        self.item = add_item(by=chair, meeting=self.meetings["planned"], title="Zvláštní bod")
        self.paper = add_paper(by=chair, item=self.item, upload=factories.upload()).attachment
        self.task = create_assignment(
            by=chair, group=group, text="Zjistit stav", owner_person=cast.person("member"), due_kind="none"
        )
        self.topic = raise_topic(by=cast.actor("member"), group=group, title="Osvětlení")
        self.document = add_document(by=chair, group=group, upload=factories.upload(), kind="other", title="Statut")
        self.standing = group.standing_items.order_by("position").first()
        self.mandate = cast.mandates["member"]

    def _fill_reports(self) -> None:
        cast, group, chair = self.cast, self.cast.group, self.cast.actor("chair")
        self.call = open_call(by=chair, group=group, for_day=timezone.localdate() + timedelta(days=40))
        self.report = hand_in(
            by=cast.actor("member"), organisation=cast.ngo, content=Content(text="V terénu je živo."),
            call=open_call(by=chair, group=group, for_day=timezone.localdate() + timedelta(days=30)),
        )
        self.draft = save_draft(
            by=cast.actor("member"), call=self.call, organisation=cast.ngo, typed={"text": "Rozepsáno"}
        )

    def _fill_minutes(self) -> None:
        cast, group, chair = self.cast, self.cast.group, self.cast.actor("chair")
        self.remark = add_remark(by=cast.actor("member"), meeting=self.meetings["remarks"], text="Doplnit")
        self.dispatch = note_dispatch(
            by=chair, meeting=self.meetings["final"], kind="post", sent_on=timezone.localdate(),
            recipient="Městský úřad",
        )
        self.question = line(chair, self.meetings["running"], "<p>Co dál?</p>", kind="question")
        self.intakes = {
            "ready": take_in(by=chair, group=group, data=b"Stary zapis", name="a.txt"),
            "waiting": take_in(by=chair, group=group, data=b"Velky zapis", name="b.txt", at_once=False),
        }
        self.evaluation = take_evaluation_in(
            by=cast.actor("manager"), organisation=cast.town, data="Cíl 1: Klid".encode(), name="v.txt"
        )

    def _fill_mail(self) -> None:
        cast, group = self.cast, self.cast.group
        sent = {"person": cast.person("member"), "address": "x@example.test", "subject": "s", "body": "b"}
        self.message = Message.objects.create(kind="draft", circle=group.circle, **sent)
        Message.objects.create(
            kind="invitation", circle=group.circle, about="konceptyjednani", state=Message.State.HELD, **sent
        )
        self.link = OneTimeLink.objects.create(
            circle=group.circle, person=cast.person("member"), purpose="task", object_uid=self.task.uid,
            token_hash="0" * 64, expires_at=timezone.now() + timedelta(days=5),
        )
        self.feed, _token = start_feed(by=cast.actor("member"), person=cast.person("member"))
        self.hook, _secret = create_webhook(
            by=cast.actor("recorder"), person=cast.person("recorder"), circle=group.circle,
            address="https://program.test/", events=["meeting.created"],
        )

    def _fill_administration(self) -> None:
        cast = self.cast
        self.grant = cast.person("manager").grants.get()
        self.locality: Locality = create_locality(
            by=cast.actor("manager"), name="Zahrádky", municipality=cast.town.area
        )
        self.controller = Controller.objects.get(organisation=cast.town)
        self.place = cast.person("member").affiliations.first()
        self.glass = break_glass(
            by=cast.actor("administrator"), circle=cast.solo_group.circle, person=cast.person("administrator"),
            reason="Zástup za nemocnou zapisovatelku.",
        )

    def _fill_public(self) -> None:
        publishing.opted_in(self.cast)
        chair, final = self.cast.actor("chair"), self.meetings["final"]
        first = publishing.decided(self.cast, start_public_version(by=chair, meeting=final))
        self.public = publish(by=chair, preparation=first)
        publishing.decided(self.cast, start_public_version(by=chair, meeting=final))

    def url(self, name: str) -> str:
        """The address of ``name``, which may carry a state or variant after ``@``."""
        bare, _at, variant = name.partition("@")
        return reverse(bare, kwargs=self._parameters(bare, variant))

    def _parameters(self, name: str, variant: str) -> dict[str, Any]:
        app = name.split(":")[0]
        apps: dict[str, Callable[[str, str], dict[str, Any]]] = {
            "meetings": self._of_meeting, "groups": self._of_group, "intake": self._of_intake,
            "evaluations": self._of_evaluation, "publishing": self._of_public, "portal": self._of_public,
            "ballots": self._of_ballot, "reports": self._of_report, "strategy": self.strategies.parameters,
            "support": self.support.parameters, "access": self._of_access,
        }
        if app in apps:
            return apps[app](name, variant)
        if name in PLAIN:
            return {}
        if app == "overview":
            return {"uid": self.cast.region.uid}
        if name == "notices:drafts":
            return {"about": "konceptyjednani"}
        if app == "assignments":
            return {"uid": self.task.uid}
        uid = self._uids().get(name)
        return {"uid": uid} if uid else {}

    def _uids(self) -> dict[str, str]:
        """Addresses of apps with few records, each with the identifier of its one."""
        member, ngo = self.cast.person("member").uid, self.cast.ngo.uid
        return {
            **dict.fromkeys((f"agencies:{name}" for name in ORGANISATION), ngo),
            **dict.fromkeys((f"agencies:{name}" for name in PERSON), member),
            **dict.fromkeys(("agencies:place", "agencies:add_stand_in"), self.place.uid),
            "territory:area": self.cast.region.uid,
            **dict.fromkeys((f"territory:{name}locality" for name in ("", "edit_", "remove_")), self.locality.uid),
            **dict.fromkeys((f"documents:{name}" for name in FILE), self.paper.uid),
            **dict.fromkeys((f"notices:{name}" for name in MESSAGE), self.message.uid),
            "notices:revoke_link": self.link.uid,
            "calendar:end": self.feed.uid,
            **dict.fromkeys((f"webhooks:{name}" for name in HOOK), self.hook.uid),
        }

    def _of_access(self, name: str, _variant: str) -> dict[str, Any]:
        if name in PLAIN:
            return {}
        if name == "access:retention_rule":
            return {"key": "assignments.assignment"}
        circle, town = self.cast.group.circle.uid, self.cast.town.uid
        own = {
            "end_grant": self.grant.uid, "close_glass": self.glass.uid, "break_glass": circle, "circle_audit": circle,
            **dict.fromkeys(("controller", "set_logo", "remove_logo", "logo"), town),
        }
        return {"uid": own.get(name.removeprefix("access:"), self.cast.person("member").uid)}

    def _of_intake(self, name: str, variant: str) -> dict[str, Any]:
        if name == "intake:groups":
            return {}
        if name == "intake:list":
            return {"group_uid": self.cast.group.uid}
        return {"uid": self.intakes[variant or "ready"].uid}

    def _of_evaluation(self, name: str, _variant: str) -> dict[str, Any]:
        return {} if name == "evaluations:list" else {"uid": self.evaluation.uid}

    def _of_public(self, name: str, variant: str) -> dict[str, Any]:
        if name in {"portal:group", "portal:group_feed"}:
            return {"uid": self.cast.group.uid}
        if name in {"portal:minutes", "portal:pdf", "portal:docx"}:
            return {"uid": self.public.uid}
        state, _dot, fmt = variant.partition(".")
        parameters: dict[str, Any] = {"uid": self.meetings[state].uid} if state else {}
        return {**parameters, "fmt": fmt} if fmt else parameters

    def _of_report(self, name: str, _variant: str) -> dict[str, Any]:
        if name in PLAIN:
            return {}
        if name == "reports:new":
            return {"group_uid": self.cast.group.uid}
        if name in {"reports:report", "reports:correct"}:
            return {"uid": self.report.uid}
        if name == "reports:drop_draft":
            assert self.draft is not None
            return {"uid": self.draft.uid}
        parameters: dict[str, Any] = {"uid": self.call.uid}
        if name in {"reports:write", "reports:nothing_new"}:
            parameters["org_uid"] = self.cast.ngo.uid
        return parameters

    def _of_group(self, name: str, _variant: str) -> dict[str, Any]:
        if name in PLAIN:
            return {}
        if name in {"groups:topic", "groups:topic_settle"}:
            return {"topic_uid": self.topic.uid}
        if name in {"groups:document", "groups:document_remove"}:
            return {"document_uid": self.document.uid}
        parameters: dict[str, Any] = {"uid": self.cast.group.uid}
        if name in {"groups:mandate", "groups:mandate_end", "groups:mandate_withdraw", "groups:mandate_silence"}:
            parameters["mandate_uid"] = self.mandate.uid
        if name in {"groups:item", "groups:item_move", "groups:item_remove"}:
            parameters["item_uid"] = self.standing.uid
        return parameters

    def _of_ballot(self, name: str, variant: str) -> dict[str, Any]:
        if name in {"ballots:list", "ballots:new"}:
            return {"group_uid": self.cast.group.uid}
        state, _dot, fmt = variant.partition(".")
        parameters: dict[str, Any] = {"uid": self.ballots[state].uid}
        if name == "ballots:paper_remove":
            parameters["file_uid"] = self.ballots[state].papers.get().attachment.uid
        if name == "ballots:protocol":
            parameters["fmt"] = fmt
        return parameters

    def _of_meeting(self, name: str, variant: str) -> dict[str, Any]:
        if name in PLAIN:
            return {}
        if name == "meetings:new":
            return {"group_uid": self.cast.group.uid}
        if name == "meetings:paper":
            state, kind, fmt = variant.split(".")
            return {"uid": self.meetings[state].uid, "kind": kind, "fmt": fmt}
        state = variant or "planned"
        parameters: dict[str, Any] = {"uid": self.meetings[state].uid}
        if name in {
            "meetings:item", "meetings:item_shift", "meetings:item_remove", "meetings:item_paper",
            "meetings:item_reports",
        }:
            parameters["item_uid"] = self.item.uid
        if name == "meetings:item_paper_remove":
            parameters["file_uid"] = self.paper.uid
        if name == "meetings:settle":
            parameters["remark_uid"] = self.remark.uid
        if name == "meetings:dispatch_remove":
            parameters["dispatch_uid"] = self.dispatch.uid
        if name == "meetings:answer":
            parameters["entry"] = self.question.uid
        if name == "meetings:task":
            parameters["assignment"] = self.task.uid
        if name == "meetings:version":
            parameters["number"] = 1
        return parameters


class SupportStage:
    """Records of the region's authority, shared with the town; a circular that is written and one that went out."""

    def __init__(self, cast: Cast) -> None:
        by, region = cast.actor("coordinator"), support_kit.authority(cast)
        support_kit.contact(cast.ngo, cast.person("member"))
        self.consultation = support_kit.consultation(cast, follow_up="Zavolat", is_shared=True)
        self.handover = write_handover(
            by=by, keeper=region, title="Leták", handed_on=timezone.localdate(), organisation=cast.town, is_shared=True
        )
        self.need = state_need(by=cast.actor("manager"), keeper=region, organisation=cast.town, training="Exekuce")
        self.draft, self.sent = support_kit.circular(cast), support_kit.circular(cast)
        self.draft_file = add_file(by=by, circular=self.draft, upload=factories.upload())
        self.file = add_file(by=by, circular=self.sent, upload=factories.upload())
        support_kit.sent(cast, self.sent)

    def parameters(self, name: str, variant: str) -> dict[str, Any]:
        """Parameters of the address."""
        bare = name.removeprefix("support:")
        if name in PLAIN or bare.startswith("new_"):
            return {}
        if bare == "download":
            return {"uid": self.file.uid}
        for record in ("consultation", "handover", "need"):
            if bare.endswith(record) or (record == "consultation" and bare == "follow_up"):
                return {"uid": getattr(self, record).uid}
        found = {"uid": (self.sent if variant == "sent" else self.draft).uid}
        if bare == "remove_file":
            found["file_uid"] = self.draft_file.uid
        if bare == "note_confirmation":
            found["copy_uid"] = self.sent.deliveries.get().uid
        return found


PLAIN = {
    "access:administration",
    "access:second_factor",
    "access:people",
    "access:grants",
    "access:controllers",
    "access:glass",
    "access:audit",
    "access:retention",
    "groups:list",
    "groups:new",
    "assignments:list",
    "assignments:export",
    "meetings:list",
    "reports:list",
    "overview:regions",
    "support:home",
    "support:circulars",
    "support:consultations",
    "support:handovers",
    "support:needs",
    "support:export_needs",
}
"""Addresses without parameters in apps whose others have some."""
