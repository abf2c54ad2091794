from __future__ import annotations

from carepost.doors.commands.cli import main

main()
