"""What may not stand in any file: places on one machine, addresses of package registries, others' names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.architecture.house import ROOT, kept_files

# Written so that this file does not name them itself.
NOT_HERE = {
    "a place on one machine": r"(?<![\w.~])/(?:home/\w|roo[t]/\w|wor[k]/|Users/\w|opt/[a-z]|tmp/pip)",
    "a package registry": r"\b(?:pyp[i]\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|unpk[g]\.com|jsdeli[v]r\.net)",
    "an index or place given to pip": r"--(?:extra-)?inde[x]-url|--find-lin[k]s|--trusted-hos[t]",
    "a product that is not ours": r"(?i)accu[r]x",
}
LARGEST = 1_000_000  # bytes: beyond that it is no text of ours


def found_in(text: str) -> Iterator[str]:
    for line, words in enumerate(text.splitlines(), start=1):
        for what, pattern in NOT_HERE.items():
            if match := re.search(pattern, words):
                yield f"{line}: {what}: {match.group()}"


def test_no_file_names_a_machine_a_registry_or_a_product() -> None:
    wrong = []
    for path in kept_files():
        text = path.read_bytes()[:LARGEST].decode(errors="ignore")
        wrong += [f"{path.relative_to(ROOT)}:{found}" for found in found_in(text)]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "see /wor" + "k/main",
        "open('/home" + "/alice/x')",
        "https://files.python" + "hosted.org/packages",
        "--find" + "-links wheels",
        "as in Accu" + "rx",
    ],
)
def test_such_words_are_found(text: str) -> None:
    assert list(found_in(text))


def test_ordinary_words_are_left_alone() -> None:
    assert not list(found_in("src/home/x, example.test/home/, ../wire/x, CAREPOST_HOME=/var/lib/carepost"))


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        pins = re.findall(r"^\S+==\S+ \\\n {4}--hash=sha256:", path.read_text(), flags=re.MULTILINE)
        names = re.findall(r"^[a-zA-Z]\S*", path.read_text(), flags=re.MULTILINE)
        assert len(pins) == len(names) > 0, path.name
        assert "://" not in path.read_text()
