import type { ModelId } from "@review/db";
import { NOW, type Row, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type NoteUnderGates, selectStalePairs } from "../src/index.ts";
import { freshnessIn } from "./model-freshness.ts";
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

it("a pair is fresh by the versions it has, whenever they were accepted, whatever was accepted before and beside", async () => {
  const { ledger, raw } = await scratchLedger();
  const insert = raw.prepare(
    `INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at,
       acceptance_kind) VALUES (@notePath, @gateId, @modelId, @noteSha, @gateSha, '${NOW}', 'migration-import')`,
  );
  const events: Row[] = [];
  const expectFreshness = async (modelIds: ModelId[], asked: NoteUnderGates[]) => {
    const stale = asked.flatMap(({ notePath, noteSha, gates }) =>
      gates.flatMap((gate) => freshnessIn(events, { notePath, noteSha, ...gate }, modelIds).stale ?? []),
    );
    expect((await selectStalePairs(ledger, { modelIds, notes: asked })).stale).toEqual(stale);
  };
  await fc.assert(
    // The events of all runs add up, so that the ledger is in another state each time.
    fc.asyncProperty(fc.array(event, { maxLength: 12 }), notes, async (added, asked) => {
      for (const { notePath, gateId, modelId, noteSha, gateSha } of added) {
        insert.run({ notePath, gateId, modelId, noteSha, gateSha });
        events.push({
          ...{ note_path: notePath, gate_id: gateId, model_id: modelId, accepted_note_sha: noteSha },
          ...{ accepted_gate_sha: gateSha, acceptance_kind: "migration-import" },
        });
      }
      await expectFreshness([opus], asked);
      await expectFreshness(["other" as ModelId, opus], asked);
      // As most notes are: in versions that were accepted.
      const asAccepted = asked.map((note) => ({
        ...note,
        gates: note.gates.map(({ gateId, gateSha }) => {
          const accepted = events.findLast(
            (each) => each.note_path === note.notePath && each.gate_id === gateId,
          );
          return { gateId, gateSha: String(accepted?.accepted_gate_sha ?? gateSha) };
        }),
      }));
      await expectFreshness([opus], asAccepted);
    }),
  );
});
