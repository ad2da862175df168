import {
  count,
  damageOf,
  describeSize,
  LedgerPlaceError,
  TrustFileError,
  TrustNeededError,
  withAdvice,
} from "@review/cli-kit";
import {
  type InvariantReport,
  inspectLedger,
  isBroughtByGit,
  isIgnored,
  type Ledger,
  LedgerError,
  LedgerOutdatedError,
  secondName,
  verifyLedger,
  whyNotCreated,
} from "@review/db";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const { ok, note, problem } = diagnosesOf("Ledger");

/** Whether this is only what stands in for a ledger that was never written to. */
export function isMissing(ledger: Ledger): boolean {
  return ledger.url === ":memory:";
}

/** Looks at the ledger's file: size, version, counts, damage; at a large one as closely as `thorough` asks for. */
export async function checkLedger(
  ledger: Ledger,
  url: string,
  { thorough }: { thorough?: boolean | undefined },
): Promise<Diagnosis[]> {
  if (isMissing(ledger)) {
    const why = whyNotCreated(url);
    return [
      why === undefined
        ? note(`${url} is not there yet: the first recorded run creates it`)
        : problem(`${url} is not there, and no run can create it: ${why}`),
    ];
  }
  const report = await inspectLedger(ledger, { thorough });
  const { schemaVersion, bytes, checkedBy, damage, dangling, counts } = report;
  const { runs, gateReviews, acceptanceEvents, snapshots } = counts;
  const rows = [
    count(runs, "run"),
    count(gateReviews, "gate review"),
    count(acceptanceEvents, "acceptance event"),
    count(snapshots, "snapshot"),
  ];
  return [
    ok(`${url}, ${describeSize(bytes)}, schema version ${schemaVersion}`),
    ok(rows.join(", ")),
    ...(damage.length === 0
      ? [
          ok(
            checkedBy === "catalogue"
              ? "the schema is as it was made (the catalogue of the server; --verify looks at the rows)"
              : `the file is sound (${checkedBy}${checkedBy === "quick_check" ? "; --verify looks closer" : ""})`,
          ),
        ]
      : damage.map((line) => problem(`${url} is damaged: ${line}; restore a backup`))),
    ...(dangling.length === 0
      ? checkedBy === "catalogue"
        ? []
        : [ok("every row that a row points to is there (foreign_key_check)")]
      : dangling.map((line) => problem(`${line}; restore a backup`))),
    ...(await checkGit(url)),
  ];
}

/** What git may do to the ledger, or bring with it. */
async function checkGit(url: string): Promise<Diagnosis[]> {
  if (await isBroughtByGit(url)) {
    return [
      note(
        `git brings ${url} along: whoever changes the repository changes what counts as reviewed; \`git rm --cached\` keeps it to yourself`,
      ),
    ];
  }
  const name = secondName(url);
  if (!name) return [];
  const ignored =
    isIgnored(url) === false
      ? [
          note(
            `the .gitignore beside ${url} is missing, or does not say *: \`git add -A\` would publish the ledger; a command that records puts a missing one back, into another write a line *`,
          ),
        ]
      : [];
  if (name.has === "same") return [...ignored, ok(`if git takes it away it is put back from ${name.path}`)];
  return [
    ...ignored,
    note(
      `it has no second name in the git folder, from which it would be put back after a pull or \`git clean\` that takes it away: ${
        name.has === "untouchable"
          ? "none is made in this one; keep a backup (docs/backups.md)"
          : "the next command that records gives it one, if that can be made; else keep a backup (docs/backups.md)"
      }`,
    ),
  ];
}

/** Checks every rule of the ledger over every row. */
export async function checkInvariants(ledger: Ledger): Promise<Diagnosis[]> {
  const invariants = await verifyLedger(ledger);
  return invariants.map(describeInvariant);
}

function describeInvariant(invariant: InvariantReport): Diagnosis {
  const { name, violations } = invariant;
  const found = `${count(violations, "violation")}: ${name}`;
  const diagnosis = violations === 0 ? ok(found) : problem(`${found}; restore a backup`);
  return { ...diagnosis, invariant };
}

/** What a check of the ledger found; where the ledger is too damaged for it, that. */
export async function diagnoseLedger(
  url: string,
  check: () => Promise<readonly Diagnosis[]>,
): Promise<readonly Diagnosis[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof LedgerOutdatedError || error instanceof TrustNeededError)
      return [note(error.message)];
    if (error instanceof LedgerPlaceError || error instanceof TrustFileError) return [problem(error.message)];
    if (error instanceof LedgerError) return [problem(explainUnusable(error, url))];
    throw error;
  }
}

/** Whether a ledger could not be looked at: one that waits for its migration can, by the next command. */
export function isHindrance(error: unknown): boolean {
  return error instanceof LedgerError && !(error instanceof LedgerOutdatedError);
}

function explainUnusable(error: LedgerError, url: string): string {
  const damage = damageOf(error);
  // Its own message sends the reader here.
  return damage === undefined ? withAdvice(error) : `${url} is damaged (${damage}): restore a backup`;
}
