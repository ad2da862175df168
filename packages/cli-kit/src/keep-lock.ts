import type { Corpus } from "@review/corpus";
import { beforeClosing, type Ledger, listNotesSince, markLedger } from "@review/db";
import { carryOutPlan, planNotes, planQuarantines } from "@review/lock";
import { readKnownQuarantines, viewLock } from "@review/views";
import { codeOf } from "./errors/exit-codes.ts";

/**
 * Has the files of the lock written before a ledger is closed, of those notes that anything was decided about from now on, by
 * whatever command. What was recorded stays so if that fails, and the user is warned.
 */
export async function keepLock(
  corpus: Corpus,
  ledger: Ledger,
  warn: (message: string) => void,
): Promise<void> {
  const mark = await markLedger(ledger);
  beforeClosing(ledger, async () => {
    const unwritten = new Set<string>();
    try {
      const { decisions } = await readKnownQuarantines(corpus, ledger);
      carryOutPlan(corpus, planQuarantines(corpus, decisions));
      const touched = await listNotesSince(ledger, mark);
      for (let notes = touched; notes.length > 0; ) {
        const before = await markLedger(ledger);
        const { wanted } = await viewLock(corpus, ledger, notes);
        const plan = planNotes(corpus, wanted);
        carryOutPlan(corpus, plan);
        for (const each of plan.unwritten) unwritten.add(each);
        // What another process decided and wrote meanwhile, we may have written over without knowing of it.
        notes = (await listNotesSince(ledger, before)).filter((path) => touched.includes(path));
      }
    } catch (error) {
      if (!(error instanceof Error) || codeOf(error) === undefined) throw error;
      unwritten.add(error.message);
    }
    for (const why of unwritten)
      warn(`the lock is not up to date: ${why}; mend that and run \`review-nested lock\``);
  });
}
