import type { AcceptableDecision, FindingSeverity, Snapshot } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { isObject } from "@review/db/guards";
import type { RunGate } from "@review/db/transitions";
import type { FindingProblem } from "@review/protocol";
import { checkNeededQuotes, SNAPSHOT_FIELDS } from "../create-run.ts";

/**
 * That the lock says of a pair: it is accepted in the versions that its note and gate have now. Note and gate are those of the
 * tree, and entries of one may share them; all else stands in a file that anybody may have written.
 */
export interface AttestedEntry {
  /** Canonical: relative to the root, with `/`. */
  notePath: string;
  note: Snapshot;
  gate: RunGate;
  /** The partition. */
  modelId: string;
  /** The partition that the model was asked for by, if it is another. */
  requestedModelId?: string | undefined;
  decision: AcceptableDecision;
  /** How it is known there who judged, in a word: `observed`, `declared`, … */
  evidence: string;
  /** Why the pair holds there, in a word: the kind of its acceptance. */
  kind: string;
  /** When it was accepted there: UTC, ISO 8601 with milliseconds. */
  at: string;
  /** Why a person decided so there. */
  remark?: string | undefined;
  /** The reviewed sample on which it was acknowledged there. */
  sample?: AttestedSample | undefined;
  findings: readonly AttestedFinding[];
}

/** A sample of which none flipped: so many reviewed of so many, of which at most so many may have flipped by a confidence. */
export interface AttestedSample {
  reviewed: number;
  of: number;
  flipsAtMost: number;
  confidence: number;
}

/** That the lock says of a pair: what was accepted of just these versions is taken back. */
export interface TakenBackEntry {
  notePath: string;
  note: Pick<Snapshot, "sha">;
  gate: Pick<RunGate, "gateId" | "sha">;
  modelId: string;
  /** When it was taken back there: UTC, ISO 8601 with milliseconds. */
  at: string;
  /** Why. */
  remark: string;
}

/** Whether an entry takes back what was accepted. */
export const isTakenBack = (entry: AttestedEntry | TakenBackEntry): entry is TakenBackEntry =>
  isObject(entry) && "remark" in entry && !("decision" in entry);

export interface AttestedFinding {
  /** Its identity across reviews, 16 hex digits; absent of a person's remark, which quotes nothing. */
  key?: string | undefined;
  severity: FindingSeverity;
  message: string;
  /** Exact words of the note that show it. */
  quotes: readonly string[];
  /** That it is to stand as it is, by a decision of `waive`; what a comment in the note says is read there. */
  waived?: AttestedWaiver | undefined;
  /** That such a decision was taken back, and the finding counts again. */
  unwaived?: AttestedUnwaiver | undefined;
  /** That a second reviewer said there that it does not hold. */
  disputed?: AttestedDispute | undefined;
}

export interface AttestedDispute {
  /** The partition of the second reviewer. */
  model: string;
  reason: string;
  /** When it was said there. */
  at: string;
}

export interface AttestedWaiver {
  /** The worst that it covers; if it is not said, the finding as bad as it is in the entry. */
  severity?: FindingSeverity | undefined;
  reason: string;
  author?: string | undefined;
  /** The last day of it in UTC, `YYYY-MM-DD`. */
  until?: string | undefined;
  /** When it was decided there; if it is not said, it is taken for decided when it is taken in. */
  at?: string | undefined;
}

export interface AttestedUnwaiver {
  reason: string;
  author?: string | undefined;
  /** When it was decided there. */
  at: string;
}

/** Why an entry is not taken in. */
export interface RefusedEntry {
  entry: AttestedEntry | TakenBackEntry;
  code: "malformed-entry" | "key-twice" | FindingProblem["code"];
  /** One line. */
  message: string;
}

// A text that UTF-8 cannot hold may stand in a file: that is its entry's fault, not the caller's.
const ENTRY_FIELDS = {
  notePath: "text",
  note: "object",
  gate: "object",
  modelId: "name",
  requestedModelId: "name?",
  decision: "name",
  evidence: "name",
  kind: "name",
  at: "name",
  remark: "name?",
  sample: "object?",
  findings: "list",
} as const;
const SAMPLE_FIELDS = {
  reviewed: "number",
  of: "number",
  flipsAtMost: "number",
  confidence: "number",
} as const;
const FINDING_FIELDS = {
  key: "name?",
  severity: "name",
  message: "name",
  quotes: "list",
  waived: "object?",
  unwaived: "object?",
  disputed: "object?",
} as const;
const DISPUTE_FIELDS = { model: "name", reason: "name", at: "name" } as const;
const UNWAIVER_FIELDS = { reason: "name", author: "name?", at: "name" } as const;
export const WAIVER_FIELDS = {
  ...UNWAIVER_FIELDS,
  at: "name?",
  severity: "name?",
  until: "name?",
} as const;
const TAKEN_BACK_FIELDS = {
  notePath: "text",
  note: "object",
  gate: "object",
  modelId: "name",
  at: "name",
  remark: "name",
} as const;
const GATE_FIELDS = { gateId: "text", quotes: "text?", ...SNAPSHOT_FIELDS } as const;

/** Throws InvalidInputError for what is of another shape than the types say. */
export function checkEntries(entries: readonly (AttestedEntry | TakenBackEntry)[]): void {
  for (const entry of entries) {
    if (!isTakenBack(entry)) checkAccepted(entry);
    else {
      checkEach([entry], "entries", TAKEN_BACK_FIELDS);
      checkFields(entry.note, "note", { sha: "text" });
      checkFields(entry.gate, "gate", { gateId: "text", sha: "text" });
    }
  }
}

function checkAccepted(entry: AttestedEntry): void {
  checkEach([entry], "entries", ENTRY_FIELDS);
  const { note, gate, sample, findings } = entry;
  if (sample !== undefined) checkFields(sample, "sample", SAMPLE_FIELDS);
  checkFields(note, "note", SNAPSHOT_FIELDS);
  checkFields(gate, "gate", GATE_FIELDS);
  checkNeededQuotes(gate);
  checkEach(findings, "findings", FINDING_FIELDS);
  for (const { quotes, waived, unwaived, disputed } of findings) {
    if (disputed !== undefined) checkFields(disputed, "disputed", DISPUTE_FIELDS);
    if (waived !== undefined) checkFields(waived, "waived", WAIVER_FIELDS);
    if (unwaived !== undefined) checkFields(unwaived, "unwaived", UNWAIVER_FIELDS);
    for (const quote of quotes) checkFields({ quote }, "findings", { quote: "name" });
  }
}
