import { type Io, nameLine, oneLine, painter, wrapCommand, wrapText } from "@review/cli-kit";
import { attestationOf } from "@review/lifecycle";
import {
  describeAcceptanceKind,
  describeBound,
  describeSample,
  describeSource,
  type ExplainedPair,
  isAcknowledgeable,
  type PairDocument,
  type ResolvedFinding,
} from "@review/views";
import { explainPlaceholders } from "../../reviewing/proposed-reviewer.ts";
import { describeAllFindings } from "../../terminal/describe-all-findings.ts";
import { DECISION_STYLES } from "../../terminal/describe-decisions.ts";
import { describeTime } from "../../terminal/describe-time.ts";
import { paintDiff } from "../../terminal/paint-diff.ts";
import { isSettled, isToMend } from "./next-commands.ts";

const LABEL_WIDTH = 10;
const NOT_ASKED = { "does-not-apply": "does not apply", unknown: "unknown scope" };

/** A pair on one screen: verdict, what changed since, what to do. Ready for the terminal. */
export function describePair(
  explained: ExplainedPair,
  {
    diff: since,
    movedFrom,
    locked,
    reopened,
    quarantined,
  }: Pick<PairDocument, "diff" | "movedFrom" | "locked" | "reopened" | "quarantined">,
  next: readonly string[],
  io: Io,
): string[] {
  const { note, gate, modelId, state, scope, whyNot } = explained;
  const { columns } = io.stdout;
  const paint = painter(io.stdout, io.environment);
  const fact = (label: string, text: string) =>
    wrapText(oneLine(text), columns, { first: label.padEnd(LABEL_WIDTH), next: " ".repeat(LABEL_WIDTH) });
  const standing = { applies: state === "fresh" ? "fresh" : `stale (${state})`, ...NOT_ASKED }[scope];
  return [
    nameLine(note.path),
    ...wrapText(`${nameLine(gate.id)} under ${nameLine(modelId)}: ${standing}`, columns),
    "",
    ...(whyNot === undefined ? [] : fact("scope", whyNot)),
    ...quarantined.flatMap(({ modelId: under = "every model", reason }) =>
      fact("gate", `quarantined under ${under}: ${reason}`),
    ),
    ...describeVerdict(explained, { locked, reopened }, io, fact),
    ...explained.others.flatMap((other) => describeOther(note.path, other, io, fact)),
    ...describeFailure(explained, fact),
    ...(movedFrom
      ? fact(
          "moved",
          `this exact text was accepted as ${nameLine(movedFrom.notePath === note.path ? movedFrom.gateId : movedFrom.notePath)}, a name that is gone`,
        )
      : []),
    ...(reopened ? fact("reopened", describeReopened(reopened)) : []),
    ...describeAcceptance(explained, fact),
    ...describeChange(explained, fact),
    ...[since.note, since.gate].flatMap((diff) => (diff ? ["", ...paintDiff(diff, io)] : [])),
    "",
    ...(isToMend(explained) ? fact("mend", "the note; then the first of these reviews it") : []),
    ...(isSettled(explained) ? fact("so", "nothing that was found counts") : []),
    ...(scope === "unknown"
      ? fact("mend", "the front matter; then it is known whether the gate applies")
      : []),
    ...next.flatMap((command, index) =>
      wrapCommand(command, columns && columns - LABEL_WIDTH).map(
        (line, at) => (index + at === 0 ? "next" : "").padEnd(LABEL_WIDTH) + paint("bold", line),
      ),
    ),
    ...explainPlaceholders(next).flatMap((words) => fact("", words)),
  ];
}

type Fact = (label: string, text: string) => string[];

function describeVerdict(
  { note, evidence, override, acceptance }: ExplainedPair,
  { locked, reopened }: Pick<PairDocument, "locked" | "reopened">,
  io: Io,
  fact: Fact,
): string[] {
  if (!evidence) {
    if (acceptance) return fact("verdict", "none: imported without its review");
    if (reopened) return fact("verdict", "none that stands: what was accepted of this text is taken back");
    if (!locked) return fact("verdict", "never reviewed under this model");
    const { decision, at, changed, modelId } = locked;
    return fact(
      "verdict",
      `none of this text; the lock has ${decision.toUpperCase()} of ${nameLine(modelId)}, ${at.slice(0, 10)}, and the ${changed} changed since`,
    );
  }
  const { review, run, findings, resolved } = evidence;
  const paint = painter(io.stdout, io.environment);
  const { decision } = review;
  const attested = attestationOf(review);
  const source = attested
    ? `${describeSource({ ...attested, modelId: run.modelId })}; taken in`
    : `run ${run.id} of ${run.runner}`;
  const [head = "", ...more] = fact(
    "verdict",
    `${decision.toUpperCase()}, ${source}${attested ? " " : ", "}${describeTime(review.reviewedAt)}`,
  );
  const word = decision.toUpperCase();
  return [
    head.replace(word, paint(DECISION_STYLES[decision] ?? "dim", word)),
    ...more,
    // A runner without a model has its own name as partition; of what comes from the lock, the verdict says who judged.
    ...(run.modelId === run.runner || attested
      ? []
      : fact("model", `${nameLine(run.modelId)}, ${describeEvidence(run.telemetry?.modelEvidence)}`)),
    ...(attested?.remark === undefined || findings.some(({ message }) => message === attested.remark)
      ? []
      : fact("remark", attested.remark)),
    ...(override
      ? fact("override", `${override.overrideDecision?.toUpperCase()}: ${override.remark ?? ""}`)
      : []),
    ...describeAllFindings(note.path, findings, io),
    ...describeResolved(resolved, fact),
  ];
}

