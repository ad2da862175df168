import type { Kept } from "./decide-kept.ts";
import { type KeptPlace, keptPlace, seeKept } from "./kept-place.ts";
import { type SeenFile, seeFile } from "./ledger-files.ts";

interface Seen {
  current: SeenFile | undefined;
  kept: Kept;
}

interface KeepOptions {
  isWriting: boolean;
  /** Told of a ledger that was put back, and by which name it was kept. */
  onPutBack?: ((keptAs: string) => void) | undefined;
}

/**
 * Sees to it that no ledger is opened in the place of another one that is kept by its second name, and that one which is to be written
 * to has such a name, if it lies in a work tree, is our own and does not come along with git. Puts a missing one back. Throws
 * LedgerUnavailableError where that cannot be done, where another one stands in its place that its user did not put there, and where
 * it was moved away. No name is given where that cannot be: on another file system, on one without links, in a git folder that may not be
 * written to.
 */
export async function keepLedger(path: string, options: KeepOptions): Promise<void> {
  const place = keptPlace(path);
  if (!place) return;
  const seen = look(path, place);
  if (isUsual(seen, options)) return;
  const { carryOut } = await import("./carry-out-kept.ts");
  carryOut({ path, place, ...seen, ...options });
}

/** What needs no decision: what starts for every gate should not load how it is made. */
function isUsual({ current, kept }: Seen, { isWriting }: KeepOptions): boolean {
  if (kept === "same" || kept === "untouchable") return true;
  return kept === "nothing" && !(current && isWriting);
}

/** Both as they stand at one moment: another process may just be making or putting back the ledger. */
function look(path: string, place: KeptPlace): Seen {
  for (;;) {
    const current = seeFile(path);
    const kept = seeKept(place, current?.identity);
    if (seeFile(path)?.identity === current?.identity) return { current, kept };
  }
}
