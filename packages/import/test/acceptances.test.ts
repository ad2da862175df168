import { listAcceptanceEvents } from "@review/db";
import {
  blobId,
  change,
  gateText,
  NOTE,
  NOTE_TEXT,
  type OldRow,
  type OldTables,
  oldChain,
  oldTime,
  together,
} from "@review/test-kit/old-file.ts";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import { DOUBTS, type Doubt } from "../src/index.ts";
import { brokenRules, importFile, oldFile, repairsOf, sourcesOf } from "./imports.ts";

const OLDER = "# A\n\nThe note as it was.\n";
const chain = oldChain({ id: 1, gates: ["prose/a"] });
const olderChain = oldChain({ id: 1, gates: ["prose/a"], noteText: OLDER });
const [accepted = {}] = chain.acceptance_events;
const eventWith = (changes: OldRow, from = chain) => change(from, "acceptance_events", changes);

/** Imports rows; what became of the acceptances, oldest first. */
async function eventsOf(tables: OldTables) {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(tables), sourcesOf({ inGit: [OLDER] }));
  expect(await brokenRules(ledger)).toEqual([]);
  return { events: await listAcceptanceEvents(ledger), report, repairs: repairsOf(report) };
}

describe("an acceptance is history that can never be fresh, because", () => {
  it.each<[Doubt, string, OldTables, hasReview: boolean]>([
    ["unknown-kind", "its kind is none", eventWith({ acceptance_kind: "wish" }), true],
    [
      "no-review",
      "nothing judged its versions",
      eventWith({ accepted_review_id: null }, change(chain, "gate_reviews", { model_id: "sonnet" })),
      false,
    ],
    [
      "no-review",
      "an acknowledgement follows nothing",
      eventWith({ accepted_review_id: null, acceptance_kind: "gate-migration" }),
      false,
    ],
    ["review-missing", "its review is gone", eventWith({ accepted_review_id: 77 }), false],
    ["other-pair", "its review is of another gate", eventWith({ gate_id: "prose/b" }), false],
    ["other-pair", "its review is of another note", eventWith({ note_path: "kb/notes/b.md" }), false],
    [
      "undecided-review",
      "its review is an error",
      change(chain, "gate_reviews", { decision: "error" }),
      true,
    ],
    [
      "undecided-review",
      "its review is unknown",
      change(chain, "gate_reviews", { decision: "unknown" }),
      true,
    ],
    ["run-not-completed", "its run failed", change(chain, "review_runs", { status: "failed" }), true],
    ["run-not-completed", "its run was abandoned", change(chain, "review_runs", { status: "running" }), true],
    [
      "run-not-completed",
      "its run left a gate out",
      together(chain, {
        review_run_gates: [{ review_run_id: 1, gate_id: "prose/b", gate_sha: blobId("b"), ordinal: 1 }],
      }),
      true,
    ],
    [
      "other-versions",
      "its review judged another note",
      eventWith({ accepted_note_sha: blobId(OLDER) }),
      true,
    ],
    ["text-not-found", "its text is lost", oldChain({ id: 1, gates: ["prose/a"], noteText: "lost" }), true],
    ["text-not-found", "its gate's text is lost", oldChain({ id: 1, gates: ["prose/lost"] }), true],
    [
      "text-not-found",
      "what was acknowledged is lost",
      eventWith({ accepted_note_sha: blobId("lost"), acceptance_kind: "trivial-change-ack" }),
      true,
    ],
    ["time-unreadable", "its time cannot be read", eventWith({ accepted_at: "last week" }), true],
  ])("%s: %s", async (doubt, _, tables, hasReview) => {
    const { events, report } = await eventsOf(tables);
    expect(report.doubts).toEqual({ [doubt]: 1 });
    expect(report.pairs.fresh).toBe(0);
    expect(events).toMatchObject([
      { acceptanceKind: "migration-import", remark: `imported as history: ${DOUBTS[doubt]}` },
    ]);
    expect(events[0]?.acceptedNoteSha).not.toBe(snapshotOf(NOTE_TEXT).sha);
    expect(events[0]?.acceptedReviewId !== undefined).toBe(hasReview);
  });
});

