import {
  type CommandRun,
  chooseOutput,
  EXIT,
  openLedgerToWrite,
  openWorkspace,
  printJson,
  printLines,
  tell,
  UsageError,
} from "@review/cli-kit";
import type { ModelId } from "@review/db";
import {
  DEFAULT_LIMITS,
  type GateTestsDocument,
  type TestLimits,
  testsAsJunit,
  viewGateTests,
} from "@review/views";
import { chooseReviewer } from "../../reviewing/choose-reviewer.ts";
import { sweepExitCode } from "../../reviewing/sweep-exit-code.ts";
import { describeTests, summarizeTests } from "./test/describe-tests.ts";
import { planTests } from "./test/plan-tests.ts";
import { type ReviewFixturesArgs, reviewFixtures } from "./test/review-fixtures.ts";
import { type SettledTests, settleTests } from "./test/settle-tests.ts";
import { showTestPlan } from "./test/show-test-plan.ts";

export interface GateTestArgs extends ReviewFixturesArgs {
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  repeat?: number | undefined;
  minHits?: number | undefined;
  maxFalseAlarms?: number | undefined;
  format?: "junit" | undefined;
  output?: string | undefined;
}

/** What came of the tests of gates. */
export interface GateTestsResult extends GateTestsDocument, SettledTests {}

/** Reviews of one fixture: more of the same tell nothing more of the gate. */
const MOST_REPEATS = 100;

/** Has the fixtures of gates reviewed, those that have no review yet, and says whether the gates do what they expect. */
export const testGates: CommandRun<GateTestArgs> = async (args, context) => {
  const { io } = context;
  const limits = readLimits(args);
  if ((args.repeat ?? 1) > MOST_REPEATS)
    throw new UsageError(
      `--repeat is at most ${MOST_REPEATS}: write more fixtures rather than ask more often`,
    );
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const output = await chooseOutput(args, io, corpus.root, { "dry-run": args.dryRun });
  const reviewer = await chooseReviewer(args, io, corpus);
  const plan = await planTests(args, workspace, reviewer);
  const { tested, partitions, missing } = plan;
  for (const { path, message } of tested.problems) tell(io, args, `warning: ${path} ${message}`);
  if (args.dryRun) return showTestPlan(args, context, workspace, { ...plan, reviewer });
  await using ledger = await openLedgerToWrite(workspace);
  const summary =
    missing.length === 0
      ? undefined
      : await reviewFixtures(args, context, { workspace, ledger }, { ...plan, reviewer });
  const answered = Object.keys(summary?.judgedBy ?? {}).filter((name): name is ModelId => name !== "");
  const modelIds = [...new Set([...partitions.partitions, ...answered])];
  const document = await viewGateTests(ledger, { ...tested, modelIds, limits });
  const settled = await settleTests(corpus, ledger, document);
  if (args.json) printJson(io, { ...document, ...settled } satisfies GateTestsResult);
  else if (!output?.onStdout) printLines(io, describeTests(document, io));
  if (output) await output.write(testsAsJunit(document));
  for (const line of summarizeTests(document, settled, summary)) tell(io, args, line);
  const isBad = tested.problems.length > 0 || document.tests.some(({ verdict }) => verdict !== "holds");
  if (summary) return sweepExitCode(summary, isBad);
  return isBad ? EXIT.no : EXIT.done;
};

function readLimits({ minHits, maxFalseAlarms }: GateTestArgs): TestLimits {
  for (const [name, share] of Object.entries({ "min-hits": minHits, "max-false-alarms": maxFalseAlarms })) {
    if (share !== undefined && share > 1)
      throw new UsageError(`--${name} is a share, from 0 to 1, not ${share}: write 0.8 for 80 %`);
  }
  return {
    minHits: minHits ?? DEFAULT_LIMITS.minHits,
    maxFalseAlarms: maxFalseAlarms ?? DEFAULT_LIMITS.maxFalseAlarms,
  };
}
