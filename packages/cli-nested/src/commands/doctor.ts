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
  tell,
  type Workspace,
} from "@review/cli-kit";
import { writeLines } from "../terminal/write-lines.ts";
import { checkCorpus } from "./doctor/check-corpus.ts";
import { checkInvariants, checkLedger, diagnoseLedger, isMissing } from "./doctor/check-ledger.ts";
import { checkNode } from "./doctor/check-node.ts";
import { checkOpenRuns } from "./doctor/check-open-runs.ts";
import { checkRunners } from "./doctor/check-runners.ts";
import { checkTrust } from "./doctor/check-trust.ts";
import { describeDiagnoses } from "./doctor/describe-diagnoses.ts";
import { type Diagnosis, diagnosesOf } from "./doctor/diagnosis.ts";

export interface DoctorArgs extends GlobalArgs {
  verify?: boolean | undefined;
}

/** Looks at everything a review needs, without writing anything or asking a model; exit code 1 if something is wrong. */
export const runDoctor: CommandRun<DoctorArgs> = async (args, { io }) => {
  const diagnoses = [checkNode(io.nodeVersion), ...(await examine(args, io))];
  const problems = diagnoses.filter(({ level }) => level === "problem").length;
  if (args.json) printJson(io, { ok: problems === 0, diagnoses });
  else {
    writeLines(io, describeDiagnoses(diagnoses, io));
    tell(io, args, problems === 0 ? "nothing is wrong" : `${count(problems, "problem")} to mend`);
  }
  return problems === 0 ? EXIT.done : EXIT.no;
};

async function examine(args: DoctorArgs, io: Io): Promise<Diagnosis[]> {
  const { ok, problem } = diagnosesOf("Root");
  let workspace: Workspace;
  try {
    // Who only looks asks for no consent either.
    workspace = await openWorkspace(args, { ...io, ask: async () => undefined });
  } catch (error) {
    if (!(error instanceof Error) || exitCodeOf(error) === EXIT.bug) throw error;
    return [problem(error.message)];
  }
  const { corpus } = workspace;
  const trust = await checkTrust(workspace);
  return [
    ok(`${corpus.root}, with${corpus.configPath === undefined ? "out" : ""} review.config.json`),
    ...trust.diagnoses,
    ...(await examineLedger(args, io, workspace)),
    ...(await checkRunners(corpus, { io, isTrusted: trust.isTrusted })),
  ];
}

/** The ledger, and what can only be seen together with it; a damaged one hides as little else as possible. */
async function examineLedger({ verify }: DoctorArgs, io: Io, workspace: Workspace): Promise<Diagnosis[]> {
  const { corpus, ledgerUrl: url } = workspace;
  try {
    await using ledger = await openLedgerUnchanged(workspace);
    return [
      ...(await diagnoseLedger(url, () => checkLedger(ledger, url))),
      ...(verify && !isMissing(ledger) ? await diagnoseLedger(url, () => checkInvariants(ledger)) : []),
      ...(await checkCorpus(corpus, ledger, io)),
      ...(await checkOpenRuns(ledger, { now: new Date(), self: io.self, isAlive: io.isAlive })),
    ];
  } catch (error) {
    const diagnoses = await diagnoseLedger(url, () => Promise.reject(error));
    return [...diagnoses, ...(await checkCorpus(corpus, undefined, io))];
  }
}
