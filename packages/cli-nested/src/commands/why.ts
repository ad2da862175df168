import {
  type CommandRun,
  type ModelArgs,
  openLedgerToRead,
  openWorkspace,
  printJson,
  printLines,
  reviewerSettings,
} from "@review/cli-kit";
import { BUILT_IN_RUNNERS, CHECKS_RUNNER } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import { namePairOrRenamed, type PairDocument, viewPair } from "@review/views";
import { onlyRunner } from "../reviewing/proposed-reviewer.ts";
import { earlierInGit } from "./ack/open-ledger.ts";
import { chooseAsked } from "./why/choose-asked.ts";
import { describePair } from "./why/describe-pair.ts";
import { nextCommands } from "./why/next-commands.ts";

export interface WhyArgs extends ModelArgs {
  note: string;
  gate: string;
}

/** A pair, and what to do. */
export interface WhyDocument extends PairDocument {
  /** Commands to choose from, the likeliest first. */
  next: string[];
}

/** One screen about one pair: its verdict, what changed since, and what to do. */
export const runWhy: CommandRun<WhyArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const open = () => openLedgerToRead(workspace);
  const pair = await namePairOrRenamed(corpus, args, { cwd: io.cwd, open });
  await using ledger = await openLedgerToRead(
    workspace,
    earlierInGit(workspace, io, { notePaths: [pair.note.path] }),
  );
  const settings = reviewerSettings(args, io, corpus);
  const { note, gate } = pair;
  const key = { notePath: note.path, gateId: gate.id, gate };
  const { partitions, asked } = await chooseAsked(args, { io, corpus, ledger, pair: key });
  const { explained, document } = await viewPair(corpus, ledger, { ...pair, ...partitions });
  const configured = Object.keys(corpus.config.runners);
  const known = [...BUILT_IN_RUNNERS, ...configured];
  const candidates = [
    partitions.modelId === CHECKS_PARTITION ? CHECKS_RUNNER : undefined,
    explained.evidence?.run.runner,
    settings.runner,
    onlyRunner(corpus.config.runners),
  ];
  const runner = candidates.find((name) => name !== undefined && known.includes(name));
  const { movedFrom } = document;
  const next = nextCommands(explained, { movedFrom, ...asked, runner });
  const explanation: WhyDocument = { ...document, next };
  if (args.json) printJson(io, explanation);
  else printLines(io, describePair(explained, document, next, io));
  return 0;
};
