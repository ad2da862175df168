import { type Ledger, LedgerUnavailableError, openToWrite } from "@review/db";
import { attest, type DoubtedEntries, foreseeAttest } from "@review/lifecycle";
import { LockError } from "@review/lock";
import {
  type AskedEarlierEntries,
  type NotTakenIn,
  pairsThere,
  refusedLine,
  rekeyedLine,
  viewEarlierEntries,
  viewNotTakenIn,
} from "@review/views";
import type { Workspace } from "./open-workspace.ts";

/** What does not count in a lock, each on one line with its file. */
export interface RefusedOfLock {
  /** What is no entry. */
  unreadable: string[];
  /** Entries that cannot be proven by the texts in the tree, or decide about the finding of another pair. */
  unproven: string[];
}

/**
 * Has a ledger take in what the lock says of the texts in the tree, as far as it does not know it. Where that cannot be done, the user is
 * warned and the command goes on with what the ledger has. Whoever asks what was refused reads the lock, too: it throws LockError then.
 */
export async function takeInLock(
  workspace: Workspace,
  ledger: Ledger,
  onRefused?: (refused: RefusedOfLock) => void,
): Promise<void> {
  await takeWarning(workspace, ledger, { view: () => viewNotTakenIn(workspace.corpus, ledger), onRefused });
}

/**
 * Has a ledger take in what the lock says of texts that notes and gates had before, as far as it knows nothing so late of the pairs: whoever acknowledges
 * what was edited builds on that. Warns as `takeInLock` does.
 */
export async function takeInEarlier(
  workspace: Workspace,
  ledger: Ledger,
  asked: AskedEarlierEntries,
): Promise<void> {
  const view = async () => ({
    entries: await viewEarlierEntries(workspace.corpus, ledger, asked),
    problems: [],
  });
  await takeWarning(workspace, ledger, { view });
}

async function takeWarning(
  workspace: Workspace,
  ledger: Ledger,
  {
    view,
    onRefused,
  }: { view: () => Promise<NotTakenIn>; onRefused?: ((refused: RefusedOfLock) => void) | undefined },
): Promise<void> {
  const { corpus, warn } = workspace;
  const refuse = onRefused ?? ((refused) => warnOfRefused(workspace, refused));
  try {
    const { entries, problems: unreadable } = await view();
    const { refused, rekeyed } = entries.length === 0 ? NONE : await take(corpus, ledger, entries);
    const unproven = [
      ...refused.map((each) => refusedLine(corpus, each)),
      ...rekeyed.map((each) => rekeyedLine(corpus, each)),
    ];
    refuse({ unreadable, unproven });
  } catch (error) {
    const isTold = error instanceof LedgerUnavailableError || (error instanceof LockError && !onRefused);
    if (!isTold) throw error;
    warn(`the lock is not taken in: ${error.message}`);
  }
}

const NONE: DoubtedEntries = { refused: [], rekeyed: [] };

/** Takes entries in as far as they can be; gives those that cannot, or not as they stand. What was refused once is so each time, and no reason to open a ledger to write. */
async function take(
  corpus: Workspace["corpus"],
  ledger: Ledger,
  entries: NotTakenIn["entries"],
): Promise<DoubtedEntries> {
  const there = pairsThere(corpus);
  if (!ledger.readOnly) return attest(ledger, entries, there);
  const { isNothingNew, ...doubted } = await foreseeAttest(ledger, entries, there);
  if (isNothingNew) return doubted;
  await using writable = await openToWrite(ledger);
  return await attest(writable, entries, there);
}

/** Says in one line that some of a lock does not count. */
function warnOfRefused({ warn }: Workspace, { unreadable, unproven }: RefusedOfLock): void {
  const all = [...unreadable, ...unproven];
  const [first] = all;
  if (first === undefined) return;
  if (all.length === 1) warn(first);
  else warn(`${first}; and ${all.length - 1} more: \`review-nested lock --check\` names them`);
}
