import type { Database } from "better-sqlite3";
import type { GateVersions, NoteAcceptances, NoteVersion } from "../../answers.ts";
import type { ModelId } from "../../vocabulary.ts";

// Everything is asked for one note at a time, in the order of the key of `current_acceptances`: SQLite reads it from front
// to back. One statement for all notes takes 40 % longer, since SQLite then groups by the note's path (measured).

/** How many acceptances a note has, how many of them are of one version of it, and the gate versions of those as a text. */
const OF_VERSION = `SELECT count(*), count(*) FILTER (WHERE accepted_note_sha = @noteSha),
  group_concat(accepted_gate_sha || gate_id, char(0)) FILTER (WHERE accepted_note_sha = @noteSha)
FROM current_acceptances WHERE model_id = @modelId AND note_path = @notePath`;

const GATES_OF_VERSION = `SELECT gate_id, accepted_gate_sha FROM current_acceptances
WHERE model_id = @modelId AND note_path = @notePath AND accepted_note_sha = @noteSha`;

const OTHER_VERSIONS = `SELECT DISTINCT accepted_note_sha FROM current_acceptances
WHERE model_id = @modelId AND note_path = @notePath AND accepted_note_sha <> @noteSha`;

interface Asked extends NoteVersion {
  modelId: ModelId;
}

const NONE: GateVersions = new Map();

/** Texts whose gate versions are remembered: gates differ between folders, and notes come folder by folder. */
const REMEMBERED = 8;

/** Answers for one note after another; each answer is of one moment only in a read transaction. */
export function acceptanceReader(
  sqlite: Database,
  modelId: ModelId,
): <Note extends NoteVersion>(note: Note) => NoteAcceptances<Note> {
  const ofVersion = sqlite
    .prepare<[Asked], [all: number, ofVersion: number, text: string | null]>(OF_VERSION)
    .raw();
  const gatesOfVersion = sqlite.prepare<[Asked], [gateId: string, gateSha: string]>(GATES_OF_VERSION).raw();
  const otherVersions = sqlite.prepare<[Asked], string>(OTHER_VERSIONS).pluck();
  const remembered: { text: string; gates: GateVersions }[] = [];

  const gatesOf = (asked: Asked, count: number, text: string | null): GateVersions => {
    if (text === null) return NONE;
    const known = remembered.find((each) => each.text === text);
    if (known) return known.gates;
    const gates = new Map(gatesOfVersion.all(asked).map(([gateId, gateSha]) => [gateId, [gateSha]]));
    // An id with a NUL in it could be two: such a text may be that of other gates, too.
    if (text.split("\0").length === count) remembered.unshift({ text, gates });
    if (remembered.length > REMEMBERED) remembered.pop();
    return gates;
  };

  return (note) => {
    const { notePath, noteSha } = note;
    const asked = { modelId, notePath, noteSha };
    const [all = 0, count = 0, text = null] = ofVersion.get(asked) ?? [];
    const gates = gatesOf(asked, count, text);
    if (all === count) return { note, gates, others: [] };
    const others = otherVersions.all(asked).map((other) => {
      const version = { modelId, notePath, noteSha: other };
      const [, ofOther = 0, otherText = null] = ofVersion.get(version) ?? [];
      return { noteSha: other, gates: gatesOf(version, ofOther, otherText) };
    });
    return { note, gates, others };
  };
}
