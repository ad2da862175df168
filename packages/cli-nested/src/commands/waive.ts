import {
  type CommandRun,
  count,
  type GlobalArgs,
  type Io,
  openWorkspace,
  print,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { NotWaivedError, type UnwaiveOptions, unwaive, waive } from "@review/lifecycle";
import { resolveFindingKeys, settlingComment } from "@review/views";
import { requireReason } from "../arguments/require-reason.ts";
import { openLedgerToAcknowledge } from "./ack/open-ledger.ts";

export interface UnwaiveArgs extends GlobalArgs {
  keys: readonly string[];
  reason?: string | undefined;
  author?: string | undefined;
}

export interface WaiveArgs extends UnwaiveArgs {
  until?: string | undefined;
}

/** Findings that were let stand. */
export interface WaivedDocument {
  /** Their keys. */
  waived: string[];
  /** As it was kept with them. */
  reason: string;
  author?: string;
  /** The last day in UTC on which they do not count. */
  until?: string;
}

/** Findings that count again. */
export interface UnwaivedDocument {
  /** Their keys. */
  unwaived: string[];
  /** As it was kept with them. */
  reason: string;
  author?: string;
}

/** Lets findings stand as they are: they count no more. All that are named, or none. */
export const runWaive: CommandRun<WaiveArgs> = async (args, { io }) => {
  const { until } = args;
  const { keys, ...words } = await decide(args, io, ({ ledger }, options) =>
    waive(ledger, { ...options, until }),
  );
  const document: WaivedDocument = { waived: keys, ...words, ...(until !== undefined && { until }) };
  if (args.json) printJson(io, document);
  else for (const key of keys) print(io, `waived ${key}`);
  const how = until === undefined ? "" : ` until the end of ${until} (UTC)`;
  tell(
    io,
    args,
    `${count(keys.length, "finding")} waived${how}: \`review-nested warns --waived\` lists them`,
  );
};

/** Takes that back: the findings count again. All that are named, or none. */
export const runUnwaive: CommandRun<UnwaiveArgs> = async (args, { io }) => {
  const { keys, ...words } = await decide(args, io, ({ corpus, ledger }, options) =>
    unwaive(ledger, options).catch(async (error: unknown) => {
      throw error instanceof NotWaivedError ? await explainNotWaived(corpus, ledger, error) : error;
    }),
  );
  const document: UnwaivedDocument = { unwaived: keys, ...words };
  if (args.json) printJson(io, document);
  else for (const key of keys) print(io, `unwaived ${key}`);
  tell(io, args, `${count(keys.length, "finding")} ${keys.length === 1 ? "counts" : "count"} again`);
};

/** What a comment settles was never waived, though it is listed beside what was. */
async function explainNotWaived(corpus: Corpus, ledger: Ledger, error: NotWaivedError) {
  const comment = await settlingComment(corpus, ledger, error.key);
  if (!comment) return error;
  const { notePath, line } = comment;
  return new NotWaivedError(
    error.key,
    `the comment at ${notePath}:${line} settles it; delete that comment to take it back`,
  );
}

type Decide = (where: { corpus: Corpus; ledger: Ledger }, options: UnwaiveOptions) => Promise<unknown>;

/** Finds the findings and decides about them; what the decision was made of. */
async function decide(args: UnwaiveArgs, io: Io, how: Decide) {
  const reason = requireReason(args);
  const author = args.author?.trim();
  if (author === "") throw new UsageError("say who: --author NAME, or leave it out");
  const workspace = await openWorkspace(args, io);
  await using ledger = await openLedgerToAcknowledge(workspace, {});
  const keys = await resolveFindingKeys(ledger, args.keys);
  const words = {
    reason,
    ...(author !== undefined && { author }),
  };
  await how({ corpus: workspace.corpus, ledger }, { keys, ...words });
  return { keys, ...words };
}
