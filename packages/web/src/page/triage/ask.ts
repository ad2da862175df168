import type { ModelId } from "@review/db";
import type { SeenPair } from "../../api/page-action.ts";
import type { KnownPage } from "../model/known-page.ts";
import type { QueueItem } from "../model/queue-item.ts";
import type { PageState } from "../state/page-state.ts";
import type { Asked } from "./triage.ts";

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
export function askAbout({ known }: PageState, kind: Asked["kind"], item: QueueItem): Asked | undefined {
  const { entry, finding } = item;
  const renew = () => {
    const now = known.value.items.find(({ id, isWaived }) => id === item.id && isWaived === item.isWaived);
    return now && askAbout({ known } as PageState, kind, now);
  };
  if (kind === "override" || kind === "reopen") return askAboutPair(known.value, kind, entry, renew);
  const { key } = finding;
  if (key === undefined) return undefined;
  const toAction: Asked["toAction"] = ({ text: reason, until }) =>
    kind === "waive" && until ? { kind, keys: [key], reason, until } : { kind, keys: [key], reason };
  return { kind, about: finding.message, toAction, renew };
}

/** The same of a whole pair. */
export function askAboutPair(
  known: KnownPage,
  kind: "override" | "reopen",
  accepted: Accepted,
  renew: Asked["renew"],
): Asked | undefined {
  const pair = seenPair(known, accepted);
  if (!pair) return undefined;
  return {
    kind,
    about: `${pair.notePath} against ${pair.gateId}`,
    renew,
    toAction: ({ text: remark, decision }) => {
      if (kind === "reopen") return { kind, pair, remark };
      return decision && { kind, pair, decision, remark };
    },
  };
}
