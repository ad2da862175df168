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
import { type Corpus, CorpusError } from "@review/corpus";
import { type Ledger, listFindings, listVerdicts } from "@review/db";
import { NotWaivedError, standingWaivers, type UnwaiveOptions, unwaive, waive } from "@review/lifecycle";
import { resolveFindingKeys, settlingComment, viewFixQueue } from "@review/views";
import { requireRemark } from "../arguments/require-remark.ts";
import { describeDecision } from "../terminal/describe-waiver.ts";
import { openLedgerToAcknowledge } from "./ack/open-ledger.ts";

export interface UnwaiveArgs extends GlobalArgs {
  keys: readonly string[];
  remark?: string | undefined;
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
  /** What was waived already, otherwise, and is so no more; absent where nothing was. */
  replaced?: ReplacedWaiver[];
}

/** How a finding was waived until now. */
export interface ReplacedWaiver {
  key: string;
  reason: string;
  author?: string;
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
  let listed: number | undefined;
  let replaced: ReplacedWaiver[] = [];
  const { keys, ...words } = await decide(args, io, async ({ corpus, ledger }, options) => {
    replaced = await listStanding(ledger, options.keys);
    await waive(ledger, { ...options, until });
    if (!args.quiet) listed = await countListed(corpus, ledger, options.keys);
  });
  const document: WaivedDocument = {
    waived: keys,
    ...words,
    ...(until !== undefined && { until }),
    ...(replaced.length > 0 && { replaced }),
  };
  if (args.json) printJson(io, document);
  else {
    const before = new Map(replaced.map((waiver) => [waiver.key, `; before: ${describeDecision(waiver)}`]));
    for (const key of keys) print(io, `waived ${key}${before.get(key) ?? ""}`);
  }
  const how = until === undefined ? "" : ` until the end of ${until} (UTC)`;
  tell(io, args, `${count(keys.length, "finding")} waived${how}${describeListed(keys.length, listed)}`);
};

/** How those of some findings are waived that are. */
async function listStanding(ledger: Ledger, keys: readonly string[]): Promise<ReplacedWaiver[]> {
  // Of the mildest finding every waiver says that it holds.
  const { waived } = await standingWaivers(
    ledger,
    keys.map((key) => ({ key, severity: "warn" })),
  );
  return [...waived.values()].map(({ key, reason, author, until }) => ({
    key,
    reason,
    ...(author !== undefined && { author }),
    ...(until !== undefined && { until }),
  }));
}

/**
 * How many of some waived findings `warns --waived` tells of: none of a pair of which nothing is to be mended now. Undefined where the
 * corpus cannot be read: what was decided is decided all the same.
 */
async function countListed(
  corpus: Corpus,
  ledger: Ledger,
  keys: readonly string[],
): Promise<number | undefined> {
  try {
    const note = await notesOf(ledger, new Set(keys));
    if (note.length === 0) return 0;
    const { warns } = await viewFixQueue(corpus, ledger, { note, cwd: corpus.root, waived: true });
    const listed = new Set(warns.flatMap(({ findings }) => findings.map(({ key }) => key)));
    return keys.filter((key) => listed.has(key)).length;
  } catch (error) {
    if (error instanceof CorpusError) return undefined;
    throw error;
  }
}

/** The notes in which findings were found, by what stands: to look at all of a corpus takes seconds. */
async function notesOf(ledger: Ledger, keys: ReadonlySet<string>): Promise<string[]> {
  const verdicts = (await listVerdicts(ledger)).flatMap(({ notePath, evidence }) =>
    evidence ? [{ notePath, id: evidence.reviewId }] : [],
  );
  const findings = await listFindings(
    ledger,
    verdicts.map(({ id }) => id),
  );
  const named = verdicts.filter(({ id }) => findings.get(id)?.some(({ key }) => keys.has(key)));
  return [...new Set(named.map(({ notePath }) => notePath))];
}

function describeListed(all: number, listed: number | undefined): string {
  if (listed === undefined) return "";
  if (listed === all) return `: \`review-nested warns --waived\` lists ${all === 1 ? "it" : "them"}`;
  const some = listed === 0 ? (all === 1 ? "it" : "them") : `only ${listed} of them`;
  const why = "a person decided pass there, or note or gate is gone or another one";
  return `; \`review-nested warns --waived\` ${listed === 0 ? "does not list" : "lists"} ${some}: ${why}`;
}

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
  const reason = requireRemark(args);
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
