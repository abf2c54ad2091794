"""The oracles find what they are there to find: each is shown a fault."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.engines.intake.models import Arrival
from tests.integration.desk import Desk
from tests.integration.letters import mail
from tests.malformed import oracle, pages
from tests.malformed.oracle import Figures, Handed

RAW = b"From: clinic@hospital.example\nSubject: odd\n\nwords\n"
NOTHING: tuple[str, ...] = ()


def handed(*mails: bytes) -> Handed:
    found = Handed()
    for number, raw in enumerate(mails):
        found.add(f"kind {number}", raw)
    return found


def test_mail_that_is_all_there_is_well(desk: Desk, browser: Client) -> None:
    desk.accept(RAW)
    took = oracle.read_all(desk)
    assert oracle.judge(desk, handed(RAW), oracle.items_listed(browser), took).all_is_well


def test_a_lost_mail_is_found(desk: Desk) -> None:
    assert oracle.judge(desk, handed(RAW), []) == Figures(("kind 0",), NOTHING, NOTHING, NOTHING)


def test_mended_line_ends_are_a_change(desk: Desk, browser: Client) -> None:
    desk.accept(RAW.replace(b"\n", b"\r\n"))
    oracle.read_all(desk)
    figures = oracle.judge(desk, handed(RAW), oracle.items_listed(browser))
    assert figures.lost == ("kind 0",)
    assert figures.changed == ("nothing that was handed in",)


def test_bytes_that_are_not_those_of_the_digest_are_a_change(desk: Desk, browser: Client) -> None:
    desk.accept(RAW)
    other = desk.accept(mail("another"))
    oracle.read_all(desk)
    with desk.acting():
        Arrival.objects.of(desk.id).exclude(id=other).update(object_id=desk.arrival(other).object_id)
    figures = oracle.judge(desk, handed(RAW), oracle.items_listed(browser))
    assert "kind 0" in figures.changed


def test_a_mail_nobody_reads_and_a_mail_that_takes_too_long_are_stuck(desk: Desk, browser: Client) -> None:
    desk.accept(RAW)
    assert oracle.judge(desk, handed(RAW), []).stuck == ("kind 0",)
    took = dict.fromkeys(oracle.read_all(desk), oracle.LONGEST + 1)
    assert oracle.judge(desk, handed(RAW), oracle.items_listed(browser), took).stuck == ("kind 0",)


@pytest.mark.parametrize("times", [0, 2])
def test_a_mail_hidden_or_shown_twice_is_found(desk: Desk, browser: Client, times: int) -> None:
    desk.accept(RAW)
    oracle.read_all(desk)
    listed = oracle.items_listed(browser) * times
    assert oracle.judge(desk, handed(RAW), listed).not_once == ("kind 0",)


def test_rows_beyond_the_first_page_are_found(desk: Desk, browser: Client) -> None:
    for number in range(55):
        desk.accept(mail(f"letter {number}"))
    oracle.read_all(desk)
    assert len(set(oracle.items_listed(browser))) == 55


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>",
        "<p onclick=x>",
        "<img src=http://attack.example/x>",
        "<img src='//attack.example/x'>",
        "<a href='javascript:x'>",
        "<a href='https://attack.example'>",
        "<form action='https://attack.example'>",
        "<iframe></iframe>",
        "<meta http-equiv=refresh content=0>",
        "<base href='/x'>",
        "<p style='x'>",
        "<p hx-get='http://attack.example'>",
        "<svg xlink:href='data:x'>",
    ],
)
def test_a_page_with_something_active_is_found(page: str) -> None:
    assert pages.faults(page)


@pytest.mark.parametrize(
    "page", ["<form>", "<svg>", "<img src='/x'>", "<a href='data:x'>", "<script nonce=x>", "<link>"]
)
def test_a_layout_with_something_active_is_found(page: str) -> None:
    assert pages.faults_of_layout(page)


def test_our_own_pages_and_plain_links_are_fine() -> None:
    assert (
        pages.faults("<script nonce=x src='/static/x.js'></script><a href='/inbox/my'>x</a><form action=''>")
        == []
    )
    assert pages.faults_of_layout("<a href='https://x.example'>x</a><table><tr><td>y") == []
