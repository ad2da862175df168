import { listWaivers, type Waiver } from "@review/db";
import { unwaive, waive, waives } from "@review/lifecycle";
import { TAKEN_BACK } from "@review/views";
import type { Decided, PageAction } from "../api/page-action.ts";
import type { PagePlace } from "./page-host.ts";
import { readSeen, requireStanding } from "./seen-pair.ts";

export type FindingAction = Extract<PageAction, { keys: string[] }>;

/** Lets findings stand, or count again, if their pair is as it was seen. Throws a Refusal, and what the lifecycle throws. */
export async function decideFindings({ corpus, ledger }: PagePlace, action: FindingAction): Promise<Decided> {
  if (action.seen) {
    await readSeen(corpus, action.seen);
    await requireStanding(ledger, action.seen);
  }
  const { askedAt, newest } = await listWaivers(ledger, action.keys);
  const { keys, reason } = action;
  if (action.kind === "waive") await waive(ledger, { keys, reason, until: action.until });
  else await unwaive(ledger, { keys, reason });
  return { action, undo: undoOf(keys, newest, askedAt) };
}

/** What was waived before is so again, just as it was; the others count again. */
function undoOf(keys: readonly string[], newest: ReadonlyMap<string, Waiver>, askedAt: string): PageAction[] {
  const free: string[] = [];
  const waived: PageAction[] = [];
  for (const key of keys) {
    const before = newest.get(key);
    const held = before?.kind === "waived" && waives({ until: before.until }, "warn", askedAt);
    if (!held) free.push(key);
    else {
      const { reason, until } = before;
      waived.push({ kind: "waive", keys: [key], reason, ...(until !== undefined && { until }) });
    }
  }
  const counting: PageAction[] =
    free.length === 0 ? [] : [{ kind: "unwaive", keys: free, reason: TAKEN_BACK }];
  return [...counting, ...waived];
}
