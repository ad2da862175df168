import { conditionsOf, type GateWithScope, hasScope, scopeOf } from "../notes/gate-scope.ts";
import { type Condition, matchesWhere } from "../notes/note-filters.ts";
import { globMatcher, isExclusion } from "../text/globs.ts";
import { type Complaint, suggest, warning } from "./gate-issue.ts";

/** What of a note a gate may name. */
export interface NoteWords {
  path: string;
  /** Its front matter. */
  data: Record<string, unknown>;
  /** Why that cannot be read. */
  problem?: string | undefined;
}

/**
 * What of a gate's scope no note meets; of front matter nothing where that of some note cannot be read, so that nobody knows.
 * The notes are asked for only if the gate has a scope.
 */
export async function complainOfScope(
  gate: GateWithScope,
  readNotes: () => Promise<readonly NoteWords[]>,
): Promise<Complaint[]> {
  if (!hasScope(gate)) return [];
  const notes = await readNotes();
  const complaints = [
    ...(await complainOfGlobs(gate.appliesTo ?? [], notes)),
    ...(notes.some(isBroken) ? [] : await complainOfConditions(conditionsOf(gate), gate, notes)),
  ];
  const judge = await scopeOf(gate);
  if (complaints.length > 0 || notes.some((note) => judge(note).scope !== "does-not-apply"))
    return complaints;
  return [warning("never applies, because no note meets all that it asks for")];
}

/** Whether nobody knows what the front matter of a note says. */
export const isBroken = ({ problem }: NoteWords): boolean => problem !== undefined;

async function complainOfGlobs(globs: readonly string[], notes: readonly NoteWords[]): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  for (const glob of globs.filter((each) => !isExclusion(each))) {
    const isMatch = await globMatcher([glob]);
    if (notes.some(({ path }) => isMatch(path))) continue;
    complaints.push(warning(`applies_to names ${JSON.stringify(glob)}, which no note matches`));
  }
  return complaints;
}

async function complainOfConditions(
  conditions: readonly Condition[],
  { requiresTrait }: GateWithScope,
  notes: readonly NoteWords[],
): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  for (const { key, value } of conditions) {
    if (notes.some(({ data }) => matchesWhere(data, [{ key, value }]))) continue;
    const written = notes.flatMap(({ data }) => (Object.hasOwn(data, key) ? [data[key]].flat() : []));
    const words = [...new Set(written.filter((word) => typeof word === "string"))];
    const isTrait = key === "traits" && value === requiresTrait;
    const asked = isTrait ? `the trait ${JSON.stringify(value)}` : `${key}=${value}`;
    const why = `never applies, because no note has ${asked}`;
    complaints.push(warning(why + (await suggest(value, words))));
  }
  return complaints;
}
