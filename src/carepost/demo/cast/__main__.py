"""`python -m carepost.demo.cast FILE`: fill the instance; FILE says where the demo's mail service is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from carepost.doors.commands.running import running


def main() -> None:
    world = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with running():
        from carepost.demo.cast.seed import Service, seed
        from carepost.demo.cast.settle_in import reconnect
        from carepost.domain.organisations.models import Practice

        service = Service(world["submission_host"], world["submission"], world["ca_file"], world["accounts"])
        if Practice.objects.exists():
            reconnect(service)
        else:
            seed(service)


main()
