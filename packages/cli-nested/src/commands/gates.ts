import {
  type CommandRun,
  count,
  EXIT,
  gatesCommand,
  type Io,
  oneLine,
  openWorkspace,
  painter,
  printJson,
  tell,
} from "@review/cli-kit";
import { type GateIssue, lintGates } from "@review/corpus";
import { findCheckProgram } from "@review/runner";
import { writeLines } from "../terminal/write-lines.ts";

export interface GatesArgs {
  gates?: readonly string[] | undefined;
}

/** What is wrong with gates. */
export interface GateLintDocument {
  /** How many were looked at. */
  gates: number;
  errors: number;
  warnings: number;
  /** By path, errors first. */
  issues: GateIssue[];
}

/** `gates`, and `gates lint [gates..]`. A gate or lens that is called `lint` is `gates ./lint`. */
export const runGates: CommandRun<GatesArgs> = async (args, context) => {
  const [first, ...selectors] = args.gates ?? [];
  if (first === "lint") return lint({ ...args, gates: selectors }, context);
  const list = await gatesCommand.load();
  return list(args, context);
};

/** Says what is wrong with the gates; exit code 1 if anything makes one unusable. */
const lint: CommandRun<GatesArgs> = async (args, { io }) => {
  const { corpus } = await openWorkspace(args, io);
  const { gates, issues } = await lintGates(corpus, {
    selectors: args.gates ?? [],
    hasProgram: async (program) =>
      (await findCheckProgram(program, { root: corpus.root, environment: io.environment })) !== undefined,
  });
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const warnings = issues.length - errors;
  const document: GateLintDocument = { gates, errors, warnings, issues };
  if (args.json) printJson(io, document);
  else {
    writeLines(io, describeIssues(issues, io));
    tell(io, args, summarize(document));
  }
  return errors > 0 ? EXIT.no : EXIT.done;
};

function describeIssues(issues: readonly GateIssue[], { stdout, environment }: Io): string[] {
  const paint = painter(stdout, environment);
  return issues.map(({ path, severity, message }) => {
    const what = paint(severity === "error" ? "red" : "yellow", `${severity}:`);
    return `${oneLine(path)}: ${what} ${oneLine(message)}`;
  });
}

function summarize({ gates, errors, warnings }: GateLintDocument): string {
  if (gates === 0) return "there are no gates to look at: `review-nested init --with-gates` writes three";
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return `${count(gates, "gate")}: ${found.length > 0 ? found.join(", ") : "nothing to mend"}`;
}