const describeReopened = ({ modelId, at, remark }: NonNullable<PairDocument["reopened"]>) =>
  `${describeTime(at)}, from the lock: ${nameLine(modelId)}: ${remark}`;

/** Why the last run of the pair says nothing of it. */
function describeFailure({ failedRun: run }: ExplainedPair, fact: Fact): string[] {
  if (!run) return [];
  const when = run.completedAt === undefined ? "" : `, ${describeTime(run.completedAt)}`;
  const why = run.failureReason === undefined ? "" : `: ${run.failureReason}`;
  return fact("failed", `run ${run.id} of ${run.runner}${when}${why}`);
}

/** What another model of the name found of the same text stands beside the verdict. */
function describeOther(
  notePath: string,
  { evidence: { review, run, findings, resolved }, override }: ExplainedPair["others"][number],
  io: Io,
  fact: Fact,
): string[] {
  const decided = override ? `, overridden to ${override.overrideDecision?.toUpperCase()}` : "";
  const attested = attestationOf(review);
  const source = attested
    ? `, ${describeSource({ ...attested, modelId: run.modelId })}`
    : ` under ${nameLine(run.modelId)}`;
  const said = `${review.decision.toUpperCase()}, review ${review.id} in run ${run.id}${source}${decided}`;
  return [
    ...fact("also", said),
    ...describeAllFindings(notePath, findings, io),
    ...describeResolved(resolved, fact),
  ];
}

/** What the accepted review before found, and this one did not. */
function describeResolved(resolved: readonly ResolvedFinding[], fact: Fact): string[] {
  if (resolved.length === 0) return [];
  const messages = resolved.map(({ message }) => oneLine(message)).join("; ");
  return fact("resolved", `${resolved.length} of the review before: ${messages}`);
}

function describeEvidence(evidence: "observed" | "declared" | undefined): string {
  if (evidence === "observed") return "observed by the client";
  return evidence === "declared" ? "as declared" : "as asked for";
}

function describeAcceptance({ acceptance, sample, evidence }: ExplainedPair, fact: Fact): string[] {
  if (!acceptance) return [];
  const { acceptedAt, acceptanceKind, remark } = acceptance;
  // The remark of an override stands beside its decision.
  const why = remark && acceptanceKind !== "manual-override" ? `: ${remark}` : "";
  if (acceptanceKind === "withdrawn") return fact("reopened", `${describeTime(acceptedAt)}${why}`);
  const isTakenIn = acceptanceKind === "attested";
  const figures = sample ?? (isTakenIn && evidence ? attestationOf(evidence.review)?.sample : undefined);
  return [
    ...fact(
      "accepted",
      `${describeTime(acceptedAt)}, ${describeAcceptanceKind({ acceptanceKind, sample })}${why}`,
    ),
    ...(figures ? fact("sample", `${describeSample(figures)}; ${describeBound(figures)}`) : []),
  ];
}

/** What changed, whether that touches what the gate watches, and whether it can be acknowledged. */
function describeChange(explained: ExplainedPair, fact: Fact): string[] {
  const { state, gate, acceptance, note, trivial } = explained;
  if (state === "fresh" || !acceptance) return [];
  const verdict = !isAcknowledgeable(explained)
    ? "cannot be acknowledged: no review stands behind it"
    : trivial
      ? "can be acknowledged, also by `ack --trivial`"
      : "can be acknowledged, if the verdict still holds";
  return [
    ...(acceptance.acceptedNoteSha === note.sha ? [] : fact("changed", describeNoteChange(explained))),
    ...(acceptance.acceptedGateSha === gate.sha ? [] : fact("changed", "the gate")),
    ...fact("so", verdict),
  ];
}

function describeNoteChange({ changed, whyUntold, gate: { watches = [] } }: ExplainedPair): string {
  if (!changed) return `the note; in which of its parts cannot be told${whyUntold ? `: ${whyUntold}` : ""}`;
  const what =
    changed.length === 0
      ? "nothing of the note but white space and marks"
      : `the note's ${changed.join(", ")}`;
  if (watches.length === 0) return `${what}; the gate does not say what it watches`;
  const touched = changed.filter((part) => watches.includes(part));
  return touched.length > 0
    ? `${what}; touches what the gate watches: ${touched.join(", ")}`
    : `${what}; does not touch what the gate watches: ${watches.join(", ")}`;
}
