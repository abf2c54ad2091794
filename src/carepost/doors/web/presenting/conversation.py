"""A conversation as its page shows it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from carepost.actions.conversations.contents import Contents
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.absences import absence_of, words_of
from carepost.doors.web.presenters.conversation import ActionBar, AssignForm, ConversationView, NoteForm
from carepost.doors.web.presenters.parts import FieldError, Link, PostAction
from carepost.ground.kernel import Actor, clock, new_id

from .people import banner_of, takers
from .rows import tags_of, with_whom
from .timeline import timeline

State = Conversation.State


def view_of(
    contents: Contents, actor: Actor, practice_name: str, back: Link | None, note: NoteForm | None = None
) -> ConversationView:
    one = contents.conversation
    return ConversationView(
        id=str(one.id),
        url=reverse("conversation", args=[one.id]),
        title=one.correspondent or one.subject or "Conversation",
        practice_name=practice_name,
        patient=banner_of(one.patient) if one.patient else None,
        tags=tags_of(one),
        facts=_facts(one, actor),
        timeline=timeline(contents),
        actions=_actions(contents, actor, note),
        back=back,
        who_did_what_url=reverse("conversation-record", args=[one.id]),
        print_url=reverse("conversation-print", args=[one.id]),
    )


def note_form(one: Conversation, text: str = "", key: str = "", error: str = "") -> NoteForm:
    return NoteForm(
        url=reverse("note", args=[one.id]),
        key=key or str(new_id()),
        text=text,
        errors=(FieldError(field="text", text=error),) if error else (),
    )


def _facts(one: Conversation, actor: Actor) -> tuple[str, ...]:
    replies = one.replies_to_team or one.replies_to_member
    return (
        with_whom(one, actor),
        *((f"Answers go to {replies}",) if replies else ()),
        *_away(one),
        *((f"Urgent: {one.urgent_reason}",) if one.urgent_reason else ()),
        f"Reference {one.reference}",
    )


def _away(one: Conversation) -> tuple[str, ...]:
    """Who of those concerned is away, and which team has their answers."""
    concerned = {person for person in (one.assigned_to, one.replies_to_member) if person}
    absences = ((person, absence_of(person, clock.now())) for person in concerned)
    return tuple(
        f"{person.name} is {words_of(absence)}: answers to them go to {absence.team}"
        for person, absence in absences
        if absence
    )


def _actions(contents: Contents, actor: Actor, note: NoteForm | None) -> ActionBar:
    one, many = contents.conversation, len(contents.participants) > 1
    write = bool(contents.messages)
    done = one.state == State.DONE
    return ActionBar(
        reply=Link(label="Reply", url=reverse("reply", args=[one.id])) if write else None,
        reply_all=Link(label="Reply to all", url=reverse("reply", args=[one.id]) + "?all=1")
        if write and many
        else None,
        note=note or note_form(one),
        assign=_assign(one, actor),
        urgent=_urgent(one),
        done=None if done else PostAction(label="Done", url=_as_seen("done", one)),
        reopen=PostAction(label="Reopen", url=reverse("reopen", args=[one.id])) if done else None,
    )


def _as_seen(name: str, one: Conversation) -> str:
    """Where it is done, with what its reader has seen: news since then stops it."""
    return f"{reverse(name, args=[one.id])}?{urlencode({'seen': one.version})}"


def _assign(one: Conversation, actor: Actor) -> AssignForm:
    return AssignForm(
        url=_as_seen("assign", one),
        choices=takers(actor, holder_of(one, actor)),
        current=f"{with_whom(one, actor)} now",
    )


def holder_of(one: Conversation, actor: Actor) -> str:
    """Who has it, as the forms say it: "me", "team:<uuid>", "member:<uuid>", or nobody."""
    if one.assigned_team_id:
        return f"team:{one.assigned_team_id}"
    if one.assigned_to_id:
        return "me" if str(one.assigned_to_id) == actor.id else f"member:{one.assigned_to_id}"
    return ""


def _urgent(one: Conversation) -> PostAction:
    label, value = ("Not urgent", "0") if one.urgent else ("Urgent", "1")
    return PostAction(label=label, url=reverse("urgent", args=[one.id]), fields=(("urgent", value),))
