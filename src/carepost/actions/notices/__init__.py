"""Telling people about their own account, by mail and text message."""
