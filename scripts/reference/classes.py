"""What kind of data each field of words holds. A field that is not here stops the page from being written."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """From what matters least to what matters most, with its meaning."""

    NONE = "nothing personal"
    STAFF = "about staff"
    OUTSIDE = "about people outside"
    PATIENT = "about a patient"
    CLINICAL = "clinical: what was written"
    SECRET = "a secret, as a hash"
    SEALED = "sealed with the practice's key"


# One row for each model: kind, then its fields. Ids, links, times, numbers, yes-or-no and states need no row.
FIELDS: dict[str, dict[Kind, str]] = {
    "identity.Person": {Kind.STAFF: "email title given_name family_name known_as", Kind.SECRET: "password"},
    "identity.Telephone": {Kind.STAFF: "number"},
    "identity.Sitting": {Kind.STAFF: "browser network together", Kind.NONE: "computer"},
    "identity.SignOnLink": {Kind.NONE: "issuer", Kind.STAFF: "subject"},
    "identity.SignOnSitting": {Kind.SECRET: "session"},
    "identity.SpentToken": {Kind.SECRET: "digest"},
    "identity.Joining": {Kind.SEALED: "sealed"},
    "identity.OwnCode": {Kind.SECRET: "code_hash"},
    "identity.Proof": {Kind.SECRET: "code_hash"},
    "identity.Policy": {Kind.NONE: "text"},
    "organisations.Practice": {Kind.NONE: "ods_code name telephone"},
    "organisations.ServiceMailbox": {
        Kind.NONE: "address name submission_host username ca_file imap_host fault",
        Kind.SEALED: "sealed_password",
    },
    "organisations.Membership": {
        Kind.STAFF: "job_title state_reason starts_on ends_on end_told_for",
        Kind.NONE: "review_told",
    },
    "organisations.Team": {Kind.NONE: "name signature"},
    "organisations.TeamRequest": {Kind.STAFF: "name reason answer"},
    "organisations.Introduction": {
        Kind.STAFF: "name_typed address reasons system user_name clinical_name",
        Kind.NONE: "outcome",
    },
    "organisations.Invitation": {
        Kind.STAFF: "email given_name family_name known_as job_title starts_on ends_on profile telephone clinical_user",
        Kind.NONE: "teams",
        Kind.SECRET: "token_hash",
    },
    "provisioning.ProvisioningToken": {Kind.NONE: "name", Kind.SECRET: "secret_hash"},
    "provisioning.ScimResource": {Kind.STAFF: "handle external_id document"},
    "organisations.Device": {Kind.NONE: "name", Kind.SECRET: "secret_hash"},
    "organisations.KeptForm": {Kind.SEALED: "sealed", Kind.NONE: "path"},
    "organisations.Profile": {Kind.STAFF: "user_name full_name role seen_on due_on"},
    "organisations.Question": {Kind.STAFF: "text answer"},
    "organisations.Absence": {Kind.STAFF: "note"},
    "organisations.HandOver": {Kind.STAFF: "by", Kind.NONE: "moved"},
    "organisations.Transition": {
        Kind.STAFF: "name signature signature_before",
        Kind.NONE: "closes_on reminded_on",
    },
    "organisations.DetailChange": {Kind.STAFF: "before after parts reason"},
    "organisations.SharingSign": {Kind.STAFF: "evidence answer"},
    "organisations.Vouching": {Kind.STAFF: "reason", Kind.NONE: "role_before"},
    "tenancy.Pulse": {Kind.NONE: "process place figures"},
    "patients.Patient": {
        Kind.PATIENT: "nhs_number family_name given_name folded_name date_of_birth",
        Kind.NONE: "source",
    },
    "directory.DomainList": {Kind.NONE: "source sha256 published_on"},
    "directory.ListedDomain": {Kind.NONE: "domain organisation"},
    "directory.Contact": {
        Kind.OUTSIDE: "name address identity telephone",
        Kind.NONE: "organisation ods_code",
    },
    "correspondence.Conversation": {
        Kind.NONE: "reference",
        Kind.OUTSIDE: "correspondent",
        Kind.CLINICAL: "subject preview urgent_reason",
    },
    "correspondence.Participant": {
        Kind.OUTSIDE: "identity address name",
        Kind.NONE: "organisation ods_code",
    },
    "correspondence.Message": {
        Kind.OUTSIDE: "from_name from_address to cc",
        Kind.CLINICAL: "subject text",
        Kind.NONE: "message_ids",
    },
    "correspondence.Attachment": {Kind.CLINICAL: "name", Kind.NONE: "content_type sha256"},
    "correspondence.HeldFile": {Kind.CLINICAL: "name", Kind.NONE: "content_type"},
    "correspondence.Note": {Kind.CLINICAL: "text"},
    "correspondence.Happening": {Kind.STAFF: "by", Kind.OUTSIDE: "to"},
    "ledger.Entry": {Kind.NONE: "event line actor_kind actor_id conversation_id message_id patient_id"},
    "ledger.Detail": {Kind.SEALED: "sealed"},
    "ledger.Place": {Kind.NONE: "leaf"},
    "ledger.Head": {Kind.NONE: "origin frontier"},
    "ledger.Checkpoint": {Kind.NONE: "root note"},
    "delivery.Envelope": {
        Kind.OUTSIDE: "name recipient words",
        Kind.NONE: "organisation verdict verdict_words verdict_list handle token mime_message_id sha256",
    },
    "delivery.Attempt": {
        Kind.OUTSIDE: "reply",  # what servers say often quotes the address
        Kind.NONE: "host tls_version cipher certificate_sha256",
    },
    "notices.Notice": {Kind.SEALED: "sealed", Kind.NONE: "fault"},
    "intake.MailFolder": {Kind.NONE: "name missed"},
    "intake.Arrival": {
        Kind.OUTSIDE: "mail_from rcpt_to from_name from_address",
        Kind.CLINICAL: "subject reasons",
        Kind.STAFF: "settled_by",
        Kind.NONE: "sha256 mime_message_id content_sha256",
    },
    "intake.Sighting": {Kind.NONE: "source_key"},
    "intake.Suggestion": {Kind.CLINICAL: "reasons"},
    "intake.Placement": {Kind.STAFF: "by", Kind.NONE: "cut"},
}


def kinds_of(model: str) -> dict[str, Kind]:
    """Field name to kind, for a model by "app.Model"."""
    return {name: kind for kind, names in FIELDS.get(model, {}).items() for name in names.split()}
