"""Every figure by its name (after `carepost_`), in words for an operator; docs/operate/monitoring.md shows them."""

from __future__ import annotations

STANDING = {
    "to_read": "Mail taken in that has not been read yet.",
    "to_match": "Mail in Needs matching.",
    "unreadable": "Mail that cannot be read and waits in Needs matching with its original.",
    "waiting": "Conversations that need someone.",
    "urgent": "Urgent conversations that need someone.",
    "to_send": "Letters that have not left, one for each recipient.",
    "uncertain": "Letters that may have been sent, for a person to decide.",
    "refused": "Letters the mail service refused or that gave up, for a person to settle.",
    "silent": "Mailboxes that cannot be read now.",
}
WORK = ("send", "read", "settle", "notices")
JOBS = ("todo", "doing", "failed")
# Counted by a process in the background, from 0 at its start.
COUNTED = {
    "parser_starts": "Programs started to open mail; more than a few a minute mean mail that breaks it.",
    "jobs_rescued": "Jobs run again because their worker was gone.",
    "sweeps_failed": "Times work of a practice could not be done and waits for the next try.",
    "mail_taken": "Mail taken in by this process.",
}
# Told by the worker, which alone may see the ledger at large.
TOLD = {
    "ledger_unplaced": "Entries on the ledger that have no place in its tree yet.",
    "ledger_behind_seconds": "How long the oldest entry waits for its place or for a signature over it.",
    "ledger_signed_ago_seconds": "Since a checkpoint was last signed, for any practice.",
}
OTHERS = {
    "database_up": "1 if the database answered, else 0, and then most figures are missing.",
    "notices_waiting": "Mails and text messages about accounts that have not left.",
    "notices_failed": "Mails and text messages about accounts that were given up within a day.",
    "database_connections": "Connections to the database.",
    "database_connections_most": "Connections it would allow.",
    "vault_free_bytes": "Room on the disk that keeps the letters.",
    "practices": "Practices counted.",
    "figures_oldest_seconds": "How old the oldest part of these figures is.",
    "mailbox_read_oldest_seconds": "Of the mailboxes read by IMAP, how long ago the one least lately was.",
    "work_due": "Practices with work that could be done now.",
    "work_late_seconds": "How long the most belated work has been due.",
    "jobs": "Jobs by status.",
    "process_silent_seconds": "How long ago a process in the background was last heard of.",
    "certificate_seconds_left": "Until a certificate of watched_certificates runs out.",
}
HELP = (
    STANDING
    | {
        f"{kind}_oldest_seconds": f"How long the first of these waits: {words}"
        for kind, words in STANDING.items()
    }
    | {
        f"practice_{kind}": f"For a practice of metrics_practices: {words}"
        for kind, words in STANDING.items()
    }
    | {
        f"practice_{kind}_oldest_seconds": f"For a practice of metrics_practices, how long the first waits: {words}"
        for kind, words in STANDING.items()
    }
    | COUNTED
    | TOLD
    | OTHERS
)
