from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.integration.joining.desk import Post


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def post() -> Post:
    return Post()