it.each([
  ["full-review", "full-review", undefined],
  ["migration-import", "migration-import", undefined],
  ["trivial-change-ack", "trivial-change-ack", undefined],
  ["gate-migration", "gate-migration", undefined],
  ["manual-override", "migration-import", "manual-override in the old ledger, which kept no decision"],
])("a sound %s comes in as %s and stays fresh", async (kind, acceptanceKind, remark) => {
  const { events, report } = await eventsOf(eventWith({ acceptance_kind: kind }));
  expect(events).toMatchObject([
    { acceptanceKind, acceptedReviewId: 1, acceptedNoteSha: snapshotOf(NOTE_TEXT).sha },
  ]);
  expect(events[0]?.remark).toBe(remark);
  expect(report.pairs.fresh).toBe(1);
  expect(report.acceptances).toEqual({ [acceptanceKind]: 1 });
});

it("an acknowledgement holds for versions that its review did not judge", async () => {
  const acknowledged = together(olderChain, {
    acceptance_events: [
      { ...accepted, id: 11, acceptance_kind: "trivial-change-ack", accepted_at: oldTime(9) },
    ],
  });
  const { events, report } = await eventsOf(acknowledged);
  expect(events).toMatchObject([
    { acceptanceKind: "full-review", acceptedNoteSha: snapshotOf(OLDER).sha },
    { acceptanceKind: "trivial-change-ack", acceptedNoteSha: snapshotOf(NOTE_TEXT).sha, acceptedReviewId: 1 },
  ]);
  expect(report.pairs).toMatchObject({ freshBefore: 1, fresh: 1 });
});

it("an acknowledgement without a review rests on the one accepted before it", async () => {
  const acknowledged = together(olderChain, {
    acceptance_events: [
      {
        ...accepted,
        id: 11,
        accepted_review_id: null,
        acceptance_kind: "trivial-change-ack",
        accepted_at: oldTime(9),
      },
    ],
  });
  const { events, report, repairs } = await eventsOf(acknowledged);
  expect(events[1]).toMatchObject({ acceptanceKind: "trivial-change-ack", acceptedReviewId: 1 });
  expect(repairs["acceptance-review-carried"]).toBe(1);
  expect(report.pairs.fresh).toBe(1);
});

it("an acceptance without a review rests on the newest one of exactly its versions that is not younger", async () => {
  const chains = [oldChain({ id: 1, gates: ["prose/a"] }), oldChain({ id: 2, gates: ["prose/a"], at: 20 })];
  const without = together(...chains, {
    acceptance_events: [{ ...accepted, id: 30, accepted_review_id: null, accepted_at: oldTime(10) }],
  });
  const { events, report, repairs } = await eventsOf(without);
  expect(events.map(({ acceptedReviewId, acceptanceKind }) => [acceptedReviewId, acceptanceKind])).toEqual([
    [1, "full-review"],
    [1, "migration-import"],
    [2, "full-review"],
  ]);
  expect(repairs).toMatchObject({ "acceptance-review-found": 1, "acceptance-twice": 1 });
  expect(report.pairs.fresh).toBe(1);
});

it("an acceptance without a review does not rest on one of a run that failed", async () => {
  const failed = change(oldChain({ id: 2, gates: ["prose/a"], at: 5 }), "review_runs", { status: "failed" });
  const { events, report } = await eventsOf(
    together(
      { ...chain, acceptance_events: [] },
      { ...failed, acceptance_events: [] },
      {
        acceptance_events: [{ ...accepted, accepted_review_id: null, accepted_at: oldTime(10) }],
      },
    ),
  );
  expect(events).toMatchObject([{ acceptedReviewId: 1, acceptanceKind: "full-review" }]);
  expect(report.pairs.fresh).toBe(1);
});

it("older files without the column lose nothing by that", async () => {
  const { ledger } = await scratchLedger();
  const path = oldFile(oldChain({ id: 1 }), { without: ["acceptance_events.accepted_review_id"] });
  const report = await importFile(ledger, path);
  expect(report).toMatchObject({ acceptances: { "full-review": 2 }, pairs: { fresh: 2, lost: [] } });
  expect(report.missing).toEqual(["acceptance_events.accepted_review_id"]);
});

