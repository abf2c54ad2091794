"""Every kind of thing the ledger knows, and the words for each on screen.

A label completes a sentence that begins with a person's name: "Sam Okafor <label>". A name, once used,
stays for ever, because it stands in signed lines: new kinds are added, old ones never renamed.
"""

from __future__ import annotations

from django.db.models import TextChoices


class Event(TextChoices):
    CONVERSATION_OPENED = "conversation.opened", "opened this conversation"
    CONVERSATION_ASSIGNED = "conversation.assigned", "changed who has this conversation"
    CONVERSATION_REPLIES_TO = (
        "conversation.replies_to",
        "changed who has the answers of this conversation",
    )
    CONVERSATION_NOTED = "conversation.noted", "added a note"
    CONVERSATION_DONE = "conversation.done", "marked this conversation as done"
    CONVERSATION_REOPENED = "conversation.reopened", "reopened this conversation"
    CONVERSATION_URGENT_SET = "conversation.urgent_set", "marked this conversation as urgent"
    CONVERSATION_URGENT_CLEARED = "conversation.urgent_cleared", "took the urgent mark away"
    CONVERSATION_PRINTED = "conversation.printed", "printed this conversation"
    PARTICIPANT_ADDED = "participant.added", "added someone to this conversation"

    MESSAGE_SENT = "message.sent", "sent a message"
    MESSAGE_HTML_OPENED = "message.html_opened", "opened a message in its own formatting"
    MESSAGE_ORIGINAL_EXPORTED = "message.original_exported", "downloaded the original of a message"
    ORIGINALS_EXPORTED = "originals.exported", "exported the originals of all messages"
    ATTACHMENT_OPENED = "attachment.opened", "opened an attachment"
    RECIPIENT_WARNING_ACKNOWLEDGED = (
        "recipient.warning_acknowledged",
        "acknowledged a warning about an address",
    )

    ENVELOPE_ACCEPTED = "envelope.accepted", "handed a message over to the mail service"
    ENVELOPE_TEMPORARY_FAILURE = (
        "envelope.temporary_failure",
        "could not deliver a message yet and will try again",
    )
    ENVELOPE_REFUSED = "envelope.refused", "was told that a message is refused"
    ENVELOPE_UNCERTAIN = "envelope.uncertain", "could not tell whether a message left"
    ENVELOPE_SETTLED_BY_LOOPBACK = (
        "envelope.settled_by_loopback",
        "saw our own copy and so knows that a message left",
    )
    ENVELOPE_SETTLED_BY_PERSON = (
        "envelope.settled_by_person",
        "decided about a message that may have been sent",
    )
    ENVELOPE_REQUEUED = "envelope.requeued", "put a message back to be sent"

    MAIL_IMPORTED = "mail.imported", "began to import mail from files"
    ARRIVAL_STORED = "arrival.stored", "received a message"
    ARRIVAL_DUPLICATE = "arrival.duplicate", "received a message that was already here"
    ARRIVAL_MATCHED = "arrival.matched", "filed a received message into its conversation"
    ARRIVAL_SUGGESTED = "arrival.suggested", "suggested where a received message belongs"
    ARRIVAL_UNKNOWN = "arrival.unknown", "could not tell where a received message belongs"
    ARRIVAL_UNREADABLE = "arrival.unreadable", "could not read a received message"
    ARRIVAL_LOOPBACK_SEEN = "arrival.loopback_seen", "saw our own copy of a sent message"
    ARRIVAL_OPENED = "arrival.opened", "opened a message that needs matching"
    ARRIVAL_SETTLED = "arrival.settled", "settled a message that needed matching"
    ARRIVAL_SPLIT_PLACED = "arrival.split_placed", "placed a part of a message about several patients"
    ARRIVAL_SPLIT_TAKEN_BACK = (
        "arrival.split_taken_back",
        "took back a part of a message about several patients",
    )
    MATCH_CONFIRMED = "match.confirmed", "confirmed where a message belongs"
    MATCH_UNDONE = "match.undone", "undid a match"

    PATIENT_SEARCHED = "patient.searched", "searched for a patient"

    SIGN_IN_SUCCEEDED = "sign_in.succeeded", "signed in"
    SIGN_IN_BY_TEXT = "sign_in.by_text", "signed in with a code by text message, which is weak"
    SIGN_IN_FAILED = "sign_in.failed", "tried to sign in without success"
    SIGN_IN_STOPPED = "sign_in.stopped", "was kept out for a while: too many wrong passwords or codes"
    SIGN_IN_ENDED = "sign_in.ended", "signed out"
    SIGN_IN_SWITCHED = "sign_in.switched", "came back with a key at a shared computer"
    SIGN_IN_EXPIRED = "sign_in.expired", "was signed out because twelve hours were over"
    DEVICE_ENROLLED = "device.enrolled", "enrolled a computer of the practice"
    DEVICE_ENDED = "device.ended", "ended the enrolment of a computer"
    SESSION_LOCKED = "session.locked", "locked their page"
    SESSION_UNLOCKED = "session.unlocked", "unlocked their page"
    SESSION_REVOKED = "session.revoked", "ended a session of theirs from elsewhere"
    SIGN_ON_LINKED = "sign_on.linked", "linked single sign-on to their account"
    SIGN_ON_UNLINKED = "sign_on.unlinked", "unlinked single sign-on from their account"
    SIGN_ON_ENDED = "sign_on.ended", "was signed out because they signed out of single sign-on"
    IDENTITY_PROVED = "identity.proved", "showed again who they are"
    IDENTITY_BY_TEXT = "identity.by_text", "showed again who they are, by text message, which is weak"
    SECOND_FACTOR_ADDED = "second_factor.added", "set up a second step for signing in"
    SECOND_FACTOR_REMOVED = "second_factor.removed", "took away a second step for signing in"
    TEXT_ADDED = "second_factor.text_added", "set up codes by text message as a second step, which is weak"
    TEXT_REMOVED = "second_factor.text_removed", "stopped codes by text message"
    TEXT_POLICY = (
        "practice.text_messages",
        "chose whether a code by text message may be a second step here",
    )
    LOCK_POLICY = "practice.locked_after", "chose after how many minutes a page left alone is locked here"
    RECOVERY_CODES_MADE = "second_factor.recovery_codes_made", "made new recovery codes"
    SECOND_FACTOR_TAKEN = "second_factor.taken_away", "took away somebody's second step, which was lost"
    SET_UP_CODE_MADE = (
        "second_factor.code_made",
        "made a code at the console for somebody without a second step",
    )
    ADDRESS_SHOWN = "address.shown", "showed with a code that their e-mail address is theirs"
    DETAILS_ASKED = "details.asked", "asked for a change of their name, address or telephone"
    DETAILS_PROVED = "details.proved", "showed with a code that their new address or telephone is theirs"
    DETAILS_TAKEN_BACK = "details.taken_back", "took back a change they had asked for"
    DETAILS_APPROVED = "details.approved", "approved a change of somebody's name, address or telephone"
    DETAILS_REFUSED = "details.refused", "refused a change of somebody's name, address or telephone"

    POLICY_PUBLISHED = "policy.published", "published a policy"
    POLICY_ACCEPTED = "policy.accepted", "accepted a policy"

    PRACTICE_CREATED = "practice.created", "created this practice"
    MEMBERSHIP_APPLIED = "membership.applied", "asked to join, with their address proved"
    MEMBERSHIP_CREATED = "membership.created", "added a member"
    MEMBERSHIP_APPROVED = "membership.approved", "approved a member"
    MEMBERSHIP_BEGAN = "membership.began", "opened the place of a member who was approved before"
    MEMBERSHIP_REFUSED = "membership.refused", "refused somebody a place here"
    MEMBERSHIP_ASKED = "membership.asked", "asked somebody who waits for approval a question"
    MEMBERSHIP_ANSWERED = "membership.answered", "answered a question about their place"
    MEMBERSHIP_SUSPENDED = "membership.suspended", "suspended a member"
    MEMBERSHIP_RESTORED = "membership.restored", "let a suspended member in again"
    MEMBERSHIP_ENDED = "membership.ended", "ended a member's place"
    MEMBERSHIP_ENDS_SOON = "membership.ends_soon", "told a member that their place ends soon"
    PEOPLE_IMPORTED = "people.imported", "invited people from a list"
    INVITATION_SENT = "invitation.sent", "invited somebody to join"
    ADMINISTRATOR_NAMED = (
        "administrator.named",
        "made a link at the console with which somebody becomes an administrator",
    )
    INVITATION_WITHDRAWN = "invitation.withdrawn", "withdrew an invitation"
    INVITATION_ACCEPTED = "invitation.accepted", "came on an invitation"
    PROVISIONING_TOKEN_MADE = "provisioning.token_made", "made a token for the organisation's directory"
    PROVISIONING_TOKEN_ENDED = "provisioning.token_ended", "ended a token of the organisation's directory"
    PROVISIONING_BROUGHT = (
        "provisioning.brought",
        "brought a person or a team from the organisation's directory",
    )
    PROVISIONING_CHANGED = (
        "provisioning.changed",
        "changed a person or a team as the organisation's directory says",
    )
    PROVISIONING_REMOVED = (
        "provisioning.removed",
        "removed a person or a team as the organisation's directory says",
    )
    VOUCHING_BEGUN = "vouching.begun", "asked, for the platform, that somebody becomes an administrator"
    VOUCHING_DONE = "vouching.done", "made somebody an administrator, as the second of two of the platform"
    WAY_BACK_ASKED = (
        "way_back.asked",
        "asked that a colleague becomes administrator for a time, as no administrator is at work",
    )
    WAY_BACK_OPENED = (
        "way_back.opened",
        "made a colleague administrator for a time, as the second of two members",
    )
    WAY_BACK_STOPPED = "way_back.stopped", "stopped that a colleague is administrator for a time"
    WAY_BACK_KEPT = "way_back.kept", "let a colleague stay administrator who was one for a time"
    WAY_BACK_OVER = "way_back.over", "ended the role of a colleague who was administrator for a time"
    ROLE_CHANGED = "membership.role_changed", "changed a member's role"
    PROFILE_ATTESTED = "profile.attested", "attested somebody's profile in the clinical system"
    PROFILE_LISTED = "profile.listed", "found somebody on a list of the clinical system's users"
    PROFILE_GONE = "profile.gone", "found somebody missing from a list of the clinical system's users"
    CLINICAL_LIST_LAID = (
        "clinical_list.laid",
        "laid a list of the clinical system's users beside the people here",
    )
    MEMBERSHIP_REVIEWED = (
        "membership.reviewed",
        "looked at a member's access and said that it is still needed",
    )
    MEMBERSHIP_LAST_DAY_SET = "membership.last_day_set", "said when a member's place ends"
    REVIEW_REMINDED = "review.reminded", "told administrators that access waits to be looked at"
    PROFILE_TOLD = "profile.told", "was told of somebody's role by single sign-on"
    SESSIONS_ENDED = "sessions.ended", "signed somebody out everywhere"
    MEMBERSHIP_HANDED_OVER = "membership.handed_over", "handed over what a member held"
    MEMBERSHIP_HAND_OVER_UNDONE = (
        "membership.hand_over_undone",
        "took back what had been handed over",
    )
    ABSENCE_SET = "absence.set", "said when somebody is away"
    ABSENCE_ENDED = "absence.ended", "ended a time away"
    SHARING_NOTICED = "sharing.noticed", "noticed a sign that a log-in is shared"
    SHARING_SETTLED = "sharing.settled", "dealt with a sign that a log-in is shared"
    SHARING_POLICY = "sharing.policy", "chose what happens when a log-in seems to be shared"
    SHARING_STOPPED = "sharing.stopped", "locked the older of two places where one log-in was at work"
    TEAM_CREATED = "team.created", "created a team"
    TEAM_RENAMED = "team.renamed", "renamed a team"
    TEAM_ARCHIVED = "team.archived", "archived a team"
    TEAM_RESTORED = "team.restored", "brought an archived team back"
    TEAM_JOINED = "team.joined", "put someone into a team"
    TEAM_LEFT = "team.left", "took someone out of a team"
    TRANSITION_BEGUN = "transition.begun", "began to move off a shared log-in"
    TRANSITION_TEAM_CHOSEN = "transition.team_chosen", "chose the team that has the inbox of a shared log-in"
    TRANSITION_INVITED = "transition.invited", "invited someone off a shared log-in"
    TRANSITION_DATE_SET = "transition.date_set", "said when a shared log-in closes"
    TRANSITION_REMINDED = "transition.reminded", "reminded people that a shared log-in closes"
    TRANSITION_UNDONE = "transition.undone", "took the move off a shared log-in back"
    TRANSITION_CLOSED = "transition.closed", "closed a shared log-in"
    TEAM_ASKED_FOR = "team.asked_for", "asked for a team"
    TEAM_REQUEST_ANSWERED = "team.request_answered", "answered the wish for a team"
    MAILBOX_CHANGED = "mailbox.changed", "changed the settings of the mailbox"
    LIST_IMPORTED = "list.imported", "imported a list"
    LEDGER_OPENED = "ledger.opened", "looked at who did what"
    LEDGER_EXPORTED = "ledger.exported", "exported the ledger"
    LEDGER_RESTORED = "ledger.restored", "declared that the ledger goes on from a restored copy"
