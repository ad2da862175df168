import { UsageError } from "@review/cli-kit";
import { parseJson } from "@review/db/guards";
import * as z from "zod";

/** Entries of a list in one answer, unless the agent asks for another number. Our choice: 50 pairs are some 20 kB. */
const DEFAULT_LIMIT = 50;
/** The most that an agent can ask for: clients cut off answers of some 100 kB. */
const MOST = 200;

/** The arguments of every tool that gives a list. */
export const pageArguments = {
  limit: z.int().min(1).max(MOST).default(DEFAULT_LIMIT).describe("entries of this answer at most"),
  cursor: z
    .string()
    .optional()
    .describe(
      "nextCursor of the answer before: gives the entries that follow; with the same other arguments",
    ),
};

/** What stands first in a document that holds a list, so that a reader who sees no more than its head knows how much there is. */
export interface Counts {
  /** Entries of the whole list. */
  total: number;
  /** Entries in this answer. */
  returned: number;
  /** Gives the entries that follow; absent if there are none. */
  nextCursor?: string;
}

/**
 * A page of a list, in the order of its keys. A cursor names the key of the last entry given, so it stays right if entries
 * come or go in between: none that stays is left out or given twice. Throws UsageError for a cursor of another list.
 */
export function pageOf<Entry>(
  list: string,
  entries: readonly Entry[],
  keyOf: (entry: Entry) => readonly string[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): { counts: Counts; page: Entry[] } {
  const last = cursor === undefined ? undefined : readCursor(list, cursor);
  const sorted = entries.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)));
  const rest = last === undefined ? sorted : sorted.filter((entry) => compareKeys(keyOf(entry), last) > 0);
  const page = rest.slice(0, limit);
  const end = page.at(-1);
  const counts: Counts = { total: entries.length, returned: page.length };
  if (end !== undefined && rest.length > page.length) counts.nextCursor = writeCursor(list, keyOf(end));
  return { counts, page };
}

/** By code unit, part by part. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
}

function writeCursor(list: string, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString("base64url");
}

const CURSOR = z.tuple([z.string()], z.string());

function readCursor(list: string, cursor: string): string[] {
  const { data: [of, ...key] = [] } = CURSOR.safeParse(
    parseJson(Buffer.from(cursor, "base64url").toString()),
  );
  if (of === list) return key;
  throw new UsageError(`cursor is none that ${list} gave: leave it out to begin with the first entry`);
}
