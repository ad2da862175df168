import { CHECKS_PARTITION } from "@review/lifecycle";
import { CHANGED_MEANWHILE, type FailureKind, type StopReason, type SweepSummary } from "@review/runner";

const AGAIN = "run the same command again to go on with what is left";
const IN_VAIN = "the same command would stop in the same way";
const MEND = `mend that first, \`review-nested doctor\` says whether it is: ${IN_VAIN}`;
const WHEN_MENDED = `\`review-nested runs --status failed\` says why; when that is mended, ${AGAIN}`;
/** What a service says of a key nobody knows but by asking it. */
const TRY = `mend that first, and try it with --limit 1: ${IN_VAIN}`;

/** What helps after a stop that another sweep of the same kind would come to as well; of all others the same command goes on. */
const REMEDIES: Readonly<Partial<Record<StopReason, string>>> = {
  auth: TRY,
  "bad-address": TRY,
  "not-installed": MEND,
  "not-understood": MEND,
  "unknown-model": `name a model that this reviewer has: ${IN_VAIN}`,
  silent:
    "when it answers, run the same command again to go on with what is left; with --jobs 1 if it is only slow",
  "usage-exhausted": "run the same command again when it has come back, or ask another reviewer",
  "too-many-failures": `${WHEN_MENDED} (--max-failures bears more)`,
  "budget-cannot-be-kept": `${IN_VAIN}: leave the cap out and bound the sweep by --limit N or --max-minutes, or say what the model costs as \`prices\` of a runner with \`api\` in review.config.json`,
};

/** Where nothing at all was reviewed, these are about the reviewer rather than about what it happened to say. */
const LASTING: readonly (FailureKind | "bad-answer")[] = [
  "bad-invocation",
  "empty-output",
  "crashed",
  "bad-answer",
];

/** What to do about the pairs that a sweep left, in one line; undefined if it left none. */
export function adviseAfter(summary: SweepSummary): string | undefined {
  const { stopped, reviewed, failed, notStarted, failures } = summary;
  if (notStarted + failed === 0) return undefined;
  if (stopped?.why === "budget" && reviewed + failed === 0)
    return `${IN_VAIN}: raise the cap, or send less at once (--batch-size)`;
  const others = [...new Set(failures.flatMap(({ answeredBy }) => answeredBy ?? []))];
  // More of the same would be paid for and refused again.
  if (others.length > 0 && (!stopped || stopped.why === "too-many-failures"))
    return `${others.join(", ")} answered in place of the model that alone counts: run it again without --exact-model (\`requireModel\` in review.config.json), or name the model that answers`;
  if (failures.length > 0 && failures.every(({ how }) => how === "prompt-too-long"))
    return `${IN_VAIN}: send less at once (--batch-size, or limits.promptBytes in review.config.json), or use another model`;
  if (failures.length > 0 && failures.every(({ how }) => how === "timeout") && stopped?.why !== "budget")
    return `${AGAIN}, with a longer --timeout, or less at once (--batch-size)`;
  if (stopped) return REMEDIES[stopped.why] ?? AGAIN;
  return isLasting(summary) ? WHEN_MENDED : AGAIN;
}

/** Whether all that failed would fail again: a check says the same of the same note. */
function isLasting({ failures, reviewed, modelId }: SweepSummary): boolean {
  const isCheck = modelId === CHECKS_PARTITION;
  return failures.every(
    ({ how, reason }) =>
      LASTING.includes(how) && (isCheck ? !reason.includes(CHANGED_MEANWHILE) : reviewed === 0),
  );
}
