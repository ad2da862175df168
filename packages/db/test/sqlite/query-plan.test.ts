import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../src/sqlite/schema/migrate.ts";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { accept, overrideTo, pairA, review } from "../contract/events.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun } from "../new-run.ts";

const now = () => "2026-03-01T12:00:00.000Z";
const modelId = "m" as ModelId;

const OF_VERSION =
  "SEARCH acceptance_events USING COVERING INDEX acceptance_events_by_version (model_id=? AND note_path=? AND accepted_note_sha=?)";
const OF_PAIR_VERSION =
  "SEARCH acceptance_events USING INDEX acceptance_events_by_version (model_id=? AND note_path=? AND accepted_note_sha=? AND gate_id=? AND accepted_gate_sha=?)";

/** The query plan of every statement that `work` runs on a fresh ledger, with what `seed` recorded, one step a line. */
async function plansOf(
  work: (storage: Storage) => Promise<unknown>,
  seed: (storage: Storage) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const statements: string[] = [];
  let isRecording = false;
  const sqlite = new Database(":memory:", {
    verbose: (sql) => {
      if (isRecording && !String(sql).includes("TRANSACTION")) statements.push(String(sql));
    },
  });
  migrate(sqlite, ":memory:", now);
  const storage = sqliteStorage({ url: ":memory:", sqlite, now });
  await seed(storage);
  isRecording = true;
  await work(storage).catch(() => {});
  isRecording = false;
  return statements
    .filter((sql) => /^\s*(?:select|with)\b/i.test(sql))
    .flatMap((sql) =>
      sqlite
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .filter((step) => /^(SEARCH|SCAN|USE TEMP)/.test(step)),
    );
}

it("listRecordedPartitions goes from partition to partition by its index, however many runs there are", async () => {
  const plans = await plansOf((storage) => storage.listRecordedPartitions(modelId));
  expect(new Set(plans)).toEqual(
    new Set([
      "SEARCH review_runs USING INDEX review_runs_requested (<expr>=?)",
      "SEARCH review_runs USING INDEX review_runs_requested (<expr>=? AND model_id>?)",
      "SEARCH review_runs USING INDEX review_runs_requested (<expr>=? AND model_id=?)",
      // Whether all that is accepted there was asked for so, where only the lock says so.
      "SEARCH event USING INDEX acceptance_events_current (model_id=?)",
      "SEARCH review USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN",
      "SEARCH run USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN",
      // What has been found so far: a row for each partition.
      "SCAN partition",
      "USE TEMP B-TREE FOR ORDER BY",
    ]),
  );
});

it("acceptancesOf reads the asked version of a note from an index that holds all of it, and no event", async () => {
  const plans = await plansOf(
    async (storage) => {
      for await (const _ of storage.acceptancesOf(modelId, [pairA]));
    },
    (storage) => review(storage),
  );
  expect(plans).toEqual([OF_VERSION, OF_VERSION]);
});

it("listNewestVersions finds the newest events in an index, and reads those alone", async () => {
  const plans = await plansOf(
    (storage) => storage.listNewestVersions(modelId, [pairA]),
    (storage) => review(storage),
  );
  const reading = ["SCAN newest", "SEARCH event USING INTEGER PRIMARY KEY (rowid=?)"];
  expect(plans).toEqual([
    "SEARCH acceptance_events USING COVERING INDEX acceptance_events_current (model_id=? AND note_path=?)",
    ...reading,
    OF_VERSION,
    ...reading,
  ]);
});

it("standingAcceptance asks its indexes, however long the history", async () => {
  const carriedOver = async (storage: Storage) => {
    await review(storage);
    await accept(storage, overrideTo("fail"));
    await accept(storage, { notePath: "new.md" });
  };
  const moved = { ...pairA, notePath: "new.md" };
  const ofReview = [
    // Of all that was decided about the review only what stands is read.
    "SEARCH acceptance_events USING INTEGER PRIMARY KEY (rowid=?)",
    "SEARCH acceptance_events USING INDEX acceptance_events_by_review (accepted_review_id=?)",
    // The one id that is asked for.
    expect.stringContaining("SCAN json_each"),
    "USE TEMP B-TREE FOR GROUP BY",
    "SEARCH gate_reviews USING INTEGER PRIMARY KEY (rowid=?)",
  ];
  expect(await plansOf((storage) => storage.standingAcceptance(moved), carriedOver)).toEqual([
    OF_PAIR_VERSION,
    ...ofReview,
  ]);
  const changed = { ...moved, noteSha: "another" };
  const ofPair =
    "SEARCH acceptance_events USING INDEX acceptance_events_current (model_id=? AND note_path=? AND gate_id=?)";
  expect(await plansOf((storage) => storage.standingAcceptance(changed), carriedOver)).toEqual([
    OF_PAIR_VERSION,
    expect.stringContaining("SEARCH acceptance_events USING INDEX"),
    ofPair,
    ...ofReview,
  ]);
});

it("loading a run's state scans nothing", async () => {
  const plans = await plansOf((storage) => storage.changeRuns([1], () => ({})));
  expect(plans).not.toEqual([]);
  expect(plans.filter((step) => !step.startsWith("SEARCH"))).toEqual([]);
});

it("listVerdicts of some notes looks at the findings of no others, however many older reviews there are", async () => {
  const plans = await plansOf((storage) => storage.listVerdicts({ notePaths: ["n.md"] }));
  expect(plans).toContain("SEARCH gate_reviews USING INDEX gate_reviews_with_findings (note_path=?)");
});

