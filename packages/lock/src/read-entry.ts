import { isObject, type JsonObject, saysSomething } from "@review/db/guards";
import {
  ACCEPTABLE_DECISIONS,
  ACCEPTANCE_KINDS,
  CHECKS_PARTITION,
  FINDING_SEVERITIES,
  isModelId,
} from "@review/db/vocabulary";
import {
  type AcceptedEntry,
  EVIDENCE_GRADES,
  isAccepted,
  LONGEST_REMARK,
  type LockEntry,
  type LockedDispute,
  type LockedFinding,
  type LockedSample,
  type LockedUnwaiver,
  type LockedWaiver,
  type WithdrawnEntry,
} from "./lock-entry.ts";

/** What a value of a key must be, and in words. */
interface Field {
  is(value: unknown): boolean;
  words: string;
  optional?: true;
}
/** By key. A map: its keys are gone through for each of thousands of entries. */
type Fields = ReadonlyMap<string, Field>;
const fieldsOf = <Of>(fields: Readonly<Record<keyof Of, Field>>): Fields => new Map(Object.entries(fields));

const matching = (pattern: RegExp, words: string): Field => ({
  is: (value) => typeof value === "string" && pattern.test(value),
  words,
});
const oneOf = (known: readonly string[]): Field => ({
  is: (value) => typeof value === "string" && known.includes(value),
  words: `one of ${known.join(", ")}`,
});
const optional = (field: Field): Field => ({ ...field, optional: true });

const sha = matching(/^[0-9a-f]{64}$/, "a SHA-256 in hex");
const partition: Field = {
  is: (value) => typeof value === "string" && isModelId(value),
  words: "the name of a partition",
};

// As a ledger asks it of what it takes in: what counts for `verify --frozen` counts there, too.
const filled: Field = {
  is: (value) => typeof value === "string" && saysSomething(value) && value.isWellFormed(),
  words: "a text that says something in whole characters",
};
const time: Field = {
  is: (value) => typeof value === "string" && isTime(value),
  words: "a time in UTC with milliseconds",
};

const WAIVER = fieldsOf<LockedWaiver>({
  severity: optional(oneOf(FINDING_SEVERITIES)),
  reason: filled,
  author: optional(filled),
  until: optional({
    is: (value) => typeof value === "string" && isTime(`${value}T00:00:00.000Z`),
    words: "a day, YYYY-MM-DD",
  }),
  at: optional(time),
});

const FINDING = fieldsOf<LockedFinding>({
  key: optional(matching(/^[0-9a-f]{16}$/, "16 hex digits")),
  severity: oneOf(FINDING_SEVERITIES),
  message: filled,
  quote: optional(filled),
  waived: optional({ is: isObject, words: "an object" }),
  unwaived: optional({ is: isObject, words: "an object" }),
  disputed: optional({ is: isObject, words: "an object" }),
});

const DISPUTE = fieldsOf<LockedDispute>({ model: partition, reason: filled, at: time });

const UNWAIVER = fieldsOf<LockedUnwaiver>({ reason: filled, author: optional(filled), at: time });

const atLeast = (least: number): Field => ({
  is: (value) => Number.isSafeInteger(value) && Number(value) >= least,
  words: `a whole number from ${least} on`,
});

const SAMPLE = fieldsOf<LockedSample>({
  reviewed: atLeast(1),
  of: atLeast(2),
  flipsAtMost: atLeast(0),
  confidence: {
    is: (value) => typeof value === "number" && value > 0 && value < 1,
    words: "a number between 0 and 1",
  },
});

const gateId = matching(
  /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\0]+$/s,
  "the id of a gate, relative and without . and ..",
);

const VERSION = {
  // A ledger cannot be asked about half of a character, and no file is called so.
  gate: { ...gateId, is: (value: unknown) => gateId.is(value) && String(value).isWellFormed() },
  gateVersion: sha,
  noteSha: sha,
  model: partition,
  at: time,
};

const WITHDRAWN = fieldsOf<WithdrawnEntry>({ ...VERSION, kind: oneOf(["withdrawn"]), remark: filled });

const isLine = (text: string) => text.length <= LONGEST_REMARK && !/[\n\r]/.test(text);

const ACCEPTED = fieldsOf<AcceptedEntry>({
  ...VERSION,
  requested: optional(partition),
  decision: oneOf(ACCEPTABLE_DECISIONS),
  evidence: oneOf(EVIDENCE_GRADES),
  kind: oneOf(ACCEPTANCE_KINDS),
  remark: optional({
    is: (value) => filled.is(value) && isLine(String(value)),
    words: `a line of at most ${LONGEST_REMARK} characters that says something`,
  }),
  sample: optional({ is: isObject, words: "an object" }),
  findings: { is: Array.isArray, words: "a list" },
});

