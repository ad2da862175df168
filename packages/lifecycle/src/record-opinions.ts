import {
  type FindingId,
  type Ledger,
  type ModelId,
  OPINION_KINDS,
  type OpinionId,
  type OpinionKind,
  type Telemetry,
} from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { saysSomething } from "@review/db/guards";
import { recordOpinions as append } from "@review/db/transitions";
import { InvalidInputError } from "./errors.ts";

/** What a second reviewer said of some findings in one call. */
export interface OpinionsInput {
  /** The partition of the model that answered. */
  modelId: ModelId;
  runner: string;
  telemetry?: Telemetry | undefined;
  opinions: readonly { findingId: FindingId; kind: OpinionKind; reason: string }[];
}

/**
 * Records what a second reviewer says of findings, all or none: one that is disputed counts no more, until another opinion
 * confirms it. Returns the ids. Throws InvalidInputError for an opinion without a reason, and LedgerConstraintError for one of
 * no finding of a completed run.
 */
export async function recordOpinions(ledger: Ledger, input: OpinionsInput): Promise<OpinionId[]> {
  checkFields(input, "recordOpinions", {
    modelId: "text",
    runner: "text",
    telemetry: "object?",
    opinions: "list",
  });
  const { opinions, ...who } = input;
  checkEach(opinions, "opinions", { findingId: "number", kind: "text", reason: "text" });
  for (const { kind, reason } of opinions) {
    if (!OPINION_KINDS.includes(kind)) throw new InvalidInputError(`${JSON.stringify(kind)} is no opinion`);
    if (!saysSomething(reason)) throw new InvalidInputError("an opinion about a finding needs a reason");
  }
  return append(
    ledger,
    opinions.map((opinion) => ({ ...opinion, ...who })),
  );
}
