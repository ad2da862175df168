import type { Gate } from "@review/corpus";
import type { ModelId } from "@review/db";
import { decidedBy } from "@review/db/guards";
import { CHECKS_PARTITION } from "@review/lifecycle";
import type { AcceptedEntry, WithdrawnEntry } from "@review/lock";
import { isAtLeast } from "../finding.ts";
import { oneLine } from "../printed/printable.ts";
import { levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** Why a pair does not hold. */
export const UNMET_KINDS = ["failing", "missing", "stale", "not-observed", "unknown-scope"] as const;
export type UnmetKind = (typeof UNMET_KINDS)[number];

/** What keeps a pair from holding. */
export interface Unmet {
  kind: UnmetKind;
  /** Whose judgement it is; absent where there is none. */
  modelId?: ModelId;
  /** One line, without the names of note and gate. */
  reason: string;
  /** Other names under which just this is accepted, or what keeps it from holding: never none, and only the first few. They are gone. */
  movedFrom?: readonly string[];
  /** Unless this says that their notes are there, with other texts. */
  isNameThere?: true;
}

/** Versions in which a pair was accepted, or that were taken back. */
export interface PastVersion extends Pick<AcceptedEntry, "gate" | "gateVersion" | "noteSha" | "model"> {
  /** Why it was taken back; absent if it was not. */
  takenBackFor?: string;
}

/** A pair as it is now, and what is accepted of just these versions, under whatever partition. */
export interface AskedPair {
  noteSha: string;
  gate: Pick<Gate, "id" | "sha" | "check">;
  entries: readonly AcceptedEntry[];
  /** What was taken back of just these versions. */
  takenBack: readonly WithdrawnEntry[];
}

/**
 * Whether a pair holds by a policy on a day (`YYYY-MM-DD`, UTC): undefined if it does. It is accepted under one of the policy's partitions
 * by evidence that is good enough, nothing counts against it under any of them, and none was taken back since. In whatever order the entries come. A pair with
 * nothing accepted is `missing`: `explainMissing` says more.
 */
export function decidePair(
  { gate, entries, takenBack }: AskedPair,
  policy: SettledPolicy,
  today: string,
): Unmet | undefined {
  const judging = entries.filter((entry) => judgesIn(policy, gate, entry));
  const worst = worstOf(
    judging.filter((entry) => isAtLeast(levelOf(entry, today), policy.failOn)),
    today,
  );
  if (worst) {
    const { model, level } = worst;
    return { kind: "failing", modelId: model, reason: `a ${level.toUpperCase()} of ${model} stands` };
  }
  if (judging.length === 0) return { kind: "missing", reason: whyMissing(entries, policy, gate) };
  // A verdict counts as taken back only where nobody has judged since: or to reopen a FAIL of one model would clear it by an older PASS of another.
  const timeOf = decidedBy(today);
  const times = judging.map(({ at }) => timeOf(at)).sort();
  const last = times.at(-1) ?? "";
  const reopened = takenBack.find((entry) => judgesIn(policy, gate, entry) && last < timeOf(entry.at));
  if (reopened) {
    const { model, remark } = reopened;
    return { kind: "stale", modelId: model as ModelId, reason: whyReopened({ takenBackFor: remark }) };
  }
  if (!policy.requireObserved || judging.some(({ evidence }) => evidence !== "declared")) return undefined;
  const models = [...new Set(judging.map(({ model }) => model))].sort();
  return {
    kind: "not-observed",
    modelId: models[0] as ModelId,
    reason: `that ${namesOf(models, ", ")} judged is declared, and was not observed`,
  };
}

/** The worst judgement; of several as bad that of the first partition by its name. */
function worstOf(
  bad: readonly AcceptedEntry[],
  today: string,
): { model: ModelId; level: string } | undefined {
  const judged = bad.map((entry) => ({ model: entry.model as ModelId, level: levelOf(entry, today) }));
  judged.sort((a, b) => (a.model < b.model ? -1 : 1));
  return judged.find(({ level }) => level === "fail") ?? judged[0];
}

/** What is missing, or stale if there was something before: told against versions that were accepted under the policy's partitions. */
export function explainMissing(
  { gate, noteSha }: Pick<AskedPair, "gate" | "noteSha">,
  missing: Unmet,
  past: readonly PastVersion[],
  policy: SettledPolicy,
): Unmet {
  const mine = past.filter((version) => version.gate === gate.id && judgesIn(policy, gate, version));
  const ofNow = mine.filter(({ gateVersion, noteSha: sha }) => gateVersion === gate.sha && sha === noteSha);
  const takenBack = ofNow.findLast(({ takenBackFor }) => takenBackFor !== undefined);
  if (takenBack) return { kind: "stale", reason: whyReopened(takenBack) };
  const reasons = mine.map(({ gateVersion, noteSha: sha }) => {
    if (gateVersion === gate.sha && sha === noteSha) return UNDECIDED;
    if (gateVersion === gate.sha) return "the note changed";
    return sha === noteSha ? "the gate changed" : "note and gate changed";
  });
  const reason = REASONS.find((each) => reasons.includes(each));
  if (reason === undefined) return missing;
  return { kind: reason === UNDECIDED ? "missing" : "stale", reason };
}

/** As much of the words as a line can show, whoever wrote them. */
function whyReopened({ takenBackFor = "" }: Pick<PastVersion, "takenBackFor">): string {
  const words = oneLine(takenBackFor);
  return `it was reopened: ${words.length > 200 ? `${words.slice(0, 199).toWellFormed()}…` : words}`;
}

/** Nothing else that is accepted in these versions leaves a pair without an entry. */
const UNDECIDED = "an import accepted it without a decision";

/** The nearest to what is now come first. */
const REASONS = [UNDECIDED, "the gate changed", "the note changed", "note and gate changed"] as const;

/** Whether a partition's word is asked for: gates with a check are judged by it, and no others are. */
export function judgesIn(
  { partitions }: SettledPolicy,
  { check }: Pick<AskedPair["gate"], "check">,
  { model }: { model: string },
): boolean {
  const isCheck = model === CHECKS_PARTITION;
  if (check !== undefined) return isCheck;
  return !isCheck && (partitions === undefined || partitions.has(model as ModelId));
}

function whyMissing(
  entries: readonly AcceptedEntry[],
  policy: SettledPolicy,
  gate: AskedPair["gate"],
): string {
  const others = [...new Set(entries.map(({ model }) => model))].sort();
  if (others.length === 0) return "nothing is accepted";
  const asked = gate.check ? ["its check"] : [...(policy.partitions ?? ["a model"])];
  return `accepted under ${namesOf(others, ", ")}, and not under ${namesOf(asked, " or ")}`;
}

/** The line of each pair says it: only the first few are named, and how many there are besides. */
function namesOf(names: readonly string[], between: string): string {
  const named = names.slice(0, MOST_NAMED);
  const more = names.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(between);
}

const MOST_NAMED = 5;
