import {
  ACCEPTABLE_DECISIONS,
  type AcceptableDecision,
  type AcceptanceKind,
  type FindingSeverity,
  LOCK_RUNNER,
  type ModelId,
  type NewFinding,
} from "@review/db";
import type { AttestedRun } from "@review/db/transitions";
import { type FindingClaim, firstProblems, newKeys, renderRationale, type Weighed } from "@review/protocol";
import { CHECKS_PARTITION } from "../model-partition.ts";
import { describeAttestation } from "./attestation.ts";
import type { AttestedEntry, AttestedFinding, RefusedEntry } from "./attested-entry.ts";
import { entryProblem, told } from "./entry-problem.ts";

/** The kind of what rests on a review of the very text. */
const REVIEWED = "full-review" satisfies AcceptanceKind;

/** An entry that can be taken in, as the gate and the review of a run. */
export interface ProvenEntry {
  entry: AttestedEntry;
  gate: AttestedRun["gates"][number];
  review: AttestedRun["gateReviews"][number];
}

/** What an entry says that was found, to be weighed against its note; or what keeps it from counting before. `strayed` are words that do not stand there. */
export function claimOf(entry: AttestedEntry, strayed: ReadonlySet<string>): FindingClaim | RefusedEntry {
  const problem = entryProblem(entry);
  if (problem !== undefined) return { entry, code: "malformed-entry", message: problem };
  const { gate, modelId, decision } = entry;
  const worst = worstOf(entry.findings);
  if (ACCEPTABLE_DECISIONS.indexOf(decision) < ACCEPTABLE_DECISIONS.indexOf(worst)) {
    const message = `its decision is ${decision}, and the worst of its findings is a ${worst}`;
    return { entry, code: "result-contradicts-findings", message };
  }
  // What somebody let stand for this text was found in one before, whose words may be gone.
  const isCarried = entry.kind !== REVIEWED;
  const unsaid = isCarried ? undefined : strayedQuote(entry, strayed);
  if (unsaid !== undefined) return { entry, code: "quote-not-found", message: unsaid };
  const findings = entry.findings.map(({ severity, message, quotes }) => ({
    ...{ severity, message },
    quotes: quotes.filter((quote) => !strayed.has(quote)),
  }));
  const isGone = isCarried && findings.some((finding) => finding.quotes.length === 0);
  // A person's remark has no words of the note.
  const isFree = modelId === CHECKS_PARTITION || entry.findings.some(({ key }) => key === undefined);
  const quotes = isFree || isGone ? "none" : gate.quotes;
  return { gateId: gate.gateId, decision: worst, findings, quotes, previous: [] };
}

/**
 * What an entry is worth, given what its claim is: what is to be recorded of it, or what keeps it from that. Its findings are proven against
 * the note like all others, but a decision that is worse than they are stands: a person may have made it so, or nothing of them is kept.
 */
export function judgeEntry(
  entry: AttestedEntry,
  { quotes }: Pick<FindingClaim, "quotes">,
  weighed: Weighed,
): ProvenEntry | RefusedEntry {
  const { gate, decision, evidence, kind, at, remark, sample } = entry;
  const [first] = weighed.problems;
  if (first) return { entry, code: first.code, message: firstProblems(weighed.problems).join("; ") };
  const keyOf = keyReader(entry);
  const recorded = weighed.findings.map(({ severity, message, quotes }, index) => ({
    ...{ severity, message, quotes },
    key: keyOf(message, index),
    opinion: opinionOf(entry.findings[index]),
  }));
  if (new Set(recorded.map(({ key }) => key)).size < recorded.length) {
    return { entry, code: "key-twice", message: "two of its findings have one key" };
  }
  const remarks = entry.findings.flatMap(({ key }, index) => (key === undefined ? [index] : []));
  const said = { ...(remark !== undefined && { remark }), ...(sample && { sample }) };
  return {
    entry,
    gate: { ...gate, quotes },
    review: {
      gateId: gate.gateId,
      decision,
      rationaleMarkdown: renderAttested(entry),
      evidence: {
        attested: { evidence, kind, at, ...said, ...(remarks.length > 0 && { remarks }) },
      },
      findings: recorded,
    },
  };
}

/**
 * What keeps an entry from counting for a quote, in one sentence. A lock has the words as they stand in its very version of the note:
 * what is not there character by character need not be looked for in what a reader sees, which takes a hundred times as long, in each command.
 */
function strayedQuote({ findings }: AttestedEntry, unsaid: ReadonlySet<string>): string | undefined {
  for (const [index, { quotes }] of findings.entries()) {
    const strayed = quotes.find((quote) => unsaid.has(quote));
    if (strayed !== undefined) return `finding ${index + 1}: the note does not say ${told(strayed)}`;
  }
  return undefined;
}

function opinionOf(finding: AttestedFinding | undefined): NewFinding["opinion"] {
  if (!finding?.disputed) return undefined;
  const { model, reason, at } = finding.disputed;
  // What is no partition makes the entry malformed.
  return {
    kind: "disputed",
    modelId: model as ModelId,
    runner: LOCK_RUNNER,
    reason: reason.trim(),
    saidAt: at,
  };
}

function worstOf(findings: readonly { severity: FindingSeverity }[]): AcceptableDecision {
  const has = (severity: FindingSeverity) => findings.some((finding) => finding.severity === severity);
  return has("fail") ? "fail" : has("warn") ? "warn" : "pass";
}

/** The key of a finding is that which it has in the lock; a remark gets one of its own, which its words make. */
function keyReader({ notePath, gate, findings }: AttestedEntry): (message: string, index: number) => string {
  const newKey = newKeys(notePath, gate.gateId, new Set(findings.flatMap(({ key }) => key ?? [])));
  return (message, index) => findings[index]?.key ?? newKey(message);
}

/** The text of a judgement of which the lock keeps the findings alone. */
function renderAttested(entry: AttestedEntry): string {
  const source = describeAttestation(entry);
  return renderRationale({
    summary: `${source.charAt(0).toUpperCase()}${source.slice(1)}.`,
    findings: entry.findings.map(({ severity, message, quotes }) => ({ severity, text: message, quotes })),
  });
}
