"""Mails and text messages about people's own accounts: stored sealed, sent by the worker. Never about a patient."""
