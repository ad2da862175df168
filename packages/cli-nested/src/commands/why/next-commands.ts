import { nameWord, optionWords, shellWord } from "@review/cli-kit";
import { API_RUNNER } from "@review/corpus";
import type { Decision, PairKey } from "@review/db";
import { type ExplainedPair, isAcknowledgeable, leftOf } from "@review/views";
import { PLACEHOLDERS, withService } from "../../reviewing/proposed-reviewer.ts";

/** How the person named the model, and whom `bundle` could ask. */
export interface Asked {
  model?: string | undefined;
  effort?: string | undefined;
  exactModel?: boolean | undefined;
  /** A runner that there is; undefined if none is known. */
  runner?: string | undefined;
  /** The name that the pair was accepted by, if it was renamed. */
  movedFrom?: PairKey | undefined;
}

/** The commands to choose from, the likeliest first. */
export function nextCommands(
  explained: ExplainedPair,
  { model, effort, exactModel, runner, movedFrom }: Asked,
): string[] {
  const { note, gate, state, evidence, scope } = explained;
  const pair = `${nameWord(note.path)} ${nameWord(gate.id)}`;
  const flags = (options: Record<string, string | undefined>) =>
    Object.entries(options)
      .filter((option): option is [string, string] => option[1] !== undefined)
      .map(([name, value]) => ` ${optionWords(name, value).map(shellWord).join(" ")}`)
      .join("");
  const history = `review-nested history ${pair}`;
  if (scope !== "applies") return [`review-nested gates ${nameWord(gate.id)}`];
  const asked = runner === API_RUNNER ? withService(model) : model;
  const reviewer =
    runner === "checks" ? { runner } : { runner: runner ?? PLACEHOLDERS.runner, model: asked, effort };
  const exactly = exactModel ? " --exact-model" : "";
  const review = `review-nested bundle ${pair}${flags(reviewer)}${runner === "checks" ? "" : exactly}`;
  // What was looked at: another verdict in between is a conflict.
  const looked = evidence ? ` --expect-review ${evidence.review.id}` : "";
  const ack = `review-nested ack ${pair}${flags({ model, effort })}${exactly}`;
  if (state === "fresh") {
    // What is to be mended is reviewed again once it is; to decide otherwise comes last.
    return isToMend(explained)
      ? [review, history, `${ack} --override pass --remark WHY${looked}`]
      : [history];
  }
  if (movedFrom) {
    const isNote = movedFrom.gateId === gate.id;
    const names = isNote ? [movedFrom.notePath, note.path] : [movedFrom.gateId, gate.id];
    return [`review-nested ack --moved ${names.map(nameWord).join(" ")}`, review];
  }
  if (!isAcknowledgeable(explained))
    return evidence || state === "missing-review" ? [review] : [review, history];
  return [review, `${ack} --expect-note-sha ${note.sha.slice(0, 12)}${looked}`, history];
}

/** Whether something stands that was found in what note and gate are now: then the note is to be mended before it is reviewed again. */
export function isToMend(explained: ExplainedPair): boolean {
  const { state, scope, override } = explained;
  if (scope !== "applies" || state !== "fresh") return false;
  if (override) return isBad(override.overrideDecision);
  return isBad(explained.evidence?.review.decision) && !isSettled(explained);
}

/** Whether a reviewer found something in what note and gate are now, of which nothing counts. */
export function isSettled({ evidence, override, state }: ExplainedPair): boolean {
  const decision = evidence?.review.decision;
  if (!evidence || override || state !== "fresh" || !isBad(decision)) return false;
  return leftOf(decision, evidence.findings) === undefined;
}

const isBad = (decision: Decision | undefined): decision is "warn" | "fail" =>
  decision === "warn" || decision === "fail";
