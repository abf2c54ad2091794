"""Which roles may do what, which verbs only look, and which take nothing that could be a neighbour's."""

from __future__ import annotations

from carepost.ground.kernel import Role
from tests.integration.isolation import (
    doing_details,
    doing_reviewing,
    doing_sharing,
    reference_teams,
    reference_way_back,
)

EVERYBODY, LEADS = frozenset(Role), frozenset(Role) - {Role.MEMBER}
EXPORTERS = frozenset({Role.ADMINISTRATOR, Role.IG_LEAD})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WITH_A_RULE = {
    "people.approving.approve": ADMINISTRATORS,
    "people.approving.ask": ADMINISTRATORS,
    "people.approving.refuse": ADMINISTRATORS,
    "people.attesting.attest": ADMINISTRATORS,
    "people.ending.leave": ADMINISTRATORS,
    "people.ending.restore": ADMINISTRATORS,
    "people.ending.sign_out_everywhere": ADMINISTRATORS,
    "people.ending.suspend": ADMINISTRATORS,
    "people.second_steps.take_away": ADMINISTRATORS,
    "people.look.evidence_for": ADMINISTRATORS,
    "people.look.how_many_wait": ADMINISTRATORS,
    "people.look.people_here": ADMINISTRATORS,
    "people.inviting.invite": ADMINISTRATORS,
    "people.inviting.invite_again": ADMINISTRATORS,
    "people.inviting.invitations_of": ADMINISTRATORS,
    "people.inviting.withdraw": ADMINISTRATORS,
    "people.roles.change_role": ADMINISTRATORS,
    "people.handing_over.what_is_held": ADMINISTRATORS,
    "people.handing_over.hand_over": ADMINISTRATORS,
    "people.handing_over.undo_hand_over": ADMINISTRATORS,
    "people.away.set_absence": ADMINISTRATORS,
    "people.away.end_absence": ADMINISTRATORS,
    "practices.devices.end_device": ADMINISTRATORS,
    "practices.devices.enrol_device": ADMINISTRATORS,
    "practices.devices.list_devices": ADMINISTRATORS,
    "provisioning.importing.look_at_list": ADMINISTRATORS,
    "provisioning.importing.import_people": ADMINISTRATORS,
    "provisioning.tokens.end_token": ADMINISTRATORS,
    "provisioning.tokens.make_token": ADMINISTRATORS,
    "provisioning.tokens.tokens_of": ADMINISTRATORS,
    "record.look.read_record": LEADS,
    **reference_teams.WITH_A_RULE,
    **doing_sharing.WITH_A_RULE,
    **doing_details.WITH_A_RULE,
    **reference_way_back.WITH_A_RULE,
    **doing_reviewing.WITH_A_RULE,
    "ledger.export.export_ledger": EXPORTERS,
    "ledger.restored.declare_restored": EXPORTERS,
}
LOOKS = {
    doing_sharing.LOOK, doing_sharing.WHO_NEEDS, doing_details.LOOK, reference_way_back.LOOK,
    "provisioning.tokens.tokens_of",
    "provisioning.importing.look_at_list",
    "conversations.lists.list_conversations", "conversations.lists.count_new", "conversations.look.open_conversation",
    "conversations.look.print_conversation", "conversations.look.open_attachment", "conversations.look.open_html",
    "conversations.look.original_of_message", "conversations.look.original_of_envelope", "delivering.look.evidence_of",
    "practices.devices.list_devices",
    "record.look.read_record", "record.look.read_record_of_conversation", "triage.look.open_arrival",
    "people.look.evidence_for", "people.look.how_many_wait", "people.look.people_here",
    "people.inviting.invitations_of", "triage.look.original_of_arrival", "triage.look.attachment_of_arrival",
    "triage.look.html_of_arrival",
    "people.handing_over.what_is_held", "people.handing_over.what_i_hold",
    "triage.splitting.open_to_split", "writing.subjects.patient_to_write_about",
    *reference_teams.LOOKS,
    *doing_reviewing.LOOKS,
}  # fmt: skip
OWN = {
    doing_sharing.LOOK, doing_sharing.CHOOSE, doing_sharing.WHO_NEEDS, doing_sharing.ALLOW,
    doing_details.LOOK, reference_way_back.LOOK,
    "provisioning.importing.look_at_list", "provisioning.importing.import_people",
    "provisioning.tokens.make_token",
    "provisioning.tokens.tokens_of",
    "conversations.look.search_patients", "record.look.read_record", "ledger.export.export_ledger",
    "practices.devices.enrol_device", "practices.devices.list_devices",
    "people.look.how_many_wait", "people.look.people_here",
    "people.inviting.invite", "people.inviting.invitations_of",
    "ledger.restored.declare_restored", "writing.held.hold_file", "writing.held.contents_of", "writing.held.let_go",
    "people.handing_over.what_i_hold", "people.handing_over.hand_over_own", "people.away.set_own_absence",
    *reference_teams.OWN,
    *doing_reviewing.OWN,
}  # fmt: skip
