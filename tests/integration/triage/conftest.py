"""A letter about five patients that needs matching."""

from __future__ import annotations

import pytest

from tests.integration.desk import Desk
from tests.integration.triage.table import Table, laid_out


@pytest.fixture
def table(desk: Desk) -> Table:
    return laid_out(desk)
