import { dayOf, decidedBy, parseJson } from "@review/db/guards";
import { isConflicted, linesOfBothSides } from "./both-sides.ts";
import { doubledKey } from "./doubled-keys.ts";
import { findingsOf, newestDecisions, withDecisions } from "./finding-decisions.ts";
import { LONGEST } from "./fit-entry.ts";
import { identityOf, isAccepted, type LockEntry } from "./lock-entry.ts";
import { onceForEach } from "./once-for-each.ts";
import { aboutOf, readEntry, type UnreadEntry } from "./read-entry.ts";
import { renderEntry } from "./render-lock-file.ts";

/** What a lock file says. Whether an entry is of the versions in the tree is for the reader to say. */
export interface ParsedLockFile {
  /** One for each gate, partition and versions. */
  entries: LockEntry[];
  /** What was left out and why, each on one line. */
  problems: string[];
  /** What cannot be read: what each says that it is about, as far as that can be. Of those that say the same one. */
  unread: UnreadEntry[];
}

/** The most problems that are told of one file. */
const TOLD = 20;

/**
 * Reads a lock file, whoever wrote it: what is no entry becomes a problem, and leaves the others alone. Of a file that git
 * could not merge both sides are taken. Of two entries for the same gate, partition and versions the newer one counts, as in
 * a ledger, but one of a time to come after none (`decidedBy`); of two from one moment that which takes back, then the worse decision, then the greater text. What was
 * decided about their findings has times of its own: the newest counts, whichever of them it stands in. `today` is a day in UTC.
 */
export function parseLockFile(text: string, today = dayOf(new Date().toISOString())): ParsedLockFile {
  const both = isConflicted(text);
  // Whoever wrote it in one piece, no entry of it can be longer than that.
  const whole = both || text.length > LONGEST ? undefined : parseJson(text);
  const read = collector(both, decidedBy(today));
  if (Array.isArray(whole) && (isAsWritten(text, whole) || doubledKey(text) === undefined)) {
    for (const [index, value] of whole.entries()) read.take(value, `entry ${index + 1}`);
  } else {
    for (const { number, line } of linesOfBothSides(text)) readLine(line, `line ${number}`, read);
  }
  return read.done();
}

/** Whether a text is as we write it, with nothing in it that `JSON.parse` passes over. */
function isAsWritten(text: string, value: unknown): boolean {
  try {
    return text.replaceAll("\n", "") === JSON.stringify(value);
  } catch (error) {
    // Lists in lists are read however deep they are, and not written.
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

function readLine(line: string, where: string, { take, refuse }: ReturnType<typeof collector>): void {
  const isTooLong = line.length > LONGEST;
  const written = isTooLong ? undefined : line.trim().replace(/,$/, "");
  if (written === "" || written === "[" || written === "]") return;
  const value = written === undefined ? undefined : parseJson(written);
  const doubled =
    value === undefined || isAsWritten(written ?? "", value) ? undefined : doubledKey(written ?? "");
  if (doubled !== undefined) refuse(where, `it has ${JSON.stringify(doubled)} twice`);
  else if (value !== undefined) take(value, where);
  else refuse(where, isTooLong ? `it is longer than ${LONGEST} characters` : "it is no JSON");
}

/** Takes one value after another. Where both sides of a conflict are read, two of one identity are no surprise. */
function collector(isConflict: boolean, timeOf: (at: string) => string) {
  const entries = new Map<string, LockEntry>();
  const textOf = onceForEach(renderEntry);
  /** All of those of which there are several. */
  const several = new Map<string, LockEntry[]>();
  const problems: string[] = [];
  let untold = 0;
  const tell = (problem: string) => {
    if (problems.length < TOLD) problems.push(problem);
    else untold += 1;
  };
  const unread = new Map<string, UnreadEntry>();
  const refuse = (where: string, why: string, about: UnreadEntry = {}) => {
    tell(`${where} does not count: ${why}`);
    unread.set(JSON.stringify(about), about);
  };
  const take = (value: unknown, where: string) => {
    const entry = readEntry(value);
    if (typeof entry === "string") {
      refuse(where, entry, aboutOf(value));
      return;
    }
    const identity = identityOf(entry);
    const known = entries.get(identity);
    if (known && !isConflict) {
      tell(`${where} is of the same gate, partition and versions as one before it: the later of both counts`);
    }
    const all = several.get(identity);
    if (all) all.push(entry);
    else if (known) several.set(identity, [known, entry]);
    if (!known || isRather(entry, known, { textOf, timeOf })) entries.set(identity, entry);
  };
  const done = (): ParsedLockFile => ({
    entries: [...entries].map(([identity, entry]) => {
      const all = several.get(identity);
      return all ? withDecisions(entry, newestDecisions(findingsOf(all), timeOf)) : entry;
    }),
    problems: untold === 0 ? problems : [...problems, `and ${untold} more`],
    unread: [...unread.values()],
  });
  return { take, refuse, done };
}

const LEVELS = { pass: 0, warn: 1, fail: 2, withdrawn: 3 };
const levelOf = (entry: LockEntry) => LEVELS[isAccepted(entry) ? entry.decision : entry.kind];

/** Whether of two entries of one identity this one counts. */
function isRather(
  entry: LockEntry,
  other: LockEntry,
  { textOf, timeOf }: { textOf: (entry: LockEntry) => string; timeOf: (at: string) => string },
): boolean {
  const [at, before] = [timeOf(entry.at), timeOf(other.at)];
  if (at !== before) return at > before;
  if (levelOf(entry) !== levelOf(other)) return levelOf(entry) > levelOf(other);
  return textOf(entry) > textOf(other);
}
