"""What support calls its verbs, messages and shapes of states."""

from django.utils.translation import gettext_lazy as _

from soucinnost.support.enums import CircularState, DeliveryState, NeedState

CIRCULAR_KIND = "circular"

KINDS = {CIRCULAR_KIND: _("oběžník")}

VERBS = {
    "support.viewed": _("zobrazení metodické podpory"),
    "consultation.listed": _("zobrazení konzultací"),
    "consultation.viewed": _("zobrazení konzultace"),
    "consultation.written": _("zapsání konzultace"),
    "consultation.changed": _("změna konzultace"),
    "consultation.followed_up": _("vyřízení dalšího kroku konzultace"),
    "consultation.removed": _("odebrání konzultace"),
    "consultation.erased": _("vymazání konzultací"),
    "circular.listed": _("zobrazení oběžníků"),
    "circular.viewed": _("zobrazení oběžníku odesílatelem"),
    "circular.read": _("otevření oběžníku příjemcem"),
    "circular.recipients_viewed": _("zobrazení příjemců oběžníku"),
    "circular.written": _("napsání oběžníku"),
    "circular.changed": _("změna oběžníku"),
    "circular.recipients_chosen": _("výběr příjemců oběžníku"),
    "circular.file_added": _("přiložení souboru k oběžníku"),
    "circular.file_removed": _("odebrání souboru z oběžníku"),
    "circular.released": _("rozeslání oběžníku"),
    "circular.batch_sent": _("předání části oběžníku poště"),
    "circular.confirmed": _("potvrzení oběžníku"),
    "circular.confirmation_noted": _("zápis potvrzení oběžníku"),
    "circular.removed": _("odebrání rozepsaného oběžníku"),
    "circular.erased": _("vymazání oběžníků"),
    "circular.exported": _("stažení příjemců oběžníku"),
    "handover.listed": _("zobrazení předaných materiálů"),
    "handover.viewed": _("zobrazení předaného materiálu"),
    "handover.written": _("zapsání předaného materiálu"),
    "handover.changed": _("změna předaného materiálu"),
    "handover.removed": _("odebrání předaného materiálu"),
    "handover.erased": _("vymazání předaných materiálů"),
    "need.listed": _("zobrazení potřeb vzdělávání"),
    "need.viewed": _("zobrazení potřeby vzdělávání"),
    "need.written": _("zapsání potřeby vzdělávání"),
    "need.changed": _("změna potřeby vzdělávání"),
    "need.removed": _("odebrání potřeby vzdělávání"),
    "need.erased": _("vymazání potřeb vzdělávání"),
    "need.exported": _("stažení potřeb vzdělávání"),
}

CIRCULAR_SHAPES = {CircularState.DRAFT: "wait", CircularState.SENDING: "run", CircularState.SENT: "ok"}
NEED_SHAPES = {
    NeedState.COLLECTED: "wait", NeedState.PLANNED: "run", NeedState.MET: "ok", NeedState.DROPPED: "no",
}
DELIVERY_SHAPES = {
    DeliveryState.WAITING: "wait", DeliveryState.QUEUED: "run", DeliveryState.SAME_PERSON: "move",
    DeliveryState.NO_ADDRESS: "late", DeliveryState.NO_CONTACT: "late", DeliveryState.LEFT: "no",
}