it("a newer doubtful acceptance takes nothing from the one that holds", async () => {
  const doubtful = { ...accepted, id: 11, accepted_review_id: 77, accepted_at: oldTime(9) };
  const { events, report } = await eventsOf(together(chain, { acceptance_events: [doubtful] }));
  expect(events.map(({ acceptanceKind }) => acceptanceKind)).toEqual(["full-review", "migration-import"]);
  expect(report.pairs).toMatchObject({ freshBefore: 1, fresh: 1, lost: [] });
});

it("an acceptance that is doubtful makes nothing fresh", async () => {
  const { report } = await eventsOf(change(chain, "acceptance_events", { accepted_review_id: 77 }));
  const lost = { notePath: NOTE, gateId: "prose/a", oldModelId: "opus", modelId: "opus" };
  expect(report.pairs).toMatchObject({
    freshBefore: 1,
    fresh: 0,
    lost: [{ ...lost, reason: "review-missing" }],
  });
});

describe("an acceptance of the versions of now makes its pair fresh", () => {
  const at = (id: number, noteText: string, minutes: number, telemetry_json: string | null = null) =>
    change(oldChain({ id, gates: ["prose/a"], noteText, at: minutes }), "review_runs", { telemetry_json });

  it("if it was the newest, which is told by time where the offsets differ", async () => {
    const winter = at(1, OLDER, 10);
    const abroad = change(at(2, NOTE_TEXT, 20), "acceptance_events", {
      accepted_at: "2025-11-03T03:30:00-05:00",
    });
    const { report } = await eventsOf(together(winter, abroad));
    expect(report.pairs).toMatchObject({ freshBefore: 1, fresh: 1 });
  });

  it("if it was the newest, which is told by id where the times are equal", async () => {
    const { report } = await eventsOf(together(at(1, OLDER, 10), at(2, NOTE_TEXT, 10)));
    expect(report.pairs).toMatchObject({ freshBefore: 1, fresh: 1 });
  });

  it("if another version was accepted after it: the old scripts had forgotten it", async () => {
    const { report } = await eventsOf(together(at(1, NOTE_TEXT, 10), at(2, OLDER, 20)));
    expect(report.pairs).toMatchObject({ freshBefore: 0, fresh: 1, stale: {}, lost: [] });
  });

  it("and if the run of a later one turns out to be of another model", async () => {
    const { events, report } = await eventsOf(
      together(at(1, NOTE_TEXT, 10), at(2, OLDER, 20, '{"model": "sonnet"}')),
    );
    expect(events.map(({ modelId }) => modelId)).toEqual(["opus", "sonnet"]);
    expect(report.pairs).toMatchObject({ freshByPartition: { opus: 1 }, stale: { "note-changed": 1 } });
  });
});

it.each(["withdrawn", "manual-ack"])("%s is no kind of the old scripts", async (kind) => {
  const event = { ...accepted, id: 11, acceptance_kind: kind, accepted_at: oldTime(9) };
  const { events, report } = await eventsOf(together(chain, { acceptance_events: [event] }));
  expect(events.map(({ acceptanceKind }) => acceptanceKind)).toEqual(["full-review", "migration-import"]);
  expect(report.doubts).toEqual({ "unknown-kind": 1 });
});

it("tells why pairs are stale now: gone, changed, or in doubt", async () => {
  const { report } = await eventsOf(
    together(
      oldChain({ id: 1, notePath: "kb/notes/gone.md", gates: ["prose/a"] }),
      change(oldChain({ id: 2, gates: ["prose/gone"] }), "review_run_gates", {}),
      oldChain({ id: 3, gates: ["prose/a"], noteText: OLDER }),
      change(oldChain({ id: 4, gates: ["prose/b"] }), "acceptance_events", {
        accepted_gate_sha: blobId(gateText("prose/a")),
      }),
    ),
  );
  expect(report.pairs.stale).toEqual({
    "note-missing": 1,
    "gate-missing": 1,
    "note-changed": 1,
    "gate-changed": 1,
  });
});
