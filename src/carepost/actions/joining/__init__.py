"""Joining a practice: asked for, proved by codes, and then waiting for an administrator."""
