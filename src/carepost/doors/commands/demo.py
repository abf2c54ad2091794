"""The demo, with its outside world; and the same story without a screen."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep the demo here, and go on with it."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Of the pages; another is taken when it is in use.",
)
@click.option("--https", is_flag=True, help="Serve HTTPS with a certificate of the demo's own.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option(
    "--check", is_flag=True, help="Play the story without a screen, a step a line; exit 0 if all pass."
)
@click.option("--json", "as_json", is_flag=True, help="With --check: print the steps as a JSON list.")
def demo(keep: Path | None, port: int, https: bool, no_browser: bool, check: bool, as_json: bool) -> None:
    """Start a practice, a mail service and a hospital to play with; Ctrl-C leaves nothing running."""
    from carepost.demo.stage import Stage
    from carepost.demo.story import check as story

    stage = Stage(keep=keep, port=port, https=https)
    if check:
        sys.exit(story.run(stage, as_json=as_json))
    stage.play(open_browser=not no_browser)
