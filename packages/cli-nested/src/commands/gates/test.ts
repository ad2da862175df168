import { resolve } from "node:path";
import {
  type CommandContext,
  type CommandRun,
  count,
  EXIT,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  printJson,
  printLines,
  requireWritable,
  tell,
  UsageError,
  type Workspace,
  writeAtomically,
} from "@review/cli-kit";
import { type Fixture, type FixtureProblem, type Gate, readFixtures } from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import { type ResolvedPartitions, resolvePartitions } from "@review/lifecycle";
import { type PlannedPair, type SweepSummary, sweep } from "@review/runner";
import {
  DEFAULT_LIMITS,
  type GateTestsDocument,
  gatesForModel,
  QuestionError,
  readFixtureReviews,
  selectGates,
  type TestLimits,
  testsAsJunit,
  viewGateTests,
} from "@review/views";
import {
  type ChosenReviewer,
  chooseReviewer,
  type ReviewerArgs,
  requireConsent,
} from "../../reviewing/choose-reviewer.ts";
import { requireRunner } from "../../reviewing/require-runner.ts";
import { sweepExitCode } from "../../reviewing/sweep-exit-code.ts";
import { describeTests, summarizeTests } from "./describe-tests.ts";
import { reportTesting } from "./report-testing.ts";
import { type SettledTests, settleTests } from "./settle-tests.ts";

export interface GateTestArgs extends ReviewerArgs {
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  repeat?: number | undefined;
  jobs?: number | undefined;
  budgetUsd?: number | undefined;
  minHits?: number | undefined;
  maxFalseAlarms?: number | undefined;
  format?: "junit" | undefined;
  output?: string | undefined;
}

/** What came of the tests of gates. */
export interface GateTestsResult extends GateTestsDocument, SettledTests {}

/** Failed reviews in a row after which it is no use to go on. */
const MAX_FAILURES = 5;

/** What is tested: gates that a model judges, with their fixtures. */
interface Tested {
  gates: readonly Gate[];
  fixtures: readonly Fixture[];
  problems: readonly FixtureProblem[];
}

/** Has the fixtures of gates reviewed, those that have no review yet, and says whether the gates do what they expect. */
export const testGates: CommandRun<GateTestArgs> = async (args, context) => {
  const { io } = context;
  const limits = readLimits(args);
  const output = await chooseOutput(args, context);
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const reviewer = chooseReviewer(args, io, corpus);
  if (!reviewer.runner.usesModel)
    throw new UsageError("a check is a program, with tests of its own: `gates test` is for models");
  const tested = await chooseTested(args, workspace);
  for (const { path, message } of tested.problems) tell(io, args, `warning: ${path} ${message}`);
  const partitions = await partitionsOf(workspace, reviewer);
  const pairs = await missingReviews(workspace, tested, partitions, args.repeat ?? 1);
  await using ledger = await openLedgerToWrite(workspace);
  const summary =
    pairs.length === 0
      ? undefined
      : await review(args, context, { workspace, ledger }, { reviewer, partitions, pairs, tested });
  const answered = Object.keys(summary?.judgedBy ?? {}).filter((name): name is ModelId => name !== "");
  const modelIds = [...new Set([...partitions.partitions, ...answered])];
  const document = await viewGateTests(ledger, { ...tested, modelIds, limits });
  const settled = await settleTests(corpus, ledger, document);
  if (args.json) printJson(io, { ...document, ...settled } satisfies GateTestsResult);
  else if (!output || output.path !== undefined) printLines(io, describeTests(document, io));
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

async function chooseOutput(
  { format, output, json }: GateTestArgs & { json: boolean },
  { io }: CommandContext,
): Promise<{ path: string | undefined; write(pieces: Iterable<string>): Promise<void> } | undefined> {
  if (format === undefined) {
    if (output !== undefined) throw new UsageError("--output needs --format: name the format of the file");
    return undefined;
  }
  if (json) throw new UsageError("--format and --json print different things: give one of them");
  const path = output === undefined || output === "-" ? undefined : resolve(io.cwd, output);
  if (path !== undefined) await requireWritable(path);
  return {
    path,
    write: async (pieces) => {
      if (path !== undefined) await writeAtomically(path, pieces);
      else for (const piece of pieces) io.stdout.write(piece);
    },
  };
}

async function chooseTested(
  { gates: named = [], exclude }: GateTestArgs,
  { corpus }: Workspace,
): Promise<Tested> {
  const selected = await selectGates(corpus, { gates: named, allGates: named.length === 0, exclude });
  const { gates } = gatesForModel(selected);
  const { fixtures, problems } = await readFixtures(
    corpus,
    gates.map(({ id }) => id),
  );
  if (fixtures.length + problems.length > 0) return { gates, fixtures, problems };
  const [first] = gates;
  const folder = `${corpus.config.gates}/${first?.id ?? "GATE"}.tests`;
  throw new QuestionError(
    "no-fixture",
    `no gate asked for has a fixture: write one, e.g. ${folder}/clear-note.md`,
  );
}

async function partitionsOf(
  workspace: Workspace,
  { model, effort, requireModel }: ChosenReviewer,
): Promise<ResolvedPartitions> {
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const { aliases } = workspace.corpus.config;
  return resolvePartitions(ledger, { model, aliases, exact: requireModel, ...(effort && { effort }) });
}

/** The reviews to be made so that each fixture has so many in all: of all fixtures the first, then of all the second. */
async function missingReviews(
  workspace: Workspace,
  { gates, fixtures }: Tested,
  { partitions }: ResolvedPartitions,
  repeat: number,
): Promise<PlannedPair[]> {
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const known = await readFixtureReviews(ledger, { gates, fixtures, modelIds: partitions });
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  return Array.from({ length: repeat }, (_, made) =>
    fixtures.flatMap((fixture): PlannedPair[] => {
      const gate = byId.get(fixture.gateId);
      if (!gate || (known.get(fixture)?.length ?? 0) > made) return [];
      const { path: notePath, text } = fixture.note;
      return [{ notePath, noteBytes: Buffer.byteLength(text), gate, again: true }];
    }),
  ).flat();
}

async function review(
  args: GateTestArgs & { quiet: boolean; json: boolean },
  context: CommandContext,
  { workspace, ledger }: { workspace: Workspace; ledger: Ledger },
  asked: {
    reviewer: ChosenReviewer;
    partitions: ResolvedPartitions;
    pairs: readonly PlannedPair[];
    tested: Tested;
  },
): Promise<SweepSummary> {
  const { io, version } = context;
  const { reviewer, partitions, pairs, tested } = asked;
  const { root, config } = workspace.corpus;
  await requireConsent(workspace, reviewer, tested.gates);
  const { interrupted, forced } = io.watchSignals();
  const execution = { signal: interrupted, forced, environment: io.environment, root };
  await requireRunner(reviewer.runner, execution);
  tell(
    io,
    args,
    `${reviewer.runner.name}: ${count(pairs.length, "review")} to make under ${partitions.modelId}`,
  );
  return sweep(
    {
      ...execution,
      corpus: workspace.corpus,
      ledger,
      timeoutMs: (args.timeout ?? config.limits.timeoutSeconds) * 1000,
      toolVersion: version,
      repair: reviewer.repair,
      owner: io.self,
    },
    { ...reviewer, ...partitions, aliases: config.aliases },
    {
      // Side by side, one fixture would say what another lacks.
      batches: pairs.map((pair) => [pair]),
      jobs: args.jobs ?? config.limits.jobs,
      maxFailures: MAX_FAILURES,
      budget: { usd: args.budgetUsd },
      report: reportTesting(args, io, tested.fixtures),
    },
  );
}
