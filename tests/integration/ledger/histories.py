"""Tampering with more than one entry: tails, whole histories, checkpoints, two practices, the file itself."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from uuid import uuid4

from carepost.domain.ledger.tree import leaf_hash
from tests.integration.ledger import tamperings
from tests.integration.ledger.scene import Scene
from tests.integration.ledger.tamperings import Kind, line_of, put_line

# ---- the tail, and other histories -------------------------------------------------------------------------


def cut_the_tail(scene: Scene) -> None:
    places = scene.places()
    left = scene.somewhere()
    scene.order(places[:left])
    scene.do("delete from ledger_checkpoint where practice_id = {p} and size > %s", left)
    if scene.chance.random() < 0.5:
        scene.do("delete from ledger_entry where practice_id = {p} and id = any(%s)", places[left:])
        scene.do("delete from ledger_detail where practice_id = {p} and entry_id = any(%s)", places[left:])
    scene.sign()


def sign_the_tail_anew(scene: Scene) -> None:
    """The last ones say something else, and the stolen key says so too."""
    for entry in scene.places()[scene.somewhere() :]:
        put_line(scene, entry, line_of(scene, entry) | {"event": "conversation.noted"})
    scene.sign()


def fork(scene: Scene) -> None:
    """Another history for this practice from some point on, as long as the true one or longer; signed."""
    places = scene.places()
    cut_the_tail(scene)
    left = len(scene.places())
    scene.ledger.write(scene.practice, len(places) - left + scene.chance.randint(0, 3))
    (scene.ledger.folder / "checkpoints.txt").unlink()
    scene.ledger.place()


def roll_back(scene: Scene) -> None:
    """To a backup; and by chance work goes on from there."""
    scene.put_back("backup")
    scene.ledger.write(scene.practice, scene.chance.choice([0, 1, 40]))


# ---- places, hashes, checkpoints ---------------------------------------------------------------------------


def change_a_hash(scene: Scene) -> None:
    """The line is true and the tree fits; what the database keeps beside the place is not."""
    leaf, idx = scene.chance.randbytes(32), scene.somewhere()
    scene.do("update ledger_place set leaf = %s where practice_id = {p} and idx = %s", leaf, idx)


def change_a_place(scene: Scene) -> None:
    """Two entries change places, their hashes stay; or a place is moved out of the row."""
    one, other = scene.chance.sample(range(len(scene.places())), 2)
    swap = "update ledger_place set {} = %s where practice_id = {{p}} and {} = %s"
    if scene.chance.random() < 0.5:
        places, spare = scene.places(), uuid4()
        for new, idx in ((spare, one), (places[one], other), (places[other], one)):
            scene.do(swap.format("entry_id", "idx"), new, idx)
    else:
        scene.do(swap.format("idx", "idx"), 10_000, one)


def change_the_head(scene: Scene) -> None:
    """What the next checkpoint will be made of."""
    left = scene.chance.choice(
        ["frontier = set_byte(frontier, 3, get_byte(frontier, 3) # 1)", "size = size + 1"]
    )
    if left.startswith("size"):
        left += ", frontier = %s"
        size = len(scene.places()) + 1
        scene.do(f"update ledger_head set {left} where practice_id = {{p}}", bytes(32 * size.bit_count()))
    else:
        scene.do(f"update ledger_head set {left} where practice_id = {{p}}")
    scene.ledger.write(scene.practice, 2)


def change_a_checkpoint(scene: Scene) -> None:
    """Its signature, its root or size in the note or beside it; or another's note in its place."""
    size = scene.chance.choice(scene.sizes())
    note = scene.ask("select note from ledger_checkpoint where practice_id = {p} and size = %s", size)[0][0]
    head, root, signed = re.fullmatch(r"(.+?\n\d+\n)(.+?)(\n\n.+\n)", note, re.S).groups()
    other = base64.b64encode(scene.chance.randbytes(32)).decode()
    theirs = scene.ask("select note from ledger_checkpoint where practice_id = {n} limit 1")[0][0]
    change, value = scene.chance.choice(
        [
            ("root", scene.chance.randbytes(32)),
            ("size", 0),
            ("note", head + other + signed),
            ("note", head + root + signed[:-12] + "AAAAAAAAAA=\n"),
            ("note", note.replace(f"\n{size}\n", f"\n{size + 1}\n")),
            ("note", "nothing"),
            ("note", ""),
            ("note", "\n\ncheckpoints\n"),
            ("note", theirs),
        ]
    )
    scene.do(
        f"update ledger_checkpoint set {change} = %s where practice_id = {{p}} and size = %s", value, size
    )