/** Reads a value as an entry of a lock; a text says what keeps it from being one. */
export function readEntry(value: unknown): LockEntry | string {
  const isWithdrawn = isObject(value) && value.kind === "withdrawn";
  const problem = problemOf(value, isWithdrawn ? WITHDRAWN : ACCEPTED, "");
  if (problem !== undefined) return problem;
  const entry = value as LockEntry;
  if (!isAccepted(entry)) return entry;
  const { sample } = entry;
  const ofSample = sample && (problemOf(sample, SAMPLE, "sample") ?? problemOfSample(sample));
  if (ofSample !== undefined) return ofSample;
  const { evidence, model } = entry;
  if ((evidence === "checks") !== (model === CHECKS_PARTITION))
    return `evidence is "${evidence}", and model is "${model}": checks, and no model, have evidence and partition of that name`;
  if (entry.decision === "pass" && entry.findings.length > 0) return "it is a pass, and has findings";
  for (const [index, finding] of entry.findings.entries()) {
    const wrong = problemOfFinding(finding, `findings[${index}]`);
    if (wrong !== undefined) return wrong;
  }
  return keyTwice(entry.findings) ?? entry;
}

/** What something that is no entry says that it is about: what is absent cannot be told. */
export type UnreadEntry = Partial<Pick<LockEntry, "gate" | "gateVersion" | "noteSha" | "model">>;

/** Whatever else of it cannot be read. */
export function aboutOf(value: unknown): UnreadEntry {
  const about: UnreadEntry = {};
  if (!isObject(value)) return about;
  for (const key of ["gate", "gateVersion", "noteSha", "model"] as const) {
    if (problemOfField(value, key, VERSION[key]) === undefined) about[key] = String(value[key]);
  }
  return about;
}

/** Counted twice, one finding would be two: a ledger has each key once in a review, too. */
function keyTwice(findings: readonly LockedFinding[]): string | undefined {
  const first = new Map<string, number>();
  for (const [index, { key }] of findings.entries()) {
    if (key === undefined) continue;
    const before = first.get(key);
    if (before !== undefined) return `findings[${index}].key is ${key}, as that of findings[${before}] is`;
    first.set(key, index);
  }
  return undefined;
}

function problemOfSample({ reviewed, of, flipsAtMost }: LockedSample): string | undefined {
  const most = Math.max(reviewed, flipsAtMost);
  return most > of ? `sample.of is ${of}, and cannot be less than ${most}` : undefined;
}

function problemOfFinding(finding: LockedFinding, where: string): string | undefined {
  const problem = problemOf(finding, FINDING, where);
  if (problem !== undefined) return problem;
  const { waived, unwaived, disputed } = finding;
  const ofDispute = disputed && problemOf(disputed, DISPUTE, `${where}.disputed`);
  if (ofDispute !== undefined) return ofDispute;
  if (waived && unwaived) return `${where} is waived, and counts again`;
  if (waived) return problemOf(waived, WAIVER, `${where}.waived`);
  return unwaived && problemOf(unwaived, UNWAIVER, `${where}.unwaived`);
}

function problemOf(value: unknown, fields: Fields, where: string): string | undefined {
  if (!isObject(value)) return `${where || "it"} is no object`;
  const dotted = (key: string) => (where === "" ? key : `${where}.${key}`);
  for (const key of Object.keys(value)) {
    if (!fields.has(key)) return `${dotted(brief(key))} is no key that is known`;
  }
  for (const [key, field] of fields) {
    const problem = problemOfField(value, key, field);
    if (problem !== undefined) return `${dotted(key)} ${problem}`;
  }
  return undefined;
}

function problemOfField(value: JsonObject, key: string, field: Field): string | undefined {
  if (!Object.hasOwn(value, key)) return field.optional ? undefined : "is missing";
  return field.is(value[key]) ? undefined : `is ${brief(value[key])}, and not ${field.words}`;
}

/** `2026-03-01T12:00:00.000Z`, and a time that there is. */
export function isTime(text: string): boolean {
  const [, day = "0"] = TIME.exec(text) ?? [];
  // Every month has 28 days: only behind them a calendar is needed, which takes as long as all other keys.
  if (day <= "28") return day >= "01";
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
}

const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-([0-3]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

// 40 characters show what was written without repeating what is hostile.
function brief(value: unknown): string {
  const written = typeof value === "object" && value !== null ? "an object or a list" : JSON.stringify(value);
  return written.length > 40 ? `${written.slice(0, 39)}…` : written;
}
