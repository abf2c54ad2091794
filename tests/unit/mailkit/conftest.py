from __future__ import annotations

from collections.abc import Iterator

import pytest

from carepost.ground.mailkit.child import ParserChild


@pytest.fixture(scope="module")
def reader() -> Iterator[ParserChild]:
    """The parser as it is used: a child process, shared."""
    with ParserChild() as child:
        yield child
