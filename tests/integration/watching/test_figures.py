"""Figures for an operator: what waits, since when, and who does the work, without a word about anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from carepost.actions.conversations.work import mark_done
from carepost.actions.watching.pulses import tell_pulse
from carepost.actions.watching.standings import count_standing, practices_to_count
from carepost.demo.stage import certificate
from carepost.domain.tenancy.models import Due, raise_due
from carepost.doors.jobs import census
from carepost.doors.web.watching import collector
from carepost.ground.kernel import clock
from tests.doubles.ways_out import goes_silent, refuses
from tests.integration.desk import Desk
from tests.integration.letters import STRANGER, mail
from tests.integration.watching.test_ready import away

TOKEN = "a-token-for-tests-only"
LINE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
Figures = dict[str, float]
Scrape = Callable[[], Figures]


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.INSTANCE, "metrics_token", TOKEN)
    monkeypatch.setattr(collector, "BELIEVED", 0.0)


@pytest.fixture
def scrape(client: Client) -> Scrape:
    """{name or name{labels}: value} as Prometheus would read them."""

    def scraped() -> Figures:
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}", "Host": "10.1.2.3"})
        assert answer.status_code == 200
        return {
            f"{name}{{{labels}}}" if labels else name: float(value)
            for name, labels, value in LINE.findall(answer.content.decode())
        }

    return scraped


def test_there_are_no_figures_unless_an_operator_wants_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.INSTANCE, "metrics_token", "")

    answer = client.get("/metrics", headers={"Authorization": "Bearer "})

    assert answer.status_code == 404
    assert b"metrics_token is not set" in answer.content


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ü"]
)
def test_who_does_not_know_the_token_is_told_how_to_say_it(client: Client, said: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": said})

    assert answer.status_code == 401
    assert b"Authorization: Bearer" in answer.content
    assert b"carepost_" not in answer.content


def test_a_token_that_is_easily_guessed_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        type(settings.INSTANCE)(metrics_token="short")


@pytest.mark.hazard("HZ-02")
def test_mail_nobody_has_placed_is_counted_with_its_age(desk: Desk, scrape: Scrape) -> None:
    with clock.at(clock.now() - timedelta(hours=5)):
        desk.take_in(mail("About whom?", sender=STRANGER))
    desk.take_in(mail("And this?", sender=STRANGER))
    count_standing(desk.id)

    found = scrape()

    assert found["carepost_to_match"] == 2
    assert found["carepost_to_match_oldest_seconds"] == pytest.approx(5 * 3600, abs=300)


@pytest.mark.hazard("HZ-02")
def test_mail_that_waits_to_be_read_by_us_is_counted(desk: Desk, scrape: Scrape) -> None:
    desk.accept(mail("Nobody has read this yet."))
    count_standing(desk.id)

    assert scrape()["carepost_to_read"] == 1


@pytest.mark.hazard("HZ-02")
def test_an_answer_that_needs_someone_is_counted_until_it_is_done(desk: Desk, scrape: Scrape) -> None:
    desk.answered(desk.sent())
    count_standing(desk.id)
    before = scrape()
    assert before["carepost_waiting"] == 1
    assert before["carepost_waiting_oldest_seconds"] < 600

    with desk.acting():
        mark_done(actor=desk.someone, conversation_id=desk.conversations()[0].id)
    count_standing(desk.id)

    assert scrape()["carepost_waiting"] == 0


@pytest.mark.hazard("HZ-06")
def test_letters_that_have_not_left_or_need_a_person_are_counted(desk: Desk, scrape: Scrape) -> None:
    desk.send()
    count_standing(desk.id)
    assert scrape()["carepost_to_send"] == 1

    desk.deliver(refuses)
    desk.send()
    desk.deliver(goes_silent)
    with clock.at(clock.now() + timedelta(hours=1)):
        desk.settle()
        count_standing(desk.id)
    found = scrape()

    assert found["carepost_to_send"] == 0
    assert found["carepost_refused"] == 1
    assert found["carepost_uncertain"] == 1


@pytest.mark.hazard("HZ-06")
def test_work_that_is_late_is_counted_with_its_lateness(desk: Desk, scrape: Scrape) -> None:
    raise_due(desk.id, Due.Work.SETTLE, clock.now() - timedelta(minutes=20))

    found = scrape()

    assert found['carepost_work_due{work="settle"}'] == 1
    assert found['carepost_work_late_seconds{work="settle"}'] == pytest.approx(1200, abs=300)
    assert found['carepost_work_due{work="read"}'] == 0


@pytest.mark.hazard("HZ-09")
def test_figures_of_one_practice_are_given_only_where_they_were_asked_for(
    desk: Desk, millbrook: Desk, scrape: Scrape, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (desk, millbrook):
        one.accept(mail("One."))
        count_standing(one.id)
    summed = scrape()
    assert summed["carepost_to_read"] == 2
    assert not [name for name in summed if "Y9000" in name]

    monkeypatch.setattr(settings.INSTANCE, "metrics_practices", ["Y90002", "Z99999"])
    named = scrape()

    assert named['carepost_practice_to_read{practice="Y90002"}'] == 1
    assert not [name for name in named if "Y90001" in name or "Z99999" in name]


def test_figures_name_nobody_and_quote_nothing(desk: Desk, scrape: Scrape) -> None:
    desk.answered(desk.sent(text="About Jane Smith, 999 000 0018"))
    desk.take_in(mail("Dear Aisha", sender=STRANGER))
    count_standing(desk.id)

    text = " ".join(scrape()).lower()

    assert "carepost_waiting" in text
    for word in ("smith", "jane", "aisha", "999", "@", "example", "riverside"):
        assert word not in text


@pytest.mark.hazard("HZ-06")
def test_a_worker_that_falls_silent_shows(desk: Desk, scrape: Scrape) -> None:
    with clock.at(clock.now() - timedelta(minutes=10)):
        tell_pulse("worker", clock.now(), {"ledger_unplaced": 7, "parser_starts": 2, "of another version": 1})

    found = scrape()

    silent = {name: value for name, value in found.items() if name.startswith("carepost_process_silent")}
    assert [600 <= value < 900 for value in silent.values()] == [True]
    assert [value for name, value in found.items() if name.startswith("carepost_ledger_unplaced{")] == [7]
    assert [value for name, value in found.items() if name.startswith("carepost_parser_starts_total{")] == [2]


def test_room_connections_and_jobs_are_told(desk: Desk, scrape: Scrape) -> None:
    desk.send()
    found = scrape()

    assert found["carepost_vault_free_bytes"] > 0
    assert 0 < found["carepost_database_connections"] <= found["carepost_database_connections_most"]
    assert found['carepost_jobs{status="todo"}'] >= 1
    assert found["carepost_database_up"] == 1


@pytest.mark.hazard("HZ-10")
def test_a_database_that_is_away_is_a_figure_too(transactional_db: None, scrape: Scrape) -> None:
    with away():
        found = scrape()

    assert found["carepost_database_up"] == 0
    assert "carepost_to_send" not in found


def test_a_certificate_is_watched_until_its_end(
    db: None, scrape: Scrape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificate.make(tmp_path).certificate
    monkeypatch.setattr(settings.INSTANCE, "watched_certificates", [made, tmp_path / "gone.pem"])

    found = scrape()

    assert found['carepost_certificate_seconds_left{file="localhost.crt"}'] == pytest.approx(
        30 * 86400, abs=900
    )
    assert found['carepost_certificate_seconds_left{file="gone.pem"}'] <= 0


def test_requests_are_counted_by_the_name_of_their_address_and_never_by_what_was_typed(
    db: None, client: Client, scrape: Scrape
) -> None:
    client.get("/help/")
    client.get("/Jane-Smith")
    client.generic("SMITH", "/help/")

    found = scrape()

    assert found['carepost_requests_total{method="GET",status="200",view="help"}'] >= 1
    assert found['carepost_requests_total{method="GET",status="404",view="none"}'] >= 1
    assert found['carepost_request_seconds_count{view="help"}'] >= 2
    assert "SMITH" not in " ".join(found).upper()


def test_scraping_twice_in_a_moment_asks_the_database_once(
    desk: Desk,
    scrape: Scrape,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[..., object],
) -> None:
    scrape()
    monkeypatch.setattr(collector, "BELIEVED", 3600.0)

    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        scrape()


def test_a_scrape_asks_as_little_for_many_practices_as_for_one(
    desk: Desk, millbrook: Desk, scrape: Scrape, django_assert_max_num_queries: Callable[..., object]
) -> None:
    census.census()

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert scrape()["carepost_practices"] == 2


def test_the_census_counts_those_first_that_were_counted_longest_ago(desk: Desk, millbrook: Desk) -> None:
    at_once = timedelta(0)
    count_standing(desk.id)
    assert practices_to_count(at_once, 1) == [millbrook.id], "one that was never counted comes first"
    count_standing(millbrook.id)

    assert practices_to_count(at_once, 2) == [desk.id, millbrook.id]
    assert practices_to_count(timedelta(hours=1), 2) == []
    assert census.census() == 0


def test_what_was_settled_is_counted_no_more(desk: Desk, scrape: Scrape) -> None:
    desk.accept(mail("One."))
    count_standing(desk.id)
    assert scrape()["carepost_to_read"] == 1

    desk.read()
    count_standing(desk.id)

    assert scrape()["carepost_to_read"] == 0
