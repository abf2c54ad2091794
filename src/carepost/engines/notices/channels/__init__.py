"""The ways a notice can go: mail, GOV.UK Notify, and the demo's telephone."""
