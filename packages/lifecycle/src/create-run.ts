import { createHash } from "node:crypto";
import {
  type Ledger,
  LOCK_RUNNER,
  type ModelId,
  type RunId,
  type Snapshot,
  type Telemetry,
} from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { insertRun, type RunGate, type TurnName } from "@review/db/transitions";
import { isCanonicalPath } from "./canonical-path.ts";
import { InvalidInputError } from "./errors.ts";
import { checkExecutionData } from "./execution-data.ts";
import { asModelId, CHECKS_PARTITION } from "./model-partition.ts";

export interface CreateRunOptions {
  /** Canonical: relative to the root, with `/`. */
  notePath: string;
  modelId: ModelId;
  /** Who executes the review; on the split path only a label. */
  runner: string;
  /** The note as it was read: the exact text and its SHA-256 (hex). */
  note: Snapshot;
  /** The requested gates in their order, each with the exact text and its SHA-256 (hex). */
  gates: readonly RunGate[];
  /** UTC, ISO 8601 with milliseconds. Default: now. */
  startedAt?: string;
  /** What is known before anybody has reviewed: by which name the model was asked for, which process asks. */
  telemetry?: Telemetry;
  /** The turn of a shared sweep that makes it; refused (LedgerConstraintError) if that was given to others meanwhile. */
  turn?: TurnName;
}

const FIELDS = {
  notePath: "text",
  modelId: "text",
  runner: "text",
  note: "object",
  gates: "list",
  startedAt: "text?",
  telemetry: "object?",
  turn: "object?",
} as const;

/** For `checkFields`. */
export const SNAPSHOT_FIELDS = { sha: "text", text: "text" } as const;

/**
 * Starts a run: its row, its requested gate set, its telemetry and the snapshots of note and gates, in one transaction.
 * Returns the run id. Throws InvalidInputError (no gates, a gate twice, a note path or gate id that leads out, a sha that
 * is not its text's, …) or InvalidModelError; then nothing was recorded.
 */
export async function createRun(ledger: Ledger, options: CreateRunOptions): Promise<RunId> {
  checkFields(options, "createRun", FIELDS);
  const { notePath, runner, note, gates } = options;
  checkFields(note, "note", SNAPSHOT_FIELDS);
  checkEach(gates, "gates", { gateId: "text", quotes: "text?", ...SNAPSHOT_FIELDS });
  asModelId(options.modelId);
  if (notePath.trim() === "") throw new InvalidInputError("the note path is empty");
  if (!isCanonicalPath(notePath)) {
    throw new InvalidInputError(
      `${JSON.stringify(notePath)} is no note path: it is relative to the root, with / and without . and ..`,
    );
  }
  if (runner.trim() === "") throw new InvalidInputError(`no runner was named for ${notePath}`);
  if (runner === LOCK_RUNNER) {
    throw new InvalidInputError(
      `a run by ${LOCK_RUNNER} is only taken in from the lock: name another runner`,
    );
  }
  // Who runs checks has the name of its partition.
  if ((runner === CHECKS_PARTITION) !== (options.modelId === CHECKS_PARTITION)) {
    throw new InvalidInputError(
      `a run by ${runner} cannot be under ${options.modelId}: results of checks, and nothing else, are under ${CHECKS_PARTITION}`,
    );
  }
  if (gates.length === 0)
    throw new InvalidInputError(`no gates were given for ${notePath}: a run needs at least one`);
  const seen = new Set<string>();
  for (const { gateId, quotes } of gates) {
    if (gateId.trim() === "") throw new InvalidInputError(`a gate given for ${notePath} has an empty id`);
    if (!isCanonicalPath(gateId)) {
      throw new InvalidInputError(
        `${JSON.stringify(gateId)} is no gate id: it is relative to the gates' folder, with / and without . and ..`,
      );
    }
    if (seen.has(gateId)) throw new InvalidInputError(`gate ${gateId} was given twice for ${notePath}`);
    checkNeededQuotes({ gateId, quotes });
    seen.add(gateId);
  }
  checkSnapshot(notePath, note);
  for (const gate of gates) checkSnapshot(gate.gateId, gate);
  if (options.startedAt !== undefined && !isTimestamp(options.startedAt)) {
    throw new InvalidInputError(
      `${JSON.stringify(options.startedAt)} is not a UTC time such as 2026-01-31T09:30:00.000Z`,
    );
  }
  checkExecutionData({ telemetry: options.telemetry });
  const isOfChecks = options.modelId === CHECKS_PARTITION;
  return insertRun(ledger, {
    ...options,
    gates: isOfChecks ? gates.map((gate) => ({ ...gate, quotes: "none" as const })) : gates,
  });
}

/** Throws InvalidInputError unless a gate's findings either need quotes, or `none`. */
export function checkNeededQuotes({ gateId, quotes }: Pick<RunGate, "gateId" | "quotes">): void {
  if (quotes !== undefined && quotes !== "none") {
    throw new InvalidInputError(`the quotes of gate ${gateId} are either needed, or "none"`);
  }
}

/** Throws InvalidInputError unless the sha is the SHA-256 of the text's UTF-8 bytes. */
export function checkSnapshot(name: string, { sha, text }: Snapshot): void {
  if (createHash("sha256").update(text).digest("hex") !== sha) {
    throw new InvalidInputError(`the content sha given for ${name} is not the SHA-256 of its text`);
  }
}

/** Whether a text is a time in UTC, ISO 8601 with milliseconds. */
export function isTimestamp(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
}