# ---- two practices -----------------------------------------------------------------------------------------


def swap_practices(scene: Scene) -> None:
    """Each has the other's whole ledger, names of the ledgers and all that is signed included."""
    spare = uuid4()
    for table in ("entry", "detail", "unplaced", "place", "head", "checkpoint"):
        for old, new in (
            (scene.practice.id, spare),
            (scene.neighbour.id, scene.practice.id),
            (spare, scene.neighbour.id),
        ):
            scene.do(f"update ledger_{table} set practice_id = %s where practice_id = %s", new, old)
    if scene.chance.random() < 0.5:
        scene.do(
            "update ledger_head set origin = %s where practice_id = {p}",
            f"carepost.example/ledger/{scene.practice.ods_code}",
        )
        scene.sign()


def move_in_from_the_neighbour(scene: Scene) -> None:
    """One of the neighbour's entries, in a place of ours."""
    theirs = scene.chance.choice(
        scene.ask("select entry_id from ledger_place where practice_id = {n} order by idx")
    )[0]
    for table, name in (("entry", "id"), ("detail", "entry_id"), ("place", "entry_id")):
        move = f"update ledger_{table} set practice_id = {{p}} where practice_id = {{n}} and {name} = %s"
        scene.do(
            move.replace("set practice_id = {p}", "set practice_id = {p}, idx = -1")
            if table == "place"
            else move,
            theirs,
        )
    places = [one for one in scene.places() if one != theirs]
    places.insert(scene.somewhere(), theirs)
    scene.order(places)
    scene.cover()


# ---- the file that is handed out ---------------------------------------------------------------------------


def replay_an_old_export(scene: Scene) -> Path:
    """It was true once."""
    return scene.old_export


def change_the_export(scene: Scene) -> Path:
    """A line edited, taken out, doubled or moved, with its hash; the head, the notes or the end changed."""
    path = scene.export_quietly(scene.ledger.folder / "elsewhere")
    text = path.read_text().split("\n")
    first, end = text.index("entries") + 2, text.index("checkpoints") - 1
    at = scene.chance.randrange(first, end)
    what = scene.chance.randrange(8)
    if what == 0:
        line = text[at].split("\t")[0].replace("conversation.opened", "conversation.noted")
        text[at] = f"{line}\t{base64.b64encode(leaf_hash(line.encode())).decode()}"
    elif what == 1:
        del text[at]
    elif what == 2:
        text.insert(at, text[at])
    elif what == 3:
        text.insert(first if at > first else end - 1, text.pop(at))
    elif what == 4:
        text = [re.sub("^size .*", "size 1", line) for line in text]
    elif what == 5:
        text = text[: end + 2]
    elif what == 6:
        text = text[: -scene.chance.randint(2, 4)]
    else:
        text[at] = text[at].replace(":", ": ", 1)
    path.write_text("\n".join(text))
    return path


KINDS: tuple[Kind, ...] = (
    tamperings.edit_the_line,
    tamperings.edit_a_column,
    tamperings.edit_a_detail,
    tamperings.delete,
    tamperings.delete_from_the_order,
    tamperings.hide_what_waits,
    tamperings.insert,
    tamperings.repeat_an_entry,
    tamperings.reorder,
    cut_the_tail,
    sign_the_tail_anew,
    fork,
    roll_back,
    change_a_hash,
    change_a_place,
    change_the_head,
    change_a_checkpoint,
    swap_practices,
    move_in_from_the_neighbour,
    replay_an_old_export,
    change_the_export,
)
