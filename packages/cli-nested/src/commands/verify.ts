import {
  type CommandContext,
  type CommandRun,
  EXIT,
  explainLeft,
  explainMoreGroups,
  type Io,
  openWorkspace,
  printJson,
  printLines,
  printLongJson,
  type ReportArgs,
  reportOutput,
  reviewerSettings,
  screenful,
  tell,
  type Workspace,
} from "@review/cli-kit";
import { CONFIG_FILE_NAME, type Corpus, isHidden, type Policy, readPolicy } from "@review/corpus";
import {
  type GroupKey,
  lockSource,
  makeReport,
  pairsOfVerification,
  type QuarantineBase,
  QuestionError,
  readQuarantineBase,
  settlePolicy,
  summarizeVerification,
  unseenPaths,
  type Verification,
  type VerifyDocument,
  type VerifyQuestion,
  verify,
  viewVerification,
} from "@review/views";
import { onlyRunner } from "../reviewing/proposed-reviewer.ts";
import { describeUnmet, describeUnmetSummary } from "./verify/describe-unmet.ts";
import { describeVerification } from "./verify/describe-verification.ts";
import { nextCommand, type Reviewer } from "./verify/next-commands.ts";

export interface VerifyArgs extends ReportArgs {
  gates?: readonly string[] | undefined;
  allGates?: boolean | undefined;
  note?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  frozen?: boolean | undefined;
  model?: readonly string[] | undefined;
  require?: "observed" | undefined;
  failOn?: "warn" | "fail" | undefined;
  changedSince?: string | undefined;
  policyFrom?: string | undefined;
  allowEmpty?: boolean | undefined;
  limit?: number | undefined;
  summary?: boolean | undefined;
  by?: GroupKey | undefined;
}

/** Pairs, and groups of each kind, that are shown on a terminal. */
const USUAL_PAIRS = 30;
const USUAL_GROUPS = 10;

/** Says whether pairs hold by the policy; exit code 1 names each that does not. Starts nothing of the repository. */
export const runVerify: CommandRun<VerifyArgs> = async (args, context) => {
  const { io, version } = context;
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const { gates, allGates, note, where, failOn, by } = args;
  const isSummary = args.summary || by !== undefined;
  const output = await reportOutput(args, io, corpus.root, { summary: isSummary });
  const models = args.model?.flatMap((list) => list.split(",")).filter((name) => name.trim() !== "");
  const { policy: chosen, base } = await choosePolicy(args, context, corpus);
  const verification = await look(args, workspace, {
    ...{ gates, allGates, note, where, cwd: io.cwd, now: new Date() },
    base,
    policy: settlePolicy(chosen, { models, failOn, require: args.require }),
    changedOf: await changesSince(args.changedSince, context, corpus),
    withEntries: output !== undefined,
  });
  requireAny(args, verification);
  const reviewer: Reviewer = {
    required: (models ?? chosen.verify.models)[0],
    only: onlyRunner(corpus.config.runners),
    usual: reviewerSettings({}, io, corpus),
  };
  const document = viewVerification(verification, {
    source: args.frozen ? "lock" : "ledger",
    nextOf: (pair) => nextCommand(pair, reviewer),
  });
  const limit = screenful(args, io, isSummary ? USUAL_GROUPS : USUAL_PAIRS);
  const summary = isSummary ? summarizeVerification(document, { by, limit }) : undefined;
  if (args.json && summary) printJson(io, summary);
  else if (args.json) await printDocument(document, limit, io);
  else {
    const lines = () => (summary ? describeUnmetSummary(summary, io) : describeUnmet(document, io, limit));
    if (!output?.onStdout) printLines(io, lines());
    if (output) {
      const pairs = await pairsOfVerification(corpus, verification, document.unmet);
      const unseen = unseenPaths({ ...verification, problems: verification.unreadable });
      await output.write(await makeReport(corpus, pairs, { toolVersion: version, unseen }));
    }
    const left = summary
      ? explainMoreGroups(summary.more)
      : explainLeft(document.unmet.length - limit, "pair");
    const talk = [...describeVerification(document, reviewer), ...(output?.onStdout ? [] : [left])];
    for (const line of talk) if (line !== undefined) tell(io, args, line);
  }
  return document.holds ? EXIT.done : EXIT.no;
};

/** With the first pairs that do not hold, at most so many. */
async function printDocument({ unmet, ...about }: VerifyDocument, limit: number, io: Io): Promise<void> {
  const more = unmet.length - limit;
  const rest = () => (more > 0 ? { more } : {});
  await printLongJson(io, about, "unmet", unmet.slice(0, limit), rest);
}

async function look(
  { frozen }: VerifyArgs,
  workspace: Workspace,
  question: VerifyQuestion,
): Promise<Verification> {
  const { corpus } = workspace;
  if (frozen) return verify(corpus, lockSource(corpus), question);
  return (await import("./verify/verify-with-ledger.ts")).verifyWithLedger(workspace, question);
}

/** The policy of the tree, or that of a commit, and what that says of gates: then nothing of the tree has a say in it. */
async function choosePolicy(
  { policyFrom }: VerifyArgs,
  { io: { environment } }: CommandContext,
  { root, config }: Corpus,
): Promise<{ policy: Policy; base?: QuarantineBase }> {
  if (policyFrom === undefined) return { policy: config };
  const { gitBlobId, listCommitted, readCommitted } = await import("@review/runner");
  const place = { folder: root, environment };
  const written = await readCommitted(policyFrom, CONFIG_FILE_NAME, { ...place, kind: "configuration" });
  const policy = await readPolicy(`${CONFIG_FILE_NAME} of ${policyFrom}`, written);
  const read = (path: string) => readCommitted(policyFrom, path, { ...place, kind: "lock" });
  const list = (paths: readonly string[]) => listCommitted(policyFrom, paths, place);
  const idsOf = (text: string) => {
    const bytes = Buffer.from(text);
    return [gitBlobId(bytes), gitBlobId(bytes, "sha256")];
  };
  return { policy, base: await readQuarantineBase(policy, { ref: policyFrom, list, read, idsOf }) };
}

async function changesSince(
  ref: string | undefined,
  { io: { environment } }: CommandContext,
  { root }: Corpus,
): Promise<VerifyQuestion["changedOf"]> {
  if (ref === undefined) return undefined;
  const { changedSinceCommit } = await import("@review/runner");
  return changedSinceCommit(ref, { folder: root, environment });
}

/** Where nothing was looked at there is no answer. */
function requireAny(
  { allowEmpty, changedSince }: VerifyArgs,
  { pairs, unreadable, skipped, whyNoPair }: Verification,
): void {
  if (allowEmpty || pairs.length + unreadable.length + skipped.filter(isHidden).length > 0) return;
  const why =
    changedSince === undefined
      ? whyNoPair
      : `nothing of a pair that was asked for changed since ${changedSince}`;
  throw new QuestionError("no-pair", why);
}
