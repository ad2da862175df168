import type { ModelId } from "@review/db";
import type { SeenPair } from "../../api/page-action.ts";
import { placeOf } from "../model/cursor.ts";
import { isAbout } from "../model/is-about.ts";
import type { KnownPage } from "../model/known-page.ts";
import { isOfOldGate, type QueueItem } from "../model/queue-item.ts";
import { plural } from "../parts/words.ts";
import type { PageState } from "../state/page-state.ts";
import type { Asked } from "./asked.ts";
import { placeWords } from "./name-finding.ts";

interface Accepted {
  notePath: string;
  gateId: string;
  modelId: ModelId;
  acceptanceId: number;
}

/** A pair in the versions that are on the screen; absent if note or gate is gone. */
export function seenPair({ document, noteAt, gateAt }: KnownPage, accepted: Accepted): SeenPair | undefined {
  const { notePath, gateId, modelId, acceptanceId } = accepted;
  const note = document.notes[noteAt.get(notePath) ?? -1];
  const gate = document.gates[gateAt.get(gateId) ?? -1];
  if (!note || !gate) return undefined;
  return { notePath, noteSha: note.noteSha, gateId, gateSha: gate.gateSha, modelId, acceptanceId };
}

/** What is asked before an item of the queue is decided about. */
export function askAbout(page: PageState, kind: Asked["kind"], item: QueueItem): Asked | undefined {
  const { entry, finding } = item;
  const { known } = page;
  const renew = () => {
    const now = known.value.items[placeOf(known.value.items, item)];
    return now && askAbout(page, kind, now);
  };
  if (kind === "override" || kind === "reopen") return askAboutPair(page, kind, entry, renew);
  const { key } = finding;
  const seen = seenPair(known.value, entry);
  if (key === undefined || !seen) return undefined;
  const toAction: Asked["toAction"] = ({ text: reason, until }) => {
    const about = { keys: [key], reason, seen };
    return kind === "waive" && until ? { kind, ...about, until } : { kind, ...about };
  };
  const same = known.value.items.filter(
    (each) => each.finding.key === key && each.isWaived === item.isWaived,
  );
  const effect =
    same.length > 1 ? `${same.length} reviews found it: that is decided for all of them.` : undefined;
  return {
    ...{ kind, about: finding.message, toAction, renew },
    place: [entry.notePath, entry.gateId, placeWords(item, 160)].filter(Boolean).join(" · "),
    subject: JSON.stringify([kind, key]),
    ...(effect && { effect }),
  };
}

/** The same of a whole pair. */
export function askAboutPair(
  page: PageState,
  kind: "override" | "reopen",
  accepted: Accepted & { runId?: number | undefined },
  renew: Asked["renew"],
): Asked | undefined {
  const pair = seenPair(page.known.value, accepted);
  if (!pair) return undefined;
  return {
    kind,
    about: `${pair.notePath} against ${pair.gateId}`,
    subject: JSON.stringify([kind, pair.notePath, pair.gateId, pair.modelId]),
    effect: () => effectOn(page, kind, { pair, runId: accepted.runId }),
    renew,
    toAction: ({ text: remark, decision }) => {
      if (kind === "reopen") return { kind, pair, remark };
      return decision && { kind, pair, decision, remark };
    },
  };
}

/** What each decision does to the queue. */
function effectOfOverride(open: number): string {
  if (open === 0)
    return "Nothing of it is in the queue: pass leaves it so; warn or fail put your remark there, to be mended.";
  const [it, stays] = open === 1 ? ["it", "it stays"] : ["all of them", "they stay"];
  return `${plural(open, "finding")} in the queue: pass settles ${it}; with warn or fail ${stays}, and your decision and remark stand with ${open === 1 ? "it" : "them"}.`;
}

/** How many findings a decision about a pair settles or brings back. What an override has settled, only the run knows. */
async function effectOn(
  { known, source }: PageState,
  kind: "override" | "reopen",
  { pair, runId }: { pair: SeenPair; runId: number | undefined },
): Promise<string> {
  const isOfPair = isAbout({ kind: "reopen", pair, remark: "" });
  const open = known.value.items.filter(
    (item) => !item.isWaived && !isOfOldGate(item) && isOfPair(item),
  ).length;
  if (open > 0 && kind === "reopen")
    return `${plural(open, "finding")} ${open === 1 ? "stays" : "stay"} in the queue, as reopened.`;
  if (kind === "override") return effectOfOverride(open);
  const run = kind === "reopen" && runId !== undefined ? await source.run(runId) : undefined;
  const found = run?.gates.find(({ gateId }) => gateId === pair.gateId)?.findings?.length ?? 0;
  return found === 0
    ? "Nothing of it is in the queue."
    : `The review found ${plural(found, "thing")}: what is not waived comes back into the queue.`;
}
