import type { Database } from "better-sqlite3";
import type { GateVersions, NoteAcceptances, NoteVersion } from "../../answers.ts";
import { type VersionRow, versionsOf } from "../../from-rows/gate-versions.ts";
import type { ModelId } from "../../vocabulary.ts";
import { prepared } from "../prepared.ts";

// Everything is asked for one note at a time, in the order of the index, which holds all that is asked for: SQLite reads it
// from front to back, and no other version of the note. One statement for all notes takes 40 % longer, since SQLite then
// groups by the note's path (measured).

const OF_VERSION = `FROM acceptance_events INDEXED BY acceptance_events_by_version
WHERE model_id = @modelId AND note_path = @notePath AND accepted_note_sha = @noteSha`;

/** All that is recorded of one version of a note as a text, and how many events that is. */
const AS_TEXT = `SELECT count(*), group_concat(iif(acceptance_kind = 'withdrawn', '-', '+') || accepted_gate_sha || gate_id, char(0))
${OF_VERSION}`;

const AS_ROWS = `SELECT gate_id, accepted_gate_sha, acceptance_kind = 'withdrawn' ${OF_VERSION}
ORDER BY gate_id, accepted_gate_sha, id`;

interface Asked extends NoteVersion {
  modelId: ModelId;
}

const NONE: GateVersions = new Map();

/** Texts whose gate versions are remembered: gates differ between folders, and notes come folder by folder. */
const REMEMBERED = 8;

/** Answers for one note after another. */
export function acceptanceReader(
  sqlite: Database,
  modelId: ModelId,
): <Note extends NoteVersion>(note: Note) => NoteAcceptances<Note> {
  const asText = prepared<[Asked], [events: number, text: string | null]>(sqlite, AS_TEXT).raw();
  const asRows = prepared<[Asked], VersionRow>(sqlite, AS_ROWS).raw();
  const remembered: { events: number; text: string; accepted: GateVersions }[] = [];

  return (note) => {
    const asked = { modelId, notePath: note.notePath, noteSha: note.noteSha };
    const [events = 0, text = null] = asText.get(asked) ?? [];
    if (text === null) return { note, accepted: NONE };
    // An id with a NUL in it could be two, and the text that of other gates: then it has more parts than events.
    const known = remembered.find((each) => each.events === events && each.text === text);
    if (known) return { note, accepted: known.accepted };
    const accepted = versionsOf(asRows.all(asked));
    if (text.split("\0").length === events) remembered.unshift({ events, text, accepted });
    if (remembered.length > REMEMBERED) remembered.pop();
    return { note, accepted };
  };
}
