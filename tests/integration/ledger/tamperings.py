"""The kinds of tampering: each takes a scene and leaves the ledger, or a file that is handed out, changed.

What a kind gives back is the file the thief hands out; None where he leaves that to the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from carepost.domain.ledger import line as lines
from carepost.domain.ledger.beside import COLUMNS
from carepost.domain.ledger.record import seal_label
from carepost.domain.tenancy import services
from tests.integration.ledger.scene import Scene

Kind = Callable[[Scene], Path | None]
ALL = "practice_id, id, at, event, line, actor_kind, actor_id, conversation_id, message_id, patient_id"
SUBJECTS = ("conversation", "message", "patient")


def line_of(scene: Scene, entry: UUID) -> dict[str, object]:
    return json.loads(
        scene.ask("select line from ledger_entry where practice_id = {p} and id = %s", entry)[0][0]
    )


def put_line(scene: Scene, entry: UUID, said: dict) -> None:
    """With the columns beside it made to fit."""
    columns = [said["event"], said["actor"]["id"], said["actor"]["kind"], said["at"]]
    columns += [said["about"].get(name, "") for name in SUBJECTS]
    changed = scene.do(
        "update ledger_entry set line = %s, event = %s, actor_id = %s, actor_kind = %s, at = %s, conversation_id = %s,"
        " message_id = %s, patient_id = %s where practice_id = {p} and id = %s",
        *(lines.canonical(said), *columns, entry),
    )
    assert changed == 1


# ---- edit --------------------------------------------------------------------------------------------------


def edit_the_line(scene: Scene) -> None:
    entry = scene.places()[scene.somewhere()]
    said = line_of(scene, entry)
    what = scene.chance.choice(["event", "actor", "at", "about", "detail"])
    if what == "event":
        said["event"] = "conversation.noted"
    elif what == "actor":
        said["actor"]["id"] = str(uuid4())
    elif what == "at":
        said["at"] = "2026-01-01T00:00:00.000001Z"
    elif what == "about":
        said["about"] = {"patient": str(uuid4())}
    else:
        said["detail"] = "0" * 64
    put_line(scene, entry, said)
    scene.cover()


def edit_a_column(scene: Scene) -> None:
    """The line stays: the tree says nothing, but who looks entries up is misled."""
    column = scene.chance.choice(COLUMNS)
    entry = scene.places()[scene.somewhere()]
    value = {
        "practice_id": scene.neighbour.id,
        "id": uuid4(),
        "at": "2026-01-01T00:00:00Z",
        "event": "conversation.noted",
        "actor_kind": "member",
    }.get(column, str(uuid4()))
    scene.do(f"update ledger_entry set {column} = %s where practice_id = {{p}} and id = %s", value, entry)
    if column == "id":  # with all that points at it
        for table in ("ledger_place", "ledger_detail"):
            scene.do(
                f"update {table} set entry_id = %s where practice_id = {{p}} and entry_id = %s", value, entry
            )


def edit_a_detail(scene: Scene) -> None:
    """Spoilt, taken away, swapped, put where none was, or written anew with the practice's own key."""
    sealed = scene.ask("select entry_id, sealed from ledger_detail where practice_id = {p} order by entry_id")
    (entry, was), (other, theirs) = scene.chance.sample(sealed, 2)
    put = "update ledger_detail set sealed = %s where practice_id = {p} and entry_id = %s"
    match scene.chance.randrange(5):
        case 0:
            scene.do(put, bytes(was[:-1]) + bytes([was[-1] ^ 1]), entry)
        case 1:
            scene.do("delete from ledger_detail where practice_id = {p} and entry_id = %s", entry)
        case 2:
            scene.do(put, theirs, entry)
            scene.do(put, was, other)
        case 3:
            bare = next(one for one in scene.places() if one not in {row[0] for row in sealed})
            scene.do("insert into ledger_detail values ({p}, %s, %s)", bare, sealed_anew(scene, bare))
        case 4:
            scene.do(put, sealed_anew(scene, entry), entry)


def sealed_anew(scene: Scene, entry: UUID) -> bytes:
    plain = lines.canonical({"salt": "00" * 16, "detail": {"words": "never said"}}).encode()
    return services.vault().seal(scene.practice.id, seal_label(entry), plain)


# ---- delete, insert, reorder -------------------------------------------------------------------------------


def delete(scene: Scene) -> None:
    places = scene.places()
    gone = places.pop(scene.somewhere())
    for table, name in (("ledger_entry", "id"), ("ledger_detail", "entry_id")):
        scene.do(f"delete from {table} where practice_id = {{p}} and {name} = %s", gone)
    if scene.chance.random() < 0.7:
        scene.order(places)
        scene.cover()


def delete_from_the_order(scene: Scene) -> None:
    """The entry stays, its place goes, and the next ones move up."""
    places = scene.places()
    places.pop(scene.somewhere())
    scene.order(places)
    scene.cover()


def hide_what_waits(scene: Scene) -> None:
    """Out of the queue before it had a place: no hash speaks of it."""
    scene.ledger.write(scene.practice)
    assert scene.do("delete from ledger_unplaced where practice_id = {p}") == 1


def insert(scene: Scene) -> None:
    places, new = scene.places(), uuid4()
    said = line_of(scene, scene.chance.choice(places)) | {"id": str(new), "detail": None}
    scene.do(
        f"insert into ledger_entry ({ALL}) select practice_id, %s, at, event, '{{{{}}}}', actor_kind, actor_id, '', '',"
        " '' from ledger_entry where practice_id = {p} limit 1",
        new,
    )
    put_line(scene, new, said)
    places.insert(scene.somewhere(), new)
    scene.order(places)
    scene.cover()


def repeat_an_entry(scene: Scene) -> None:
    """One that happened once, once more at the end, and signed by the sequencer in good faith."""
    new = uuid4()
    scene.do(
        f"insert into ledger_entry ({ALL}) select practice_id, %s, at, event, line, actor_kind, actor_id,"
        " conversation_id, message_id, patient_id from ledger_entry where practice_id = {p} and id = %s",
        *(new, scene.places()[scene.somewhere()]),
    )
    scene.do("insert into ledger_unplaced (practice_id, entry_id) values ({p}, %s)", new)


def reorder(scene: Scene) -> None:
    places = scene.places()
    one, other = sorted(scene.chance.sample(range(len(places)), 2))
    places.insert(other, places.pop(one))
    scene.order(places)
    scene.cover()
