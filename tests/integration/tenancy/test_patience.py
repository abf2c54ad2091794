"""A question that would take too long is given up, in words, and the rest of the act goes on."""

from __future__ import annotations

import pytest
from django.db import connection

from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.patience import at_most
from carepost.ground.kernel import Unavailable
from tests.cast import Cast


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('statement_timeout'), current_setting('carepost.practice')")
        return "/".join(cursor.fetchone())


def sleep(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(%s)", [seconds])


@pytest.mark.slow
def test_too_long_a_question_is_given_up_and_what_came_before_stands(cast: Cast) -> None:
    practice = cast.riverside.practice.id
    with acting_for(practice):
        with pytest.raises(Unavailable, match="Ask better"), at_most(0.05, "Ask better."):
            sleep(30)
        assert limit() == f"0/{practice}"


def test_a_quick_question_is_answered_and_the_limit_goes_with_it(cast: Cast) -> None:
    practice = cast.riverside.practice.id
    with acting_for(practice):
        with at_most(7, "Ask better."):
            assert limit() == f"7s/{practice}"
        assert limit() == f"0/{practice}"


def test_another_trouble_is_not_taken_for_impatience(cast: Cast) -> None:
    with pytest.raises(LookupError), at_most(7, "Ask better."):
        raise LookupError
