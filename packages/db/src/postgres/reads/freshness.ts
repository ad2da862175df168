import type { GateVersions, NewestVersion, NoteAcceptances, NoteVersion } from "../../answers.ts";
import {
  type NewestRow,
  nearestVersions,
  type VersionRow,
  versionsOf,
} from "../../from-rows/gate-versions.ts";
import type { ModelId } from "../../vocabulary.ts";
import { inPortions } from "../driver/portions.ts";
import { question } from "../driver/question.ts";
import { type Session, withClient } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";

/** Notes asked for in one statement. */
const NOTES_AT_A_TIME = 2500;
/** Questions under way, each on a connection of its own: the server answers the next ones while an answer is looked at. */
const QUESTIONS_AT_ONCE = 2;

// The versions of notes go up. What is accepted of one is made into a text on the server, and since of most notes the same is
// accepted, each text comes down once, and for a note its number.
const ACCEPTED = `WITH
  said AS MATERIALIZED (
    SELECT note.ordinal, (
      SELECT array_agg(ARRAY[last.gate_id::text, last.accepted_gate_sha::text] ORDER BY last.gate_id, last.accepted_gate_sha) FROM (
        SELECT DISTINCT ON (event.gate_id, event.accepted_gate_sha) event.gate_id, event.accepted_gate_sha, event.acceptance_kind
        FROM review.acceptance_events AS event
        WHERE event.model_id = $1 AND event.note_path = note.path AND event.accepted_note_sha = note.sha
        ORDER BY event.gate_id, event.accepted_gate_sha, event.id DESC) AS last
      WHERE last.acceptance_kind <> 'withdrawn') AS versions
    FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS note (path, sha, ordinal)),
  numbered AS (SELECT versions, row_number() OVER () AS number FROM said WHERE versions IS NOT NULL GROUP BY versions)
SELECT numbered.number, (SELECT array_agg(part ORDER BY place) FROM unnest(numbered.versions) WITH ORDINALITY AS each (part, place)) AS versions,
  (SELECT string_agg((said.ordinal - 1)::text, ',') FROM said WHERE said.versions = numbered.versions) AS notes
FROM numbered`;

/** Room for what is said of so many notes at once, which the server writes to its disk otherwise; and to compile the question takes longer than to answer it. */
const ROOM = statement("SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)");

interface AcceptedRow {
  versions: string[];
  /** The places of the notes of which this is accepted, with commas. */
  notes: string;
}

const NONE: GateVersions = new Map();

/** What is accepted of exactly the given version of each note, in their order and in batches. */
export async function* acceptancesOf<Note extends NoteVersion>(
  session: Session,
  modelId: ModelId,
  notes: Iterable<Note>,
): AsyncIterable<readonly NoteAcceptances<Note>[]> {
  // A closed ledger says so, also where nothing is asked.
  await withClient(session, async () => {});
  const underWay: Promise<NoteAcceptances<Note>[]>[] = [];
  try {
    for (const portion of inPortions(notes, NOTES_AT_A_TIME)) {
      const asked = answer(session, modelId, portion);
      // What it throws is thrown when its turn comes, or not at all after another one.
      asked.catch(() => {});
      underWay.push(asked);
      const [first] = underWay;
      if (!first || underWay.length < QUESTIONS_AT_ONCE) continue;
      yield await first;
      underWay.shift();
    }
    for (const asked of underWay) yield await asked;
  } finally {
    // Nothing is asked any more once nobody looks.
    await Promise.allSettled(underWay);
  }
}

async function answer<Note extends NoteVersion>(
  session: Session,
  modelId: ModelId,
  notes: readonly Note[],
): Promise<NoteAcceptances<Note>[]> {
  const asked = statement(ACCEPTED, modelId, ...placesOf(notes));
  const answers = notes.map((note): NoteAcceptances<Note> => ({ note, accepted: NONE }));
  const [, found] = await question(session, (ask) => ask(ROOM, asked));
  for (const { versions, notes: places } of (found ?? []) as unknown as AcceptedRow[]) {
    const accepted = versionsOf(pairs(versions));
    for (const place of places.split(",")) {
      const found = answers[Number(place)];
      if (found) found.accepted = accepted;
    }
  }
  return answers;
}

const placesOf = (notes: readonly NoteVersion[]) =>
  [notes.map(({ notePath }) => notePath), notes.map(({ noteSha }) => noteSha)] as const;

const pairs = (flat: readonly string[]): VersionRow[] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [
    flat[2 * index] ?? "",
    flat[2 * index + 1] ?? "",
    0,
  ]);

const newest = (distinctOn: string, condition: string) => `SELECT note.ordinal, event.*
FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS note (path, sha, ordinal) CROSS JOIN LATERAL (
  SELECT DISTINCT ON (${distinctOn}) gate_id AS "gateId", id, accepted_note_sha AS "noteSha", accepted_gate_sha AS "gateSha",
    acceptance_kind AS kind
  FROM review.acceptance_events WHERE model_id = $1 AND note_path = note.path${condition}
  ORDER BY ${distinctOn}, id DESC) AS event`;

const NEWEST_OF_NOTE = newest("gate_id", "");
const NEWEST_OF_TEXT = newest("gate_id, accepted_gate_sha", " AND accepted_note_sha = note.sha");

export async function listNewestVersions(
  session: Session,
  modelId: ModelId,
  notes: readonly NoteVersion[],
): Promise<NewestVersion[][]> {
  if (notes.length === 0) return [];
  return question(session, async (ask) => {
    const asked = (text: string): Statement => statement(text, modelId, ...placesOf(notes));
    const [ofNotes, ofTexts] = await ask(asked(NEWEST_OF_NOTE), asked(NEWEST_OF_TEXT));
    const [ofNote, ofText] = [byPlace(ofNotes), byPlace(ofTexts)];
    return notes.map((_, index) => nearestVersions(ofNote.get(index + 1) ?? [], ofText.get(index + 1) ?? []));
  });
}

interface PlacedRow {
  ordinal: number;
  gateId: string;
  id: number;
  noteSha: string;
  gateSha: string;
  kind: NewestRow[4];
}

function byPlace(rows: readonly unknown[] = []): Map<number, NewestRow[]> {
  const found = new Map<number, NewestRow[]>();
  for (const { ordinal, gateId, id, noteSha, gateSha, kind } of rows as PlacedRow[]) {
    const row: NewestRow = [gateId, id, noteSha, gateSha, kind];
    const known = found.get(ordinal);
    if (known) known.push(row);
    else found.set(ordinal, [row]);
  }
  return found;
}
