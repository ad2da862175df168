import { observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { type AttestedEntry, attest, InvalidInputError } from "../src/index.ts";
import { attestedEntry, foundIn, KEY } from "./attested-entries.ts";
import { gateOf, opus } from "./runs.ts";

const HALF = "\ud83d";
const found = (...findings: AttestedEntry["findings"]) => ({ decision: "fail", findings }) as const;
const waived = { reason: "meant" };

it.each<[why: string, changes: object, code: string, message: RegExp]>([
  ["a note that leads out", { notePath: "../n.md" }, "malformed-entry", /leads out/],
  ["a gate that leads out", { gate: gateOf("/a") }, "malformed-entry", /leads out/],
  ["no partition", { modelId: "Opus 4" }, "malformed-entry", /"Opus 4" is no partition/],
  ["no requested partition", { requestedModelId: "" }, "malformed-entry", /no partition/],
  ...["error", "unknown", "PASS", "", HALF].map((decision): [string, object, string, RegExp] => [
    `the decision ${JSON.stringify(decision)}`,
    { decision },
    "malformed-entry",
    /is no decision that is accepted/,
  ]),
  ["evidence in many words", { evidence: "I saw it" }, "malformed-entry", /no word for evidence/],
  ["no kind", { kind: "" }, "malformed-entry", /no word for evidence or kind/],
  ["a day for a time", { at: "2026-01-05" }, "malformed-entry", /no time in UTC/],
  ["a day that is none", { at: "2026-02-30T12:00:00.000Z" }, "malformed-entry", /no time in UTC/],
  [
    "another severity",
    found(foundIn("note", { severity: "error" as "fail" })),
    "malformed-entry",
    /finding 1: "error"/,
  ],
  ["a short key", found(foundIn("note", { key: "a" })), "malformed-entry", /finding 1: "a" is no key/],
  ["a key in capitals", found(foundIn("note", { key: "A".repeat(16) })), "malformed-entry", /is no key/],
  [
    "half of a character",
    found(foundIn("note", { message: HALF })),
    "malformed-entry",
    /half of a character/,
  ],
  ["half of a character quoted", found(foundIn(HALF)), "malformed-entry", /half of a character/],
  [
    "a waiver without a reason",
    found(foundIn("note", { waived: { reason: " " } })),
    "malformed-entry",
    /without a reason/,
  ],
  [
    "a waiver of nobody",
    found(foundIn("note", { waived: { ...waived, author: " " } })),
    "malformed-entry",
    /without a name/,
  ],
  [
    "a waiver until no day",
    found(foundIn("note", { waived: { ...waived, until: "2026-02-30" } })),
    "malformed-entry",
    /no day/,
  ],
  ["a key twice", found(foundIn("note"), foundIn("a")), "key-twice", /one key/],
  [
    "words that the note has not",
    found(foundIn("nowhere")),
    "quote-not-found",
    /finding 1: the note does not say "nowhere"/,
  ],
  [
    "a finding without words",
    found(foundIn("note", { quotes: [] })),
    "finding-without-quote",
    /quotes nothing/,
  ],
  ["a finding that says nothing", found(foundIn("note", { message: " " })), "empty-finding", /says nothing/],
  [
    "a decision milder than its finding",
    { decision: "warn", findings: [foundIn("note", { severity: "fail" })] },
    "result-contradicts-findings",
    /is warn, and the worst of its findings is a fail/,
  ],
  ["a pass with a finding", { findings: [foundIn("note")] }, "result-contradicts-findings", /is pass/],
])("an entry with %s is refused, and no other", async (_, changes, code, message) => {
  const { ledger } = await scratchLedger();
  const bad = attestedEntry(changes);
  const good = attestedEntry({ notePath: "o.md" });
  const { refused, attested, known } = await attest(ledger, [bad, good]);
  expect(refused).toEqual([{ entry: bad, code, message: expect.stringMatching(message) }]);
  expect(refused[0]?.message).not.toMatch(/\n/);
  expect([attested, known]).toEqual([[1], 0]);
});

it.each<[why: string, changes: object]>([
  ["a text that is not that of the note's sha", { note: { ...snapshotOf("a note"), text: "other" } }],
  ["a text that is not that of the gate's sha", { gate: { ...gateOf("a"), text: "other" } }],
  ["findings that need other quotes", { gate: { ...gateOf("a"), quotes: "some" } }],
])("%s is the caller's fault", async (_, changes) => {
  const { ledger } = await scratchLedger();
  const asked = attest(ledger, [attestedEntry({ notePath: "o.md" }), attestedEntry(changes)]);
  await expect(asked).rejects.toThrow(InvalidInputError);
  expect((await attest(ledger, [attestedEntry({ notePath: "o.md", modelId: opus })])).known).toBe(0);
});

it("a finding of one gate may have the key of another's: it moved there", async () => {
  const { ledger } = await scratchLedger();
  const entries = ["a", "b"].map((gateId) =>
    attestedEntry({ gate: gateOf(gateId), decision: "warn", findings: [foundIn("note", { key: KEY })] }),
  );
  expect((await attest(ledger, entries)).attested).toHaveLength(2);
});

it.each([
  ["a run", "INSERT ON review_runs", "NEW.note_path = 'o.md'"],
  ["a review", "INSERT ON gate_reviews", "NEW.note_path = 'o.md'"],
  ["a quote", "INSERT ON finding_quotes", "true"],
  ["the end of a run", "UPDATE ON review_runs", "NEW.note_path = 'o.md'"],
  ["an acceptance", "INSERT ON acceptance_events", "NEW.note_path = 'o.md'"],
  ["a waiver", "INSERT ON waivers", "true"],
])("where %s cannot be written, nothing is taken in", async (_, on, when) => {
  const scratch = await scratchLedger();
  scratch.raw.exec(
    `CREATE TRIGGER broken_disk BEFORE ${on} WHEN ${when} BEGIN SELECT raise(ROLLBACK, 'disk I/O error'); END`,
  );
  const waived = foundIn("note", { waived: { reason: "meant" } });
  const entries = [
    attestedEntry({}),
    attestedEntry({ notePath: "o.md", decision: "warn", findings: [waived] }),
  ];
  const { error, changed } = await observe(scratch, () => attest(scratch.ledger, entries));
  expect(error).toMatchObject({ code: "ledger-constraint" });
  expect(changed).toEqual([]);
});
