#!/usr/bin/env python3
"""Checks a Carepost ledger export without Carepost: one file, Python 3.8 or later, standard library only.

    python3 carepost_verify.py EXPORT [--since FILE] [--key PUBKEY] [--deep] [--json]

It hashes every line of the export into an RFC 6962 tree again and compares the tree with every signed
checkpoint (C2SP signed note, Ed25519), those in the export and those kept outside the database. Exit code 0:
nothing was changed. 1: something was. 2: the files or the options cannot be used.

Keep the file of checkpoints where nobody who runs the database can write, and take it *before* the export.

A leaf is the exact line, so the tree alone shows whether a line is the one that was recorded. Reading each
line as JSON and each signature that both files hold alike is done where something was found, to name it, and
with --deep: it asks whether the program that wrote the ledger wrote it well.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import operator
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

GOOD, TAMPERED, UNUSABLE = 0, 1, 2
FORMAT = b"carepost-ledger-export 1"
BLOCK = 4096  # lines hashed at a time
MOST_FINDINGS = 20  # of one kind
WORTH_A_PROCESS = 20_000_000  # octets
HASH = 45  # octets of a row's end: the hash kept with the place, in base64, and the line end
sha256, to_base64 = hashlib.sha256, binascii.b2a_base64


class Unusable(Exception):
    """The input is not something that can be checked; the message says why."""


# ---- Ed25519, RFC 8032 section 5.1 -----------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)  # extended coordinates X, Y, Z, T


if TYPE_CHECKING:
    Point = tuple[int, int, int, int]  # not at run time: Python 3.8 has no tuple[...]


def add(p: Point, q: Point) -> Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def x_of(y: int, sign: int) -> int | None:
    """The x that belongs to y and this sign; None if there is no such point on the curve."""
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    square = u * pow(v, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * SQRT_MINUS_1 % P
    if x * x % P != square or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def encoded(p: Point) -> bytes:
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def table_of(p: Point) -> list[list[Point]]:
    """The 0 to 8-fold of p times each power of 16, so that a multiple is 64 additions."""
    table = []
    for _ in range(64):
        row = [NEUTRAL]
        for _ in range(8):
            row.append(add(row[-1], p))
        table.append(row)
        p = add(row[8], row[8])
    return table


def times(number: int, table: list[list[Point]]) -> Point:
    """In digits from -7 to 8, for the negative of a point costs nothing. A number below L has 64 of them."""
    result = NEUTRAL
    for row in table:
        digit = number & 15
        number >>= 4
        if digit > 8:
            x, y, z, t = row[16 - digit]
            result = add(result, (P - x, y, z, P - t))
            number += 1
        elif digit:
            result = add(result, row[digit])
    return result


@lru_cache(None)
def base() -> list[list[Point]]:
    y = 4 * pow(5, P - 2, P) % P
    x = x_of(y, 0) or 0
    return table_of((x, y, 1, x * y % P))


class PublicKey:
    """A key that has signed many notes: its table is made once."""

    def __init__(self, data: bytes) -> None:
        a = point(data) if len(data) == 32 else None
        if a is None:
            raise Unusable("The public key is not an Ed25519 key.")
        self.data = data
        self._minus_a = table_of((P - a[0], a[1], a[2], P - a[3]))

    def verifies(self, signature: bytes, message: bytes) -> bool:
        if len(signature) != 64:
            return False
        r, s = signature[:32], int.from_bytes(signature[32:], "little")
        if s >= L:  # the same signature must not have two forms
            return False
        k = int.from_bytes(hashlib.sha512(r + self.data + message).digest(), "little") % L
        return encoded(add(times(s, base()), times(k, self._minus_a))) == r


# RFC 8032 section 7.1: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
)


@lru_cache(None)
def self_test() -> bool:
    """Whether this computer gets the RFC's own examples right, and refuses them when one bit is changed."""
    for vector in VECTORS:
        public, message, signature = (bytes.fromhex(part) for part in vector)
        key = PublicKey(public)
        changed = bytes([signature[0] ^ 1]) + signature[1:]
        longer = signature[:32] + (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")
        if not key.verifies(signature, message) or key.verifies(signature, message + b"."):
            return False
        if key.verifies(changed, message) or key.verifies(longer, message):
            return False
    root = Tree().root().hex()
    return root == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


# ---- the tree, RFC 6962 section 2.1 ----------------------------------------------------------------------


class Tree:
    """Grows level by level; `_edge[n]` is a full subtree of 2**n leaves that lacks its right neighbour."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes | None] = []

    def extend(self, leaves: list[bytes]) -> None:
        if len(leaves) < 8:  # where there is a checkpoint every few lines
            for leaf in leaves:
                self._add(leaf)
            return
        self.size += len(leaves)
        level = 0
        while leaves:
            if level == len(self._edge):
                self._edge.append(None)
            left, self._edge[level] = self._edge[level], None
            if left is not None:
                leaves = [left, *leaves]
            if len(leaves) & 1:
                self._edge[level] = leaves.pop()
            leaves = [sha256(b"\x01" + a + b).digest() for a, b in zip(leaves[::2], leaves[1::2])]  # noqa: B905  (3.8)
            level += 1

    def _add(self, node: bytes) -> None:
        level, size, edge = 0, self.size, self._edge
        while size & 1:
            node = sha256(b"\x01" + (edge[level] or b"") + node).digest()
            edge[level] = None
            size, level = size >> 1, level + 1
        if level == len(edge):
            edge.append(None)
        edge[level] = node
        self.size += 1

    def root(self) -> bytes:
        root = None
        for node in self._edge:
            if node is not None:
                root = node if root is None else sha256(b"\x01" + node + root).digest()
        return sha256(b"").digest() if root is None else root


# ---- signed notes, C2SP signed-note and tlog-checkpoint --------------------------------------------------

DASH = "\u2014 "
NOTE = re.compile(
    r"^(\S+)\n(\d{1,18})\n([A-Za-z0-9+/]{43}=)\n\n((?:\u2014 \S+ [A-Za-z0-9+/=]{92,}\n)+)", re.M
)


class Note:
    """One checkpoint: which ledger, how many entries, what root, whose signatures, and where it was read."""

    def __init__(self, match: re.Match[str], where: str) -> None:
        self.origin, size, root, self._signatures = match.group(1, 2, 3, 4)
        self.size, self.root, self.where = int(size), base64.b64decode(root), where
        self.whole = match.group()
        self._text = f"{self.origin}\n{size}\n{root}\n".encode()

    def problem(self, key: PublicKey) -> str | None:
        """What is wrong with its signature, or None. Signatures of other keys are passed over."""
        known = [s for s in self._signatures.splitlines() if self._is_by(s, key)]
        if not known:
            return "is not signed by the ledger's key"
        good = all(key.verifies(base64.b64decode(s.split(" ")[2])[4:], self._text) for s in known)
        return None if good else "has a signature that does not hold"

    def _is_by(self, line: str, key: PublicKey) -> bool:
        name, data = line.split(" ")[1:]
        try:
            return name == self.origin and base64.b64decode(data, validate=True)[:4] == key_id(name, key.data)
        except binascii.Error:
            return False


def key_id(name: str, key: bytes) -> bytes:
    return sha256(name.encode() + b"\n\x01" + key).digest()[:4]


def notes_in(text: str, where: str) -> list[Note]:
    """The notes in a text. What a crash cut short while it was written is no note, and is passed over."""
    return [Note(match, where) for match in NOTE.finditer(text)]


def epoch_of(origin: str) -> tuple[str, int]:
    """The ledger's first name, and how often it was begun anew after a restore (`.../restored-2`: the second)."""
    match = re.fullmatch(r"(.+)/restored-([1-9][0-9]{0,5})", origin)
    return (match.group(1), int(match.group(2))) if match else (origin, 1)


def key_from(text: str) -> PublicKey:
    """A public key as hex, as base64, as C2SP verifier key (name+id+base64), or a file with one of these."""
    if os.path.isfile(text):
        with open(text, encoding="ascii", errors="replace") as file:
            text = file.read()
    text = text.strip()
    if re.fullmatch("[0-9a-fA-F]{64}", text):
        return PublicKey(bytes.fromhex(text))
    if re.fullmatch(r"[A-Za-z0-9+/]{43}=", text):
        return PublicKey(base64.b64decode(text))
    parts = text.split("+", 2)
    try:
        data = base64.b64decode(parts[2], validate=True)
    except (IndexError, binascii.Error):
        raise Unusable("The public key is neither hex, base64 nor a verifier key.") from None
    if data[:1] != b"\x01" or parts[1] != key_id(parts[0], data[1:]).hex():
        raise Unusable("The public key does not fit its own name and number.")
    return PublicKey(data[1:])


# ---- the lines -------------------------------------------------------------------------------------------

PLAIN = bytes(octet for octet in range(32, 127) if octet != ord("\\"))  # what needs no escape in JSON


class Findings:
    """What is wrong, in sentences; of each kind the first few, and how many there were."""

    def __init__(self) -> None:
        self.all: list[dict[str, Any]] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, sentence: str, line: int | None = None) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._counts[kind] <= MOST_FINDINGS:
            self.all.append({"kind": kind, "line": line, "says": sentence})

    def join(self, other: Findings) -> None:
        self.all += other.all
        self._counts.update(other._counts)

    def left_out(self) -> int:
        return sum(max(0, count - MOST_FINDINGS) for count in self._counts.values())


