import { NOW, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type NoteUnderGates, selectStalePairs, staleReason } from "../src/index.ts";
import { opus } from "./runs.ts";

const shas = ["one", "two"].map((text) => snapshotOf(text).sha);
const sha = fc.constantFrom(...shas);
const notePath = fc.constantFrom("a.md", "b.md", "ü.md");
// Ids that a text of several of them could confuse, and ids that SQLite and JavaScript put in another order.
const hostile = ["\0", "\n", " "].map((separator) => `x${separator}${shas[0]}y`);
const gateId = fc.constantFrom("x", "y", "X", "x/y", "\u{1F600}", "\uFFFD", ...hostile);

const event = fc.record({
  notePath,
  gateId,
  modelId: fc.constantFrom(opus, "other"),
  noteSha: sha,
  gateSha: sha,
});
const gates = fc.uniqueArray(fc.record({ gateId, gateSha: sha }), { selector: (gate) => gate.gateId });
/** Notes of which some share an array of gates. */
const notes = fc
  .tuple(gates, gates)
  .chain((lists) =>
    fc.array(fc.record({ notePath, noteSha: sha, gates: fc.constantFrom(...lists) }), { maxLength: 6 }),
  );

it("the stale pairs are those whose newest event names other versions, whatever was accepted before and beside", async () => {
  const { ledger, raw } = await scratchLedger();
  const insert = raw.prepare(
    `INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at,
       acceptance_kind) VALUES (@notePath, @gateId, @modelId, @noteSha, @gateSha, '${NOW}', 'migration-import')`,
  );
  const newest = new Map<string, { acceptedNoteSha: string; acceptedGateSha: string }>();
  const keyOf = (...parts: string[]) => JSON.stringify(parts);
  const expectedOf = (asked: readonly NoteUnderGates[]) =>
    asked.flatMap(({ notePath, noteSha, gates }) =>
      gates.flatMap(({ gateId, gateSha }) => {
        const accepted = newest.get(keyOf(opus, notePath, gateId));
        const reason = staleReason({ noteSha, gateSha }, accepted);
        return reason ? [{ notePath, gateId, reason, noteSha, gateSha, ...accepted }] : [];
      }),
    );
  await fc.assert(
    // The events of all runs add up, so that the ledger is in another state each time.
    fc.asyncProperty(fc.array(event, { maxLength: 12 }), notes, async (events, asked) => {
      for (const { notePath, gateId, modelId, noteSha, gateSha } of events) {
        insert.run({ notePath, gateId, modelId, noteSha, gateSha });
        newest.set(keyOf(modelId, notePath, gateId), { acceptedNoteSha: noteSha, acceptedGateSha: gateSha });
      }
      expect(await selectStalePairs(ledger, { modelId: opus, notes: asked })).toEqual(expectedOf(asked));
      // As most notes are: in the versions that were accepted last.
      const asAccepted = asked.map((note) => ({
        ...note,
        gates: note.gates.map(({ gateId, gateSha }) => ({
          gateId,
          gateSha: newest.get(keyOf(opus, note.notePath, gateId))?.acceptedGateSha ?? gateSha,
        })),
      }));
      expect(await selectStalePairs(ledger, { modelId: opus, notes: asAccepted })).toEqual(
        expectedOf(asAccepted),
      );
    }),
  );
});
