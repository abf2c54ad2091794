"""A letter about several people, cut into pieces that can each be put with one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from carepost.ground.mailkit import quoting

MOST = 300
"""A form with more boxes than this is of no use to anybody; what is left over is one last piece."""


class By(StrEnum):
    """How finely it is cut."""

    PARAGRAPHS = "paragraphs"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Piece:
    """`earlier`: the message it answers, quoted below the new words; always one piece."""

    text: str
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in its pieces, in order, and how it came to be cut."""

    by: By
    pieces: tuple[Piece, ...]

    def joined(self, indexes: Collection[int]) -> str:
        """These pieces, by their places from 0, as one text."""
        chosen = [piece for at, piece in enumerate(self.pieces) if at in indexes]
        between = "\n" if self.by is By.LINES else "\n\n"
        new = between.join(piece.text for piece in chosen if not piece.earlier)
        return "\n\n".join(filter(None, [new, *(piece.text for piece in chosen if piece.earlier)]))


def cut(text: str, by: By = By.PARAGRAPHS) -> Cut:
    """Every line that has words, in order, in exactly one piece. A single paragraph is always cut at its lines."""
    new, earlier = quoting.split(text)
    paragraphs = _paragraphs(new)
    by = By.LINES if len(paragraphs) == 1 else by
    if by is By.LINES:
        paragraphs = [[line] for paragraph in paragraphs for line in paragraph]
    found = [Piece(one) for one in _no_more_than_most(paragraphs)]
    rest = "\n".join(_lines(earlier)).strip("\n")
    return Cut(by, (*found, *([Piece(rest, earlier=True)] if rest else [])))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def _paragraphs(text: str) -> list[list[str]]:
    return [list(lines) for has_words, lines in groupby(_lines(text), key=bool) if has_words]


def _no_more_than_most(paragraphs: Sequence[Sequence[str]]) -> list[str]:
    texts = ["\n".join(lines) for lines in paragraphs]
    return texts if len(texts) <= MOST else [*texts[: MOST - 1], "\n\n".join(texts[MOST - 1 :])]
