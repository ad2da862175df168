import {
  type CommandRun,
  changeReader,
  openLedgerToRead,
  openWorkspace,
  printJson,
  readFindings,
  reviewerSettings,
  type SinceAcceptance,
  UsageError,
} from "@review/cli-kit";
import { gateScope, readFrontMatter, readNote, resolveGates, resolveNotePath } from "@review/corpus";
import { choosePartition, type ModelArgs } from "../arguments/choose-partition.ts";
import { writeLines } from "../terminal/write-lines.ts";
import { describePair } from "./why/describe-pair.ts";
import { type ExplainedPair, explainPair, isAcknowledgeable } from "./why/explain-pair.ts";
import { nextCommands } from "./why/next-commands.ts";

/** The runners there are without a configuration; a list of our own, since @review/runner takes long to load. */
export const BUILT_IN_RUNNERS = ["checks", "claude-code", "codex"];

export interface WhyArgs extends ModelArgs {
  note: string;
  gate: string;
}

/** One screen about one pair: its verdict, what changed since, and what to do. */
export const runWhy: CommandRun<WhyArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const [gate, ...others] = await resolveGates(corpus, [args.gate]);
  if (!gate || others.length > 0) {
    throw new UsageError(`${args.gate} is a lens of ${others.length + 1} gates: name one of them`);
  }
  const note = await readNote(corpus, await resolveNotePath(corpus, args.note, io.cwd));
  const scope = gateScope(gate, await readFrontMatter(note.text));
  await using ledger = await openLedgerToRead(workspace);
  const partition = await choosePartition(args, io, corpus, ledger);
  const { modelId, resolvedFrom } = partition;
  const explained = await explainPair(ledger, { note, gate, modelId, scope });
  const since: SinceAcceptance = explained.acceptance
    ? await changeReader(corpus, ledger, [gate])({ ...explained.acceptance, ...pairOf(explained) })
    : {};
  const known = [...BUILT_IN_RUNNERS, ...Object.keys(corpus.config.runners)];
  const candidates = [
    modelId === "checks" ? "checks" : undefined,
    explained.evidence?.run.runner,
    reviewerSettings(args, io, corpus).runner,
  ];
  const runner = candidates.find((name) => name !== undefined && known.includes(name));
  const next = nextCommands(explained, { model: args.model, effort: args.effort, runner });
  if (args.json) printJson(io, { ...toJson(explained), resolvedFrom, next, diff: since });
  else writeLines(io, describePair(explained, since, next, io));
  return 0;
};

const pairOf = ({ note, gate }: ExplainedPair) => ({
  notePath: note.path,
  noteSha: note.sha,
  gateId: gate.id,
  gateSha: gate.sha,
});

function toJson(explained: ExplainedPair) {
  const { modelId, scope, state, acceptance, evidence, override, changed, trivial, gate } = explained;
  return {
    ...pairOf(explained),
    modelId,
    applies: scope === "unknown" ? null : scope === "applies",
    state,
    ...(evidence && { verdict: verdictOf(evidence) }),
    ...(override && { override: { decision: override.overrideDecision, remark: override.remark } }),
    ...(acceptance && { acceptance }),
    watches: gate.watches ?? [],
    ...(changed && { changed }),
    trivial,
    acknowledgeable: isAcknowledgeable(explained),
  };
}

function verdictOf({ review, run }: NonNullable<ExplainedPair["evidence"]>) {
  const { id, decision, rationaleMarkdown, reviewedAt } = review;
  return {
    decision,
    findings: decision === "pass" ? [] : readFindings(rationaleMarkdown),
    runId: run.id,
    reviewId: id,
    runner: run.runner,
    reviewedAt,
    ...(run.telemetry?.modelEvidence && { modelEvidence: run.telemetry.modelEvidence }),
  };
}
