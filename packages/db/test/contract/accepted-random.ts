import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { AcceptedFilter, AcceptedVersion } from "../../src/answers.ts";
import type { AcceptanceEvent, GateReview } from "../../src/rows.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { type Engine, fresh } from "./engine.ts";
import { accept, overrideTo, review, withdrawal } from "./events.ts";

const MODELS = ["checks", "m", "m2", "m3"] as ModelId[];
const NOTES = [snapshotOf("a note"), snapshotOf("newer")];
const VERSIONS = NOTES.flatMap(({ sha }) => ["n.md", "o.md"].map((notePath) => ({ notePath, noteSha: sha })));
const GATES = ["a", "b"].flatMap((gateId) =>
  [gateId, "other"].map((text) => ({ gateId, gateSha: snapshotOf(`gate ${text}`).sha })),
);

const pair = fc.record({
  notePath: fc.constantFrom("n.md", "o.md"),
  gateId: fc.constantFrom("a", "b"),
  modelId: fc.constantFrom(...MODELS),
  acceptedNoteSha: fc.constantFrom(...NOTES.map(({ sha }) => sha)),
  acceptedGateSha: fc.constantFrom(...GATES.map(({ gateSha }) => gateSha)),
});
const step = fc.oneof(
  fc.record({
    decisions: fc.array(fc.constantFrom("pass", "pass", "pass", "warn", "fail"), { maxLength: 2 }),
    changes: fc.record({
      notePath: fc.constantFrom("n.md", "o.md"),
      modelId: fc.constantFrom(...MODELS),
      note: fc.constantFrom(...NOTES),
    }),
  }),
  fc.record({
    // Of the reviews that there are, counted from the first.
    of: fc.nat(7),
    pair: fc.option(pair),
    how: fc.constantFrom({}, {}, withdrawal, withdrawal, overrideTo("pass"), overrideTo("fail")),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(storage: Storage, asked: Step): Promise<void> {
  if ("decisions" in asked) {
    await review(storage, asked.decisions, asked.changes);
    return;
  }
  const own = (await storage.listAcceptanceEvents({})).filter(
    ({ acceptedReviewId, acceptanceKind }) => acceptedReviewId && acceptanceKind === "full-review",
  );
  const event = own[asked.of % Math.max(own.length, 1)];
  if (!event) return;
  const { notePath, gateId, modelId, acceptedNoteSha, acceptedGateSha, acceptedReviewId } = event;
  const itsOwn = { notePath, gateId, modelId, acceptedNoteSha, acceptedGateSha };
  await accept(storage, { ...itsOwn, ...asked.pair, acceptedReviewId, ...asked.how }).catch(() => {
    // Nothing that was accepted is taken back.
  });
}

const versionOf = (event: AcceptanceEvent) =>
  [event.notePath, event.gateId, event.acceptedNoteSha, event.acceptedGateSha].join(" ");

/** What must be told, by the definition: from all events, and nothing else. */
async function expectedIds(storage: Storage, { modelIds, inFull }: AcceptedFilter): Promise<number[]> {
  const isAsked = ({ gateId, acceptedGateSha }: AcceptanceEvent) =>
    GATES.some((gate) => gate.gateId === gateId && gate.gateSha === acceptedGateSha);
  const all = await storage.listAcceptanceEvents({});
  const events = all.filter(isAsked);
  const newest = [
    ...new Map(events.map((event) => [`${versionOf(event)} ${event.modelId}`, event])).values(),
  ].filter(({ modelId }) => modelIds?.includes(modelId) ?? true);
  const reviews = new Map<number, GateReview | undefined>();
  for (const { acceptedReviewId: id = 0 } of newest) reviews.set(id, await storage.getGateReview(id));
  const isPlain = ({ acceptedReviewId: id = 0, acceptanceKind, modelId }: AcceptanceEvent) =>
    inFull !== undefined &&
    !inFull.includes(modelId) &&
    acceptanceKind !== "withdrawn" &&
    reviews.get(id)?.decision === "pass" &&
    !all.some((event) => event.acceptedReviewId === id && event.overrideDecision !== undefined);
  const plain = newest.filter(isPlain).toSorted((a, b) => a.id - b.id);
  const one = new Map(plain.map((event) => [versionOf(event), event.id]));
  return [...newest.filter((event) => !isPlain(event)).map(({ id }) => id), ...one.values()].sort(byNumber);
}

const byNumber = (a: number, b: number) => a - b;
const idsOf = (versions: readonly AcceptedVersion[]) =>
  versions.map(({ acceptanceId }) => acceptanceId).sort(byNumber);

/** Holds what is told of versions against all that was ever decided. */
export function randomAcceptedContract(engine: Engine): void {
  it("listAccepted tells the newest event of each version, and of passes alike one where that is enough", async () => {
    const steps = fc.array(step, { minLength: 15, maxLength: 40 });
    const filter = fc.record({
      modelIds: fc.option(fc.subarray(MODELS), { nil: undefined }),
      inFull: fc.option(fc.subarray(MODELS), { nil: undefined }),
    });
    const property = fc.asyncProperty(steps, fc.array(filter, { minLength: 4 }), async (planned, filters) => {
      const storage = await fresh(engine);
      for (const each of planned) await take(storage, each);
      const asked = VERSIONS.map((note) => ({ ...note, gates: GATES }));
      const whole = await storage.listAccepted(asked, {});
      expect(idsOf(whole)).toEqual(await expectedIds(storage, {}));
      for (const each of filters) {
        const part = await storage.listAccepted(asked, each);
        expect(idsOf(part)).toEqual(await expectedIds(storage, each));
        const told = new Set(idsOf(part));
        expect(part).toEqual(whole.filter(({ acceptanceId }) => told.has(acceptanceId)));
      }
    });
    await fc.assert(property, { numRuns: 2, endOnFailure: true });
  });
}
