import { isHidden, type NoteSelection, type UnknownScope } from "@review/corpus";
import { ACCEPTABLE_DECISIONS, type AcceptableDecision, type AcceptedVerdict } from "@review/db";
import { counts, type Finding, remarkOf } from "../finding.ts";
import type { FixEntry } from "../fix-queue-document.ts";
import type { ReadVerdict } from "../verdict-reader.ts";
import type { FoundPair } from "./make-report.ts";
import type { ReportedProblem, UnseenPath } from "./report-document.ts";

/** From which decision on a pair does not hold. */
export type FailOn = "warn" | "fail";

/** The pairs of a fix queue: where what is waived was asked for, they hold. */
export function pairsOfQueue(entries: readonly FixEntry[], failOn: FailOn): FoundPair[] {
  return entries.map((entry) => {
    const { notePath, gateId, modelId, decision } = entry;
    const findings = withRemark(entry);
    const pair = { notePath, gateId, modelId, decision, findings };
    return counting(findings).length === 0 ? pair : withProblem(pair, decision, failOn);
  });
}

/** Here a person's remark is told like what was found, and first: nothing else in a report says why the pair stands where it does. */
function withRemark({ decision, overrideRemark, findings }: FixEntry): Finding[] {
  const isTold = overrideRemark === undefined || findings.some(({ isRemark }) => isRemark);
  return isTold || counting(findings).length === 0
    ? findings
    : [remarkOf(decision, overrideRemark), ...findings];
}

/** The pair of a verdict that stands: what a person decided in a review's place, or the worst that counts. */
export function pairOfVerdict(
  { notePath, gateId, modelId, evidence }: AcceptedVerdict,
  { found, decision }: ReadVerdict,
  failOn: FailOn,
): FoundPair {
  const about = { notePath, gateId, modelId, findings: found };
  // An imported event may rest on nothing that says warn or fail or pass.
  const judged = decision ?? ACCEPTABLE_DECISIONS.find((word) => word === evidence?.decision);
  const pair = judged ? { ...about, decision: judged } : about;
  return decision ? withProblem(pair, decision, failOn) : pair;
}

function withProblem(pair: FoundPair, decision: "warn" | "fail", failOn: FailOn): FoundPair {
  const holds = decision === "warn" && failOn === "fail";
  return holds ? pair : { ...pair, problem: failing(decision, counting(pair.findings).length) };
}

const counting = (findings: readonly Finding[]) => findings.filter(counts);

function failing(decision: AcceptableDecision, findings: number): ReportedProblem {
  const amount = findings === 1 ? "1 finding counts" : `${findings} findings count`;
  return { kind: "failing", message: `${decision}: ${amount}` };
}

/** What of a selection nobody could look at. */
export function unseenPaths({
  problems,
  skipped,
}: Pick<NoteSelection, "problems" | "skipped">): UnseenPath[] {
  const unreadable = problems.filter(({ code }) => code !== "front-matter-broken");
  return [
    ...unreadable.map(({ path, message }) => ({ notePath: path, message })),
    ...skipped.filter(isHidden).map(({ path, reason }) => ({ notePath: path, message: reason })),
  ];
}

/** Notes and gates of which nobody can say whether they are pairs: they are never fresh. */
export function unknownPairs(unknown: readonly UnknownScope[]): FoundPair[] {
  return unknown.flatMap(({ path, gates, problem: message }) =>
    gates.map(({ id }): FoundPair => {
      const problem: ReportedProblem = { kind: "unknown-scope", message };
      return { notePath: path, gateId: id, findings: [], problem };
    }),
  );
}
