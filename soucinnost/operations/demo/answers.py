"""What the invited of the demonstration answered."""

from soucinnost.meetings.actions.invitation import note_invited
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.models import Meeting
from soucinnost.operations.demo.stage import Stage


def answers(stage: Stage, meeting: Meeting) -> None:
    """The recorder sends the invitation from her own mailbox; some answer, some by mail to her, some not at all."""
    recorder = stage.actor("doubravova")
    note_invited(by=recorder, meeting=meeting)
    for who in ("doubravova", "horinkova"):
        reply(by=stage.actor(who), meeting=meeting, answer="coming")
    reply(
        by=stage.actor("toman"), meeting=meeting, answer="deputy", deputy_name="Bc. Marta Jelínková, městská policie",
        note="Mám ten den službu.",
    )
    reply(
        by=recorder, meeting=meeting, person=stage.people["simunek"], answer="not",
        note="Školení, zprávu pošle předem.",
    )
