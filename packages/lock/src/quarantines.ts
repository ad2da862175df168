import { dayOf, decidedBy, isObject, parseJson, saysSomething } from "@review/db/guards";
import { isModelId, QUARANTINE_KINDS, type QuarantineKind } from "@review/db/vocabulary";
import { linesOfBothSides } from "./both-sides.ts";
import { doubledKey } from "./doubled-keys.ts";
import { type LockPlace, quarantinesPath } from "./lock-place.ts";
import { isTime } from "./read-entry.ts";
import { readLockText } from "./read-lock-file.ts";
import { jsonLine } from "./render-lock-file.ts";

/** What a lock says of a gate under a partition: the last that was decided about it by its fixtures, also that it holds again. */
export interface LockedQuarantine {
  /** Gate id. */
  gate: string;
  /** The version that was tested. SHA-256, hex. */
  gateVersion: string;
  /** The partition. */
  model: string;
  kind: QuarantineKind;
  /** When: UTC, ISO 8601 with milliseconds. */
  at: string;
  reason: string;
}

/** What two of them must not have in common. */
export const quarantineKey = ({ gate, model }: Pick<LockedQuarantine, "gate" | "model">) =>
  `${gate}\0${model}`;

/** What a file says of gates, and what in it does not count, each on one line. */
export interface ParsedQuarantines {
  quarantines: LockedQuarantine[];
  problems: string[];
}

/** What a lock says of gates, the newest of each and partition, and what does not count and why. Throws LockPlaceError, LockUnusableError. */
export function readQuarantines(place: LockPlace): ParsedQuarantines {
  const path = quarantinesPath(place);
  return parseQuarantines(readLockText(place, path) ?? "", path);
}

/** What the text of such a file says on a day in UTC; `path` is how its problems name it. */
export function parseQuarantines(
  text: string,
  path: string,
  today = dayOf(new Date().toISOString()),
): ParsedQuarantines {
  const timeOf = decidedBy(today);
  const newest = new Map<string, LockedQuarantine>();
  const problems: string[] = [];
  for (const { number, line } of linesOfBothSides(text)) {
    const written = line.trim().replace(/,$/, "");
    if (written === "" || written === "[" || written === "]") continue;
    const value = written.length > LONGEST ? undefined : parseJson(written);
    const doubled = value === undefined ? undefined : doubledKey(written);
    if (!isQuarantine(value) || doubled !== undefined) {
      const why =
        doubled === undefined ? "it is no decision about a gate" : `it has ${JSON.stringify(doubled)} twice`;
      if (problems.length < TOLD) problems.push(`${path}: line ${number} does not count: ${why}`);
      continue;
    }
    const known = newest.get(quarantineKey(value));
    const [before, at] = [known && timeOf(known.at), timeOf(value.at)];
    if (before === undefined || before < at || (before === at && value.kind === "lifted"))
      newest.set(quarantineKey(value), value);
  }
  return { quarantines: [...newest.values()], problems };
}

/** The longest line that is read, and the most problems that are told. Our choice. */
const LONGEST = 20_000;
const TOLD = 20;

/** What is to be done to that file; paths are relative to the root, with `/`. */
export interface QuarantinePlan {
  write: { path: string; text: string; isNew: boolean }[];
  remove: string[];
  unchanged: number;
}

/** How the file of a lock that tells of gates differs from what it should be. Where nothing was ever decided there is none. */
export function planQuarantines(place: LockPlace, wanted: readonly LockedQuarantine[]): QuarantinePlan {
  const path = quarantinesPath(place);
  const lines = wanted
    .map(({ gate, gateVersion, model, kind, at, reason }) =>
      jsonLine({ gate, gateVersion, model, kind, at, reason }),
    )
    .sort();
  const text = lines.length === 0 ? undefined : `[\n${lines.join(",\n")}\n]\n`;
  const found = readLockText(place, path);
  if (text === found) return { write: [], remove: [], unchanged: text === undefined ? 0 : 1 };
  if (text === undefined) return { write: [], remove: [path], unchanged: 0 };
  return { write: [{ path, text, isNew: found === undefined }], remove: [], unchanged: 0 };
}

function isQuarantine(value: unknown): value is LockedQuarantine {
  if (!isObject(value)) return false;
  const { gate, gateVersion, model, kind, at, reason, ...others } = value;
  if (Object.keys(others).length > 0) return false;
  const isText = (text: unknown): text is string =>
    typeof text === "string" && saysSomething(text) && text.isWellFormed();
  return (
    isText(gate) &&
    isText(reason) &&
    typeof gateVersion === "string" &&
    /^[0-9a-f]{64}$/.test(gateVersion) &&
    typeof model === "string" &&
    isModelId(model) &&
    QUARANTINE_KINDS.some((known) => known === kind) &&
    typeof at === "string" &&
    isTime(at)
  );
}