class Lines:
    """Reads each line for what a hash cannot show: another form, another practice, an id used twice.

    Where what stood beside a line in the database contradicted it, the export says so behind the line.

    Lines differ in the values of their strings, hardly ever in anything else. Once one line of a shape (its
    punctuation and its names) has been read as JSON and found canonical, so is every other of that shape, as
    long as no string needs an escape; that is quicker to see than to read JSON again.
    """

    def __init__(self, practice: str, findings: Findings) -> None:
        self._practice, self._findings = practice.encode(), findings
        self._ids: set[bytes] = set()
        self._names_at: dict[bytes, Any] = {}  # by punctuation: what picks the names out of the parts
        self._shapes: set[Any] = set()

    def check(self, first: int, lines: list[bytes]) -> None:
        plain = not b"".join(lines).translate(None, PLAIN)
        ids, practice, names_at, shapes = self._ids, self._practice, self._names_at, self._shapes
        for number, line in enumerate(lines, first):
            parts = line.split(b'"')
            marks = b'"'.join(parts[::2])
            names = names_at.get(marks)
            known = plain and names is not None and (marks, names(parts)) in shapes
            if not known or parts[-4] != practice or parts[-8] in ids:
                self._read(number, line, parts)
            else:
                ids.add(parts[-8])

    def _read(self, number: int, line: bytes, parts: list[bytes]) -> None:
        line, _, beside = line.partition(b"\t")
        if beside:
            self._beside(number, beside)
            parts = line.split(b'"')
        if not line:
            self._add(number, "is missing: there is a place for it, but no entry")
            return
        try:
            entry = json.loads(line.decode("ascii"))
            canonical = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() == line
            owner, entry_id, version = entry["practice"].encode(), entry["id"].encode(), entry["v"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._add(number, "is not an entry of a ledger")
            return
        faults = {
            "is not in canonical form": not canonical,
            "belongs to another practice": owner != self._practice,
            "has an id that an earlier line already has": entry_id in self._ids,
            "has a version this program does not know": version != 1,
        }
        for says, true in faults.items():
            if true:
                self._add(number, says)
        self._ids.add(entry_id)
        if canonical and version == 1 and b"\\" not in line:
            self._learn(parts, entry_id, owner)

    def _learn(self, parts: list[bytes], entry_id: bytes, owner: bytes) -> None:
        ends = [b"id", b":", entry_id, b",", b"practice", b":", owner, b",", b"v", b":1}"]
        if parts[-10:] != ends:
            return
        names = operator.itemgetter(*[at for at in range(1, len(parts), 2) if parts[at + 1][:1] == b":"])
        marks = b'"'.join(parts[::2])
        self._names_at[marks] = names
        self._shapes.add((marks, names(parts)))

    def _beside(self, number: int, what: bytes) -> None:
        names = ", ".join(re.findall("[a-z_]{1,40}", what.decode("ascii", "replace")))
        says = f"What the database has beside line {number} is not what the line says: {names}."
        self._findings.add("beside", says, number)

    def _add(self, number: int, says: str) -> None:
        self._findings.add("line", f"Line {number} {says}.", number)


# ---- the export ------------------------------------------------------------------------------------------


class Export:
    """An export file: its head, its notes, and its lines a block at a time."""

    def __init__(self, path: str, file: BinaryIO) -> None:
        self.path, self._file, self._ended, self.well_ended = path, file, False, False
        self.head = self._read_head()
        self._start = self._file.tell()
        self._mark_at = self._blank_at = (
            0  # where the checkpoints are said to begin, and where the entries end
        )

    def _read_head(self) -> dict[str, str]:
        first = self._file.readline(200)
        if first.rstrip(b"\n") != FORMAT:
            raise Unusable(unknown(first))
        head: dict[str, str] = {}
        for line in iter(lambda: self._file.readline(1000), b"\n"):
            name, _, value = line.decode("utf-8", "replace").rstrip("\n").partition(" ")
            if not value or len(head) > 50:
                raise Unusable("The head of the export is cut short or damaged.")
            head[name] = value
        if {"practice", "ods", "origin", "key", "size"} - set(head) or not re.fullmatch(
            "[0-9]{1,18}", head["size"]
        ):
            raise Unusable("The head of the export lacks what says whose ledger it is.")
        if head["ods"] != epoch_of(head["origin"])[0].rpartition("/")[2]:
            raise Unusable(f"The head of the export names practice {head['ods']}, and the ledger of another.")
        if self._file.read(9) != b"entries\n\n":
            raise Unusable("The export has no entries section.")
        return head

    @property
    def gap(self) -> bool:
        """Whether something that nobody reads stands between the entries and the checkpoints."""
        return self.well_ended and self._mark_at + 1 != self._blank_at

    def notes(self) -> tuple[list[Note], str]:
        """The notes, and what stands among them and is none. They stand at the end, but are wanted first: the
        tree is compared with them as it grows."""
        mark, tail = b"\n\ncheckpoints\n", b""
        begin = self._file.seek(0, os.SEEK_END)
        first = self._start - 1  # of an empty ledger the mark begins with the line end before
        while begin > first and mark not in tail:
            end, begin = begin, max(first, begin - (1 << 20))
            self._file.seek(begin)
            tail = self._file.read(end - begin) + tail
        self._file.seek(self._start)
        self._mark_at = begin + tail.rfind(mark)
        text = tail.rpartition(mark)[2].decode("utf-8", "replace") if mark in tail else ""
        return notes_in(text, self.path), NOTE.sub("", text).strip("\n")

    def take(self, most: int) -> list[bytes]:
        """The next rows, at most so many: a line, a tab, and the leaf hash the database kept with its place."""
        rows = [] if self._ended else list(islice(self._file, most))
        if b"\n" in rows:
            blank = rows.index(b"\n")
            self._blank_at = self._file.tell() - sum(map(len, rows[blank:]))
            after = rows[blank + 1] if blank + 1 < len(rows) else self._file.readline()
            self._ended, self.well_ended = True, after == b"checkpoints\n"
            del rows[blank:]
        elif len(rows) < most:
            self._ended = True
        return rows


def unknown(first: bytes) -> str:
    """Why a file with this first line is no export that can be checked."""
    if FORMAT in first:
        return "The export was changed on its way, as mail and editors do to text. Get it again, packed or as a file."
    if first.startswith((b"\x1f\x8b", b"PK")):
        return "This file is packed. Unpack it, and check what was in it."
    return "This is not a Carepost ledger export of a version this program knows."


def leaf_of(row: bytes) -> bytes:
    """The leaf hash of a row's line, whatever else the row holds."""
    return sha256(b"\x00" + row.partition(b"\t")[0].rstrip(b"\n")).digest()


def check_lines(path: str) -> Findings:
    """A pass over the export for the form of each line."""
    findings, number = Findings(), 1
    with open(path, "rb") as file:
        export = Export(path, file)
        lines = Lines(export.head["practice"], findings)
        for rows in iter(lambda: export.take(BLOCK), []):
            lines.check(number, [row.rpartition(b"\t")[0] for row in rows])
            number += len(rows)
    return findings


def first_changed(path: str) -> int | None:
    """The first line that does not fit the hash kept with its place; None if all do, or were made to."""
    number = 0
    with open(path, "rb") as file:
        export = Export(path, file)
        for rows in iter(lambda: export.take(BLOCK), []):
            for row in rows:
                number += 1
                if to_base64(leaf_of(row)) != row[-HASH:]:
                    return number
    return None


class Check:
    """One pass over an export: the tree beside the lines, stopping at each size a checkpoint speaks of."""

    def __init__(self, export: Export, key: PublicKey, outside: list[Note], options: Options) -> None:
        self.findings, self.tree, self.size_outside, self.odd = Findings(), Tree(), 0, False
        self._export, self._key = export, key
        self._name, self._epoch = epoch_of(export.head["origin"])
        inside, rest = export.notes()
        if rest:
            says = "Among the checkpoints of the export stands something that is none: "
            self.findings.add("checkpoint", says + ascii(rest[:200]))
        self._check_told(options.restored_at)
        self._settled = set() if options.deep else agreed_on(inside, outside)
        self.lost = {note for note in outside if self._is_lost(note, options.restored_at)}
        self.notes = [note for note in inside if self._holds(note)]
        self.outside = [note for note in outside if note not in self.lost and self._holds(note)]
        self._trusted = set(self.outside or self.notes)
        self._agreed = 0  # the largest size at which the tree and the checkpoints we trust agree

    def _check_told(self, restored_at: list[int]) -> None:
        """Nobody may hide what was cut behind a restore of another day: each is told of by itself."""
        if restored_at and len(restored_at) != self._epoch - 1:
            self.findings.add(
                "epoch",
                f"The ledger was begun anew {self._epoch - 1} times after a restore, and you told of"
                f" {len(restored_at)}. Say --restored-at once for each, the oldest first.",
            )

    def _is_lost(self, note: Note, restored_at: list[int]) -> bool:
        """Whether it speaks of entries that a restore since, which we were told of, has lost."""
        return any(note.size > kept for kept in restored_at[epoch_of(note.origin)[1] - 1 :])

    def _holds(self, note: Note) -> bool:
        """What both files hold alike is looked at where the tree contradicts it: a signature takes long."""
        return note.whole in self._settled or self._is_signed(note)

    def _is_signed(self, note: Note) -> bool:
        name, epoch = epoch_of(note.origin)
        ours = name == self._name and epoch <= self._epoch
        problem = note.problem(self._key) if ours else "belongs to another ledger"
        if problem:
            self.findings.add(
                "signature", f"The checkpoint of {note.size} entries in {note.where} {problem}."
            )
        return not problem

    def run(self) -> None:
        by_size: dict[int, list[Note]] = {}
        for note in self.notes + self.outside:
            by_size.setdefault(note.size, []).append(note)
        for size in sorted(by_size):
            self._read_to(size)
            if self.tree.size == size:
                self._compare(by_size[size])
        self._read_to(1 << 62)
        self._ends(by_size)

    def name_the_first_changed(self) -> None:
        changed = first_changed(self._export.path)
        if changed:
            says = f"Line {changed} does not fit the hash that was kept with its place."
            self.findings.add("changed", says, changed)

    def _read_to(self, size: int) -> None:
        ends = b'","practice":"' + self._export.head["practice"].encode() + b'","v":1}\t'
        tail = HASH + len(ends)
        while self.tree.size < size:
            rows = self._export.take(min(BLOCK, size - self.tree.size))
            if not rows:
                return
            leaves = [sha256(b"\x00" + row[: -HASH - 1]).digest() for row in rows]
            if [row[-tail:] for row in rows] != [ends + to_base64(leaf) for leaf in leaves]:
                self.odd = True  # another practice, another hash, another form: it is read, and named
                leaves = [leaf_of(row) for row in rows]
            self.tree.extend(leaves)

    def _compare(self, notes: list[Note]) -> None:
        root = self.tree.root()
        for note in notes:
            if note.root != root:
                if note.whole in self._settled and not self._is_signed(note):
                    continue
                first = self._agreed + 1
                self.findings.add(
                    "root",
                    f"The first {note.size} lines are not those that the checkpoint in {note.where} vouches"
                    f" for: something was changed, added, removed or moved in lines {first} to {note.size}.",
                    first,
                )
            elif note in self._trusted:
                self._agreed = note.size

    def _ends(self, by_size: dict[int, list[Note]]) -> None:
        size, said = self.tree.size, int(self._export.head["size"])
        for beyond in [max(by_size)] if by_size and max(by_size) > size else []:
            self.findings.add(
                "cut",
                f"A checkpoint in {by_size[beyond][0].where} vouches for {beyond} entries, and the export has"
                f" {size}: lines {size + 1} to {beyond} are missing. (Is the export older than that file?"
                " Then make a new one.)",
                size + 1,
            )
        if self._export.gap:
            self.findings.add(
                "cut", "Between the entries and the checkpoints of the export stands something else."
            )
        if said != size or not self._export.well_ended:
            self.findings.add(
                "cut", f"The export says it has {said} entries, and has {size}.", min(said, size) + 1
            )
        vouched = max((n for n in by_size if n <= size), default=None)
        if vouched is None or vouched < size:
            first = (vouched or 0) + 1
            self.findings.add("unsigned", f"No checkpoint vouches for the lines from {first} on.", first)
        self.size_outside = max((note.size for note in self.outside), default=0)


# ---- the answer ------------------------------------------------------------------------------------------


class Options:
    """How thorough to be, and what was told: after how many entries each restore, known of, begins a new epoch."""

    def __init__(self, deep: bool = False, restored_at: list[int] | None = None) -> None:
        self.deep, self.restored_at = deep, restored_at or []


def agreed_on(inside: list[Note], outside: list[Note]) -> set[str]:
    """The notes that both files hold, octet by octet, but the largest."""
    both = {note.whole for note in inside} & {note.whole for note in outside}
    largest = max((note for note in outside if note.whole in both), key=lambda note: note.size, default=None)
    return both - {largest.whole} if largest else both


def verify(
    path: str, checkpoints: str | None, key: str | None, options: Options | None = None
) -> dict[str, Any]:
    """What is found, as a dictionary; Unusable or OSError where nothing can be said."""
    options = options or Options()
    if not self_test():
        raise Unusable(
            "This computer does not get the examples of RFC 8032 right; nothing it says can be relied on."
        )
    if checkpoints and os.path.samefile(path, checkpoints):
        raise Unusable(
            "--since names the export itself; it takes checkpoints that were kept outside, from before."
        )
    with open(path, "rb") as file:
        export = Export(path, file)
        outside = notes_outside(checkpoints, export.head["origin"]) if checkpoints else []
        check = Check(export, key_from(key or export.head["key"]), outside, options)
        if options.deep:
            with beside(check_lines, path) as lines:
                check.run()
                check.findings.join(lines())
        else:
            check.run()
            if check.odd or check.findings.all:
                check.findings.join(check_lines(path))
        if check.odd or check.findings.all:
            check.name_the_first_changed()
        if check.odd and not check.findings.all:
            check.findings.add("line", "A line is not as this program knows the lines of a ledger.")
    return answer(export, check, key is not None, checkpoints)


@contextmanager
def beside(work: Callable[[str], Findings], path: str) -> Iterator[Callable[[], Findings]]:
    """Has the work done in a process of its own while we do ours, where that is worth it."""
    if os.path.getsize(path) < WORTH_A_PROCESS or (os.cpu_count() or 1) < 2:
        yield lambda: work(path)
        return
    from concurrent.futures import ProcessPoolExecutor  # slow to load, and seldom wanted

    with ProcessPoolExecutor(1) as other:
        result = other.submit(work, path)
        yield result.result


def notes_outside(path: str, origin: str) -> list[Note]:
    """The checkpoints of this ledger in the file kept outside; those of other practices stand there too."""
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        name = epoch_of(origin)[0]
        notes = [note for note in notes_in(file.read(), path) if epoch_of(note.origin)[0] == name]
    if not notes:
        raise Unusable(f"{path} holds no checkpoint of the ledger {origin}.")
    return notes


def answer(export: Export, check: Check, own_key: bool, checkpoints: str | None) -> dict[str, Any]:
    findings, size = check.findings, check.tree.size
    says = [finding["says"] for finding in findings.all]
    if findings.left_out():
        says.append(f"There are {findings.left_out()} more findings like these.")
    if not findings.all:
        says.append(f"All {size} entries are as they were recorded.")
        says.append(f"{len(check.notes)} checkpoints in the export agree.")
    if not findings.all and checkpoints:
        says.append(
            f"{len(check.outside)} checkpoints outside agree, over the first {check.size_outside} entries."
        )
    if not checkpoints:
        says.append(
            "No checkpoints from outside the database were given: whoever can write the database and has the"
            " signing key could have made all of this anew (--since)."
        )
    if check.lost:
        says.append(
            f"As you told, the ledger was restored: {len(check.lost)} checkpoints of before, up to"
            f" {max(note.size for note in check.lost)} entries, were passed over. What they vouched for is lost."
        )
    if not own_key:
        says.append(
            "The key was taken from the export itself: compare it with the one you were given (--key)."
        )
    return {
        "result": "tampered" if findings.all else "good",
        "ledger": export.head["origin"],
        "practice": export.head["practice"],
        "entries": size,
        "root": base64.b64encode(check.tree.root()).decode(),
        "key": export.head["key"],
        "checkpoints": len(check.notes),
        "outside_checkpoints": len(check.outside),
        "findings": findings.all,
        "more_findings": findings.left_out(),
        "says": says,
    }


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Checks a Carepost ledger export.")
    parser.epilog = "Exit code: 0 good, 1 tampered, 2 unusable."
    parser.add_argument("export", nargs="?", help="the file `carepost ledger export` wrote")
    parser.add_argument(
        "--since",
        "--checkpoints",
        metavar="FILE",
        help="the checkpoints kept outside the database, from before",
    )
    parser.add_argument(
        "--key", metavar="PUBKEY", help="the ledger's public key: hex, base64, verifier key, or a file"
    )
    parser.add_argument("--deep", action="store_true", help="read each line as JSON, check each signature")
    parser.add_argument(
        "--restored-at",
        type=int,
        action="append",
        metavar="ENTRIES",
        help="a restore you know of: what `ledger restored` printed; once for each, the oldest first",
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--self-test", action="store_true", help="check the examples of RFC 8032 and stop")
    return parser


def main(arguments: list[str] | None = None) -> int:
    parser = options()
    given = parser.parse_args(arguments)
    if given.self_test:
        passed = self_test()
        print("The examples of RFC 8032 hold." if passed else "The examples of RFC 8032 do not hold here.")
        return GOOD if passed else UNUSABLE
    if not given.export:
        parser.error("which export?")
    try:
        result = verify(given.export, given.since, given.key, Options(given.deep, given.restored_at))
    except (Unusable, OSError) as fault:
        result = {"result": "unusable", "findings": [], "says": [str(fault)]}
    except MemoryError:
        result = {
            "result": "unusable",
            "findings": [],
            "says": ["A line is too long for this computer's memory."],
        }
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a name that this screen cannot show is no reason to stop
    if given.json:
        print(json.dumps(result, indent=2))
    else:
        whose = [f"The ledger is {result['ledger']}."] if "ledger" in result else []
        print("\n".join([f"{given.export}: {result['result'].upper()}", *whose, *result["says"]]))
    return {"good": GOOD, "tampered": TAMPERED}.get(result["result"], UNUSABLE)


if __name__ == "__main__":
    sys.exit(main())
