"""What the demo says when it cannot be set up."""

from __future__ import annotations

from pathlib import Path

import pytest

from carepost.demo.stage.processes import LAST_LINES, Company
from carepost.ground.kernel import Unavailable


def test_the_end_of_the_log_is_told_with_where_it_stands(tmp_path: Path) -> None:
    company = Company(tmp_path / "logs", {})
    with pytest.raises(Unavailable) as told:
        company.run("setup", "no_such_module")
    assert "No module named no_such_module" in told.value.reason
    assert str(tmp_path / "logs" / "setup.log") in told.value.reason
    assert len(told.value.reason.splitlines()) <= LAST_LINES + 1
