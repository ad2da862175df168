import { type Gate, type Note, settledByComments } from "@review/corpus";
import type { Ledger } from "@review/db";
import { listWaived } from "@review/lifecycle";
import { renderSettled, type Settled } from "@review/protocol";
import type { CreatedDocument } from "./created-document.ts";

interface Asked {
  note: Note;
  gates: readonly Gate[];
}

const idsOf = ({ gates }: Asked) => gates.map(({ id }) => id);

/** What the owner lets stand in the note of a run, by waivers and by comments in it. */
export async function findSettled(ledger: Ledger, asked: Asked): Promise<Settled[]> {
  const { path, text } = asked.note;
  const gateIds = idsOf(asked);
  const waived = await listWaived(ledger, [{ notePath: path, text, gateIds }]);
  return [...(waived.get(path) ?? []), ...(await settledByComments(text, gateIds))];
}

/** The same as an agent is told of it. */
export function tellSettled(settled: readonly Settled[], asked: Asked): Pick<CreatedDocument, "settled"> {
  const text = renderSettled(settled, idsOf(asked));
  return text === undefined ? {} : { settled: text };
}
