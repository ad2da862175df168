import {
  type CommandRun,
  count,
  EXIT,
  exitCodeOf,
  type GlobalArgs,
  type Io,
  openLedgerUnchanged,
  openWorkspace,
  printJson,
  printLines,
  tell,
  type Workspace,
  withAdvice,
} from "@review/cli-kit";
import { shownLedger } from "@review/db";
import { checkCorpus } from "./doctor/check-corpus.ts";
import {
  checkInvariants,
  checkLedger,
  diagnoseLedger,
  isHindrance,
  isMissing,
} from "./doctor/check-ledger.ts";
import { checkNode } from "./doctor/check-node.ts";
import { checkOpenRuns } from "./doctor/check-open-runs.ts";
import { checkRunners } from "./doctor/check-runners.ts";
import { checkTrust } from "./doctor/check-trust.ts";
import { describeDiagnoses } from "./doctor/describe-diagnoses.ts";
import { type Diagnosis, diagnosesOf } from "./doctor/diagnosis.ts";

export interface DoctorArgs extends GlobalArgs {
  verify?: boolean | undefined;
  notes?: boolean | undefined;
}

export interface DoctorDocument {
  /** Whether nothing is wrong. */
  ok: boolean;
  /** In the order in which they were made. */
  diagnoses: Diagnosis[];
}

/**
 * Looks at everything a review needs, without writing anything or asking a model; exit code 1 if something is wrong, 3 if
 * the surroundings do not let it look.
 */
export const runDoctor: CommandRun<DoctorArgs> = async (args, { io }) => {
  const { diagnoses: found, isHindered } = await examine(args, io);
  const diagnoses = [checkNode(io.nodeVersion), ...found];
  const problems = diagnoses.filter(({ level }) => level === "problem").length;
  const document: DoctorDocument = { ok: problems === 0, diagnoses };
  if (args.json) printJson(io, document);
  else {
    printLines(io, describeDiagnoses(diagnoses, io));
    tell(io, args, summarize(diagnoses));
  }
  if (isHindered) return EXIT.environment;
  return problems === 0 ? EXIT.done : EXIT.no;
};

/** What is no problem may be worth knowing all the same. */
function summarize(diagnoses: readonly Diagnosis[]): string {
  const amount = (of: Diagnosis["level"]) => diagnoses.filter(({ level }) => level === of).length;
  const [problems, notes] = [amount("problem"), amount("note")];
  const known = notes === 0 ? "" : `; ${count(notes, "thing")} to know above (note)`;
  return (problems === 0 ? "nothing is wrong" : `${count(problems, "problem")} to mend`) + known;
}

interface Examination {
  diagnoses: Diagnosis[];
  /** Whether something could not be looked at for a reason that is not in the tree or the ledger. */
  isHindered: boolean;
}

async function examine(args: DoctorArgs, io: Io): Promise<Examination> {
  const { ok, problem } = diagnosesOf("Root");
  let workspace: Workspace;
  try {
    // Who only looks asks for no consent either.
    workspace = await openWorkspace(args, { ...io, ask: async () => undefined });
  } catch (error) {
    if (!(error instanceof Error) || exitCodeOf(error) === EXIT.bug) throw error;
    return { diagnoses: [problem(withAdvice(error))], isHindered: exitCodeOf(error) === EXIT.environment };
  }
  const { corpus } = workspace;
  const { diagnoses: trusted, isTrusted } = await checkTrust(workspace);
  const { diagnoses, isHindered } = await examineLedger(args, io, workspace);
  const root = ok(`${corpus.root}, with${corpus.configPath === undefined ? "out" : ""} review.config.json`);
  const runners = await checkRunners(corpus, { io, isTrusted });
  return { diagnoses: [root, ...trusted, ...diagnoses, ...runners], isHindered };
}

/** The ledger, and what can only be seen together with it; a damaged one hides as little else as possible. */
async function examineLedger(
  { verify, notes, json }: DoctorArgs,
  io: Io,
  workspace: Workspace,
): Promise<Examination> {
  const { corpus } = workspace;
  const url = shownLedger(workspace.ledgerUrl);
  const looked = { io, notes, json };
  try {
    await using ledger = await openLedgerUnchanged(workspace);
    const diagnoses = [
      ...(await diagnoseLedger(url, () => checkLedger(ledger, url, { thorough: verify }))),
      ...(verify && !isMissing(ledger) ? await diagnoseLedger(url, () => checkInvariants(ledger)) : []),
      ...(await checkCorpus(corpus, ledger, looked)),
      ...(await checkOpenRuns({ corpus, ledger }, { now: new Date(), self: io.self, isAlive: io.isAlive })),
    ];
    return { diagnoses, isHindered: false };
  } catch (error) {
    const diagnoses = await diagnoseLedger(url, () => Promise.reject(error));
    return {
      diagnoses: [...diagnoses, ...(await checkCorpus(corpus, undefined, looked))],
      isHindered: isHindrance(error),
    };
  }
}
