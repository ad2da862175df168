import {
  type CommandRun,
  count,
  EXIT,
  gatesCommand,
  type Io,
  nameLine,
  oneLine,
  openWorkspace,
  painter,
  printJson,
  printLines,
  tell,
  UsageError,
  wrapText,
} from "@review/cli-kit";
import { type GateIssue, lintGates, lintIgnores, type NoteIssue } from "@review/corpus";
import { whyCheckUnstartable } from "@review/runner";
import type { GateFixtureArgs } from "./gates/fixture.ts";
import { type GateReportArgs, reportGates } from "./gates/report.ts";
import type { GateTestArgs } from "./gates/test.ts";

type GatesArgs = GateReportArgs & GateTestArgs & GateFixtureArgs;

/** What is wrong with gates, and with what notes say of them. */
export interface GateLintDocument {
  /** How many were looked at. */
  gates: number;
  errors: number;
  warnings: number;
  /** By path, errors first. */
  issues: GateIssue[];
  /** Comments of notes that settle nothing, each a warning, by path and line; none are looked for if gates are named. */
  noteIssues: NoteIssue[];
}

/** Which subcommands each option is for. */
const GOES_WITH = {
  since: ["report"],
  model: ["report", "test"],
  effort: ["report", "test"],
  exactModel: ["report", "test"],
  runner: ["test"],
  timeout: ["test"],
  repeat: ["test"],
  dryRun: ["test"],
  jobs: ["test"],
  budgetUsd: ["test"],
  minHits: ["test"],
  maxFalseAlarms: ["test"],
  format: ["test"],
  output: ["test"],
  expect: ["fixture"],
} as const satisfies Partial<Record<keyof GatesArgs, readonly string[]>>;

/** `gates`, and `lint`, `report` and `test` behind it with gates of their own, `fixture` with a finding. A gate or lens that is called `lint` is `gates ./lint`. */
export const runGates: CommandRun<GatesArgs> = async (args, context) => {
  const [first = "", ...gates] = args.gates ?? [];
  for (const [name, subcommands] of Object.entries(GOES_WITH)) {
    const isGiven = args[name as keyof typeof GOES_WITH] !== undefined;
    if (!isGiven || subcommands.some((subcommand) => subcommand === first)) continue;
    const where = subcommands.map((subcommand) => `\`gates ${subcommand}\``).join(" and ");
    throw new UsageError((option) => `${option(name)} goes with ${where}`);
  }
  if (first === "report") return reportGates({ ...args, gates }, context);
  if (first === "test") return (await import("./gates/test.ts")).testGates({ ...args, gates }, context);
  if (first === "fixture")
    return (await import("./gates/fixture.ts")).makeFixture({ ...args, gates }, context);
  if (first === "lint") return lint({ ...args, gates }, context);
  const list = await gatesCommand.load();
  return list(args, context);
};

/** Says what is wrong with the gates; exit code 1 if anything makes one unusable. */
const lint: CommandRun<GatesArgs> = async (args, { io }) => {
  const { corpus } = await openWorkspace(args, io);
  const selectors = args.gates ?? [];
  const { gates, issues } = await lintGates(corpus, {
    selectors,
    exclude: args.exclude,
    whyUnstartable: (program) =>
      whyCheckUnstartable(program, { root: corpus.root, environment: io.environment }),
  });
  const noteIssues = selectors.length === 0 ? await lintIgnores(corpus) : [];
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const warnings = issues.length - errors + noteIssues.length;
  const document: GateLintDocument = { gates, errors, warnings, issues, noteIssues };
  if (args.json) printJson(io, document);
  else {
    printLines(io, describeIssues(document, io));
    tell(io, args, summarize(document));
  }
  return errors > 0 ? EXIT.no : EXIT.done;
};

const HANGING = "  ";

function describeIssues(
  { issues, noteIssues }: Pick<GateLintDocument, "issues" | "noteIssues">,
  { stdout, environment }: Pick<Io, "stdout" | "environment">,
): string[] {
  const paint = painter(stdout, environment);
  const describe = (place: string, severity: GateIssue["severity"], message: string) => {
    const before = `${nameLine(place)}: ${severity}:`;
    const [first = "", ...more] = wrapText(`${before} ${oneLine(message)}`, stdout.columns, {
      next: HANGING,
    });
    const word = paint(severity === "error" ? "red" : "yellow", `${severity}:`);
    return [first.replace(`: ${severity}:`, () => `: ${word}`), ...more];
  };
  return [
    ...issues.flatMap(({ path, severity, message }) => describe(path, severity, message)),
    ...noteIssues.flatMap(({ path, line, message }) =>
      describe(`note ${nameLine(path)}:${line}`, "warning", message),
    ),
  ];
}

function summarize({ gates, errors, warnings }: GateLintDocument): string {
  if (gates === 0) return "there are no gates to look at: `review-nested init --with-gates` writes three";
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return `${count(gates, "gate")}: ${found.length > 0 ? found.join(", ") : "nothing to mend"}`;
}
