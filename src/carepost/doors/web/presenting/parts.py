"""A part of a split letter, as seen from its patient's conversation."""

from __future__ import annotations

from django.urls import reverse

from carepost.doors.web.presenters.parts import Link, PostAction


def part_of_letter(arrival_id: object) -> Link:
    """To where its letter was split: the one place that shows all of it."""
    return Link(
        label="Open the whole letter, which names other patients",
        url=reverse("matching-split", args=[arrival_id]),
    )


def take_back_action(arrival_id: object, number: int, label: str) -> PostAction:
    return PostAction(label=label, url=reverse("take-back", args=[arrival_id, number]))
