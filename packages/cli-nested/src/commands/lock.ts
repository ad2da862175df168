import {
  type CommandRun,
  count,
  EXIT,
  type Io,
  nameLine,
  nameWord,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  type RefusedOfLock,
  tell,
} from "@review/cli-kit";
import { carryOutPlan, type LockPlan, planLock } from "@review/lock";
import { type LockContent, viewLock } from "@review/views";

export interface LockArgs {
  check?: boolean | undefined;
}

/** What there is beside the files of a lock that were written or are to be. Paths are relative to the root. */
interface AroundLock {
  /** How many files are as they should be. */
  unchanged: number;
  /** What looks like a file of the lock and is none: it was left alone. */
  foreign: string[];
  /** What does not count of the files that were there, and why; with the file. */
  refused: string[];
  /** Notes whose names are too long for a file of the lock, each on one line with the reason. */
  withoutFile: string[];
  /** Files that would be too long to be read again, each on one line with the reason: they are left as they are, and `lock` ends with exit code 3. */
  unwritten: string[];
  /** Entries that have no room for all of their findings, each on one line: their decisions stand. */
  cut: string[];
  /** Notes and gates that are gone, or notes that have other texts (`isThere`), and what has their text now: what was accepted of them was not carried over, and their files and entries were left alone. */
  notCarriedOver: { what: "note" | "gate"; from: string; to: string; isThere?: true }[];
  /** Pairs that an import accepted without a decision: they are fresh, and not in the lock. */
  undecided: number;
}

/** What became of the files of the lock. */
export interface LockDocument extends AroundLock {
  written: string[];
  removed: string[];
}

/** Whether the lock is up to date. */
export interface LockCheckDocument extends AroundLock {
  isUpToDate: boolean;
  /** Files that should be there. */
  missing: string[];
  /** Files that should say something else. */
  outdated: string[];
  /** Files that should not be there. */
  leftOver: string[];
}

/** Writes the lock, or says whether it is up to date. */
export const runLock: CommandRun<LockArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const unproven: string[] = [];
  const onRefused = (refused: RefusedOfLock) => unproven.push(...refused.unproven);
  await using ledger = await openLedgerToRead(workspace, { onRefused });
  const content = await viewLock(corpus, ledger);
  const plan = planLock(corpus, content);
  if (!args.check) carryOutPlan(corpus, plan);
  const isUpToDate = plan.write.length + plan.remove.length + plan.unwritten.length === 0;
  const around = aroundLock({ ...content, refused: [...new Set([...content.refused, ...unproven])] }, plan);
  if (args.json) printJson(io, args.check ? toCheck(plan, around) : toDocument(plan, around));
  else (args.check ? printCheck : printDone)(io, plan);
  for (const line of describeAround(content, around)) tell(io, args, line);
  const { path } = corpus.config.lock;
  if (plan.unwritten.length > 0 && !args.check) return EXIT.environment;
  if (isUpToDate) tell(io, args, `${path} is up to date: ${count(plan.unchanged, "file")}`);
  else if (args.check) tell(io, args, `${path} is not up to date: run \`review-nested lock\` and commit it`);
  return args.check && !isUpToDate ? EXIT.no : EXIT.done;
};

const aroundLock = (
  { refused, withoutFile, notCarriedOver, undecided }: LockContent,
  { unchanged, foreign, unwritten, cut }: LockPlan,
): AroundLock => ({ unchanged, foreign, unwritten, cut, refused, withoutFile, notCarriedOver, undecided });

const toDocument = ({ write, remove }: LockPlan, around: AroundLock): LockDocument => ({
  written: write.map(({ path }) => path),
  removed: remove,
  ...around,
});

function toCheck({ write, remove, unwritten }: LockPlan, around: AroundLock): LockCheckDocument {
  const paths = (isNew: boolean) => write.filter((file) => file.isNew === isNew).map(({ path }) => path);
  return {
    isUpToDate: write.length + remove.length + unwritten.length === 0,
    missing: paths(true),
    outdated: paths(false),
    leftOver: remove,
    ...around,
  };
}

function printDone(io: Io, { write, remove }: LockPlan): void {
  for (const { path } of write) print(io, `wrote ${path}`);
  for (const path of remove) print(io, `removed ${path}`);
}

function printCheck(io: Io, { write, remove }: LockPlan): void {
  for (const { path, isNew } of write) print(io, `${isNew ? "missing" : "outdated"} ${path}`);
  for (const path of remove) print(io, `left over ${path}`);
}

function describeAround({ problems, kept }: LockContent, around: AroundLock): string[] {
  const gone = new Set(around.notCarriedOver.map(({ from }) => from));
  const unread = problems.filter(({ path }) => kept.has(path) && !gone.has(path));
  return [
    ...unread.map(({ message }) => `warning: ${message}; what the lock says of it is left as it is`),
    ...[...around.refused, ...around.withoutFile, ...around.cut, ...around.unwritten].map(
      (line) => `warning: ${line}`,
    ),
    ...around.notCarriedOver.map(
      ({ what, from, to, isThere }) =>
        `warning: what is accepted of ${from}, which ${isThere ? "has another text now" : "is gone"}, is left in the lock, since ${to} has ${isThere ? "that one" : "its text"}: carry it over with \`review-nested ack --moved ${nameWord(from)} ${nameWord(to)}\`, or remove its ${what === "note" && !isThere ? "file" : "entries"}`,
    ),
    ...around.foreign.map((path) => `warning: ${nameLine(path)} is no file of the lock, and was left alone`),
    ...(around.undecided > 0
      ? [`left out: ${count(around.undecided, "pair")} that an import accepted without a decision`]
      : []),
  ];
}
