"""Addresses of people and of shared mailboxes, made by rule, to see how often sign-up would be wrong."""
