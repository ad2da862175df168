import {
  type CommandRun,
  changeReader,
  describeFindings,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  type SinceAcceptance,
} from "@review/cli-kit";
import { changedParts, type Gate, isTrivialFor, type Note, type WatchablePart } from "@review/corpus";
import { getGateReview, getRun, getSnapshot, type Ledger, type ModelId } from "@review/db";
import { type StaleReason, staleReason } from "@review/lifecycle";
import { choosePartition, type ModelArgs, newestAcceptance, readPair } from "../pair.ts";
import { shellWord } from "../shell-word.ts";

export interface WhyArgs extends ModelArgs {
  note: string;
  gate: string;
}

/** One screen about one pair: its verdict, what changed since, and what to do. */
export const runWhy: CommandRun<WhyArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const { note, gate } = await readPair(corpus, io, args);
  await using ledger = await openLedgerToRead(workspace);
  const modelId = await choosePartition(args, io, corpus, ledger);
  const answer = await explainPair(ledger, { note, gate, modelId });
  const since = answer.acceptance
    ? await changeReader(corpus, ledger, [gate])({ ...pairOf(note, gate), ...answer.acceptance })
    : {};
  if (args.json) printJson(io, { ...answer, diff: since });
  else print(io, describe(answer, since).join("\n"));
  return 0;
};

const pairOf = (note: Note, gate: Gate) => ({
  notePath: note.path,
  noteSha: note.sha,
  gateId: gate.id,
  gateSha: gate.sha,
});

interface Explained {
  notePath: string;
  gateId: string;
  modelId: ModelId;
  /** `fresh`, or why not. */
  state: "fresh" | StaleReason;
  acceptance?: {
    acceptedNoteSha: string;
    acceptedGateSha: string;
    at: string;
    kind: string;
    remark?: string | undefined;
  };
  verdict?: {
    decision: string;
    /** A person's decision in place of the reviewer's. */
    overriddenBy?: { decision: string; remark?: string | undefined };
    findings: string[];
    runId: number;
    runner: string;
    reviewedAt: string;
    modelEvidence: string;
  };
  /** Parts of the note that changed since acceptance; absent where nobody can say. */
  changed?: WatchablePart[];
  watches: readonly string[];
  /** Whether the change concerns nothing that the gate watches. */
  trivial: boolean;
  next: string[];
}

async function explainPair(
  ledger: Ledger,
  { note, gate, modelId }: { note: Note; gate: Gate; modelId: ModelId },
): Promise<Explained> {
  const pair = pairOf(note, gate);
  const found = await newestAcceptance(ledger, { ...pair, modelId });
  const newest = found?.newest;
  const state = staleReason(pair, newest) ?? "fresh";
  const accepted = newest && (await getSnapshot(ledger, newest.acceptedNoteSha));
  const changed = accepted === undefined ? undefined : await changedParts(accepted, note.text);
  const { watches = [] } = gate;
  const trivial = state === "note-changed" && isTrivialFor(watches, changed);
  const explained: Explained = {
    notePath: note.path,
    gateId: gate.id,
    modelId,
    state,
    ...(changed && { changed: [...changed] }),
    watches,
    trivial,
    next: [],
  };
  const finish = (runner?: string): Explained => ({
    ...explained,
    next: nextCommands(explained, note, runner),
  });
  if (!newest) return finish();
  const { acceptedNoteSha, acceptedGateSha, acceptedAt, acceptanceKind, remark, acceptedReviewId } = newest;
  explained.acceptance = { acceptedNoteSha, acceptedGateSha, at: acceptedAt, kind: acceptanceKind, remark };
  const review = acceptedReviewId === undefined ? undefined : await getGateReview(ledger, acceptedReviewId);
  if (review) {
    const run = await getRun(ledger, review.reviewRunId);
    const { override } = found;
    explained.verdict = {
      decision: review.decision,
      ...(override?.overrideDecision && {
        overriddenBy: { decision: override.overrideDecision, remark: override.remark },
      }),
      findings: review.decision === "pass" ? [] : describeFindings(review.rationaleMarkdown),
      runId: run.id,
      runner: run.runner,
      reviewedAt: review.reviewedAt,
      modelEvidence: run.telemetry?.modelEvidence ?? "as asked for",
    };
  }
  return finish(explained.verdict?.runner);
}

function nextCommands(
  { notePath, gateId, modelId, state }: Explained,
  note: Note,
  runner = "RUNNER",
): string[] {
  const pair = `${shellWord(notePath)} ${shellWord(gateId)}`;
  const history = `review-nested history ${pair}`;
  if (state === "fresh") return [history];
  const review = `review-nested bundle ${pair} --runner ${runner === modelId ? runner : `${runner} --model ${modelId}`}`;
  if (state === "missing-review") return [review];
  return [
    review,
    `review-nested ack ${pair} --model ${modelId} --expect-note-sha ${note.sha.slice(0, 12)}`,
    history,
  ];
}

function describe(explained: Explained, since: SinceAcceptance): string[] {
  const { notePath, gateId, modelId, state, acceptance, verdict, changed, watches, trivial, next } =
    explained;
  const lines = [
    `${notePath}`,
    `${gateId} under ${modelId}: ${state === "fresh" ? "fresh" : `stale (${state})`}`,
    "",
  ];
  if (verdict) {
    const { decision, overriddenBy, findings, runId, runner, reviewedAt, modelEvidence } = verdict;
    lines.push(
      `verdict   ${decision.toUpperCase()} by run ${runId} (${runner}), ${reviewedAt.slice(0, 16)}Z, model ${modelEvidence}`,
    );
    if (overriddenBy) {
      lines.push(`override  ${overriddenBy.decision.toUpperCase()}: ${overriddenBy.remark ?? ""}`);
    }
    lines.push(...findings.map((finding) => `  - ${finding}`));
  } else if (acceptance) {
    lines.push("verdict   none kept (imported history)");
  } else {
    lines.push("verdict   never reviewed under this model");
  }
  if (acceptance) {
    const remark = acceptance.remark ? `, "${acceptance.remark}"` : "";
    lines.push(`accepted  ${acceptance.at.slice(0, 16)}Z by ${acceptance.kind}${remark}`);
  }
  if (state === "note-changed" || state === "gate-changed")
    lines.push(...describeChange({ changed, watches, trivial }));
  for (const diff of [since.note, since.gate]) if (diff) lines.push("", diff.trimEnd());
  lines.push("", ...next.map((command, index) => `${index === 0 ? "next  " : "      "}${command}`));
  return lines;
}

function describeChange({
  changed,
  watches,
  trivial,
}: Pick<Explained, "changed" | "watches" | "trivial">): string[] {
  const watched =
    watches.length === 0 ? "the gate does not say what it watches" : `the gate watches ${watches.join(", ")}`;
  if (!changed) return [`changed   cannot be told apart by parts; ${watched}`];
  const touched = changed.filter((part) => watches.includes(part));
  const what = changed.length === 0 ? "nothing but white space or other front matter" : changed.join(", ");
  const verdict = trivial
    ? "; none of it: `ack --trivial` would acknowledge it"
    : touched.length > 0
      ? `; touches ${touched.join(", ")}`
      : "";
  return [`changed   ${what} (${watched}${verdict})`];
}
