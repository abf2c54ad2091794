"""Write docs/reference and docs/assurance anew. It looks at the code only: no instance and no database are needed."""

from __future__ import annotations

import os
import tempfile

import django

if __name__ == "__main__":
    # The settings of whoever runs this are not what the pages are about.
    os.environ["CAREPOST_HOME"] = tempfile.mkdtemp(prefix="carepost-reference-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "carepost.config.settings"
    django.setup()

    from scripts.reference.pages import FOLDER, assurance, pages

    for folder, texts in ((FOLDER, pages()), (FOLDER.parent / "assurance", assurance())):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    os.rmdir(os.environ["CAREPOST_HOME"])
