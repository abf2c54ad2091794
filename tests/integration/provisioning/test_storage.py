"""Our storage keeps every rule that the protocol's library asks of one: its own tests, over our tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import ScimStorageContract

from carepost.actions.provisioning.tokens import directory
from carepost.doors.api.scim import service
from carepost.doors.api.scim.storage import Storage
from tests.integration.desk import Desk


class TestStorage(ScimStorageContract):
    @pytest.fixture
    def provider(self) -> ScimProvider:
        return service.provider()

    @pytest.fixture
    def storage(self, desk: Desk) -> Iterator[Storage]:
        with desk.acting():
            yield Storage(directory(desk.id), service.provider())


# We announce paging by number alone, and a skipped test would look like one that passed.
for name in [name for name in vars(ScimStorageContract) if "cursor" in name]:
    setattr(TestStorage, name, None)


def test_pages_are_by_number_and_no_cursors_are_promised() -> None:
    config = service.provider().config
    assert config is not None
    assert (config.pagination, Storage.supports_cursors) == (None, False)