it("names of notes are found one from the other, without looking at every event", async () => {
  const plans = await plansOf((storage) => storage.listAcceptedNotePaths());
  expect(plans.some((step) => step.startsWith("SEARCH acceptance_events"))).toBe(true);
  expect(plans.filter((step) => step.startsWith("SCAN acceptance_events"))).toEqual([]);
});

it("listVerdicts begins with the few pairs that it may name, and asks for the rest by index", async () => {
  const plans = await plansOf((storage) => storage.listVerdicts({}));
  const tables = plans.filter((step) => step.startsWith("SCAN") && !step.startsWith("SCAN json_each"));
  expect(tables).toEqual([
    "SCAN gate_reviews USING INDEX gate_reviews_with_findings",
    "SCAN acceptance_events USING INDEX acceptance_events_overrides",
    "SCAN carried USING INDEX acceptance_events_carried",
    "SCAN found",
    "SCAN newest",
  ]);
});

it("listAccepted and listNotesSince ask their indexes, however long the history", async () => {
  const plans = await plansOf(async (storage) => {
    const asked = [{ ...pairA, gates: [pairA] }];
    await storage.listAccepted(asked, {});
    await storage.listAccepted(asked, { modelIds: [modelId], inFull: [modelId] });
    await storage.markLedger();
    await storage.listNotesSince({ acceptanceId: 0, waiverId: 0, opinionId: 0, quarantineId: 0 });
  });
  expect(
    plans.filter((step) =>
      /^SCAN (?!partition|newest|note|gate\b|told|each|override|json_each|CONSTANT)/.test(step),
    ),
  ).toEqual([]);
});

const OF_REVIEWS = [
  "SEARCH finding USING INDEX sqlite_autoindex_findings_1 (gate_review_id=?)",
  "SEARCH review USING INTEGER PRIMARY KEY (rowid=?)",
  "SEARCH earlier USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN",
  "SEARCH finding_quotes USING PRIMARY KEY (finding_id=?)",
];

it("listWaivers, listWaiverHistory and listFindingKeys ask their indexes alone", async () => {
  const plans = await plansOf(async (storage) => {
    await storage.listWaivers(["a".repeat(16)]);
    await storage.listWaiverHistory(["a".repeat(16)]);
    await storage.listFindingKeys("abcdef");
  });
  const isAsked = (step: string) => /^SCAN asked VIRTUAL TABLE|^USE TEMP/.test(step);
  expect(plans.filter((step) => !isAsked(step))).toEqual([
    "SEARCH waivers USING INTEGER PRIMARY KEY (rowid=?)",
    "SEARCH waivers USING COVERING INDEX waivers_by_key (key=?)",
    "SEARCH waivers USING INDEX waivers_by_key (key=?)",
    "SEARCH finding USING INDEX findings_by_key (key>? AND key<?)",
    "SEARCH review USING INTEGER PRIMARY KEY (rowid=?)",
    "SEARCH run USING INTEGER PRIMARY KEY (rowid=?)",
  ]);
});

it.each<[name: string, ask: (storage: Storage) => Promise<unknown>, ...steps: string[]]>([
  ["listFindings", (storage) => storage.listFindings([1]), ...OF_REVIEWS],
  [
    "listLastFindings",
    (storage) => storage.listLastFindings({ ...pairA, gateIds: ["a"] }),
    "SEARCH event USING INDEX acceptance_events_current (model_id=? AND note_path=? AND gate_id=?)",
    ...OF_REVIEWS,
  ],
  [
    "listPairsOfKeys",
    (storage) => storage.listPairsOfKeys(["a".repeat(16)]),
    "SEARCH finding USING INDEX findings_by_key (key=?)",
    "SEARCH review USING INTEGER PRIMARY KEY (rowid=?)",
    "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
    "SEARCH finding USING INDEX findings_by_key (key=?)",
    "SEARCH event USING INDEX acceptance_events_by_review (accepted_review_id=?)",
    "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
  ],
  [
    "listDecidedFindings",
    (storage) => storage.listDecidedFindings([{ notePath: "n.md", gateIds: ["a"] }]),
    // First of all: where there is none, nothing else is looked for.
    "SEARCH waivers",
    "SEARCH event USING INDEX acceptance_events_by_note (note_path=?)",
    "SEARCH finding USING COVERING INDEX sqlite_autoindex_findings_2 (gate_review_id=?)",
    "SEARCH waivers EXISTS USING COVERING INDEX waivers_by_key (key=?)",
    "USE TEMP B-TREE FOR GROUP BY",
  ],
])("%s asks its indexes alone", async (_, ask, ...steps) => {
  const plans = await plansOf(ask, async (storage) => {
    const id = await storage.createRun(newRun({ gates: newRun().gates.slice(0, 1) }));
    const findings = [newFinding("a", { quotes: [quoteIn("a note", "note")] })];
    await storage.changeRuns([id], () => ({
      change: {
        gateReviews: [{ gateId: "a", decision: "warn", rationaleMarkdown: "so", findings }],
        end: { status: "completed" },
      },
    }));
  });
  // The ids that are asked for.
  const isAsked = (step: string) => /^SCAN (json_each|gate|asked) VIRTUAL TABLE/.test(step);
  expect(plans.filter((step) => !isAsked(step))).toEqual(steps);
});
