import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CHECKS_PARTITION, recordAndFinalizeRun } from "@review/lifecycle";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A } from "./lock-files.ts";
import { GATES, makeBase, nested } from "./reviewed-base.ts";

const GATE = "form/lint";
const NOTE = "# A\n\nPlain text.\n\n\nPlain words.\n";

/** What a check pointed at by a place: whole words, a mark, an empty line, a part of a word, words behind a space. */
const POINTED = ["Plain text", ".", "\n", "lai", " words"];

const PLACES = POINTED.map((words) => ({ start: NOTE.indexOf(words), length: words.length }));

async function lintedBase(note = NOTE, places = PLACES) {
  const base = makeBase({
    [A]: note,
    [`${GATES}/${GATE}.md`]: "---\nname: Lint\nwatches: [file]\ncheck: [lint]\n---\nLint.\n",
  });
  await using ledger = await base.open();
  const runId = await base.start(ledger, A, [GATE], { modelId: CHECKS_PARTITION, runner: "checks" });
  const findings = places.map(({ start, length }, index) => ({
    severity: "warn" as const,
    message: `complaint ${index}`,
    quotes: [{ start, end: start + length }],
  }));
  const review = { gateId: GATE, decision: "warn" as const, rationaleMarkdown: "see", findings };
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  return base;
}

it("what a check pointed at is in the lock as far as its words tell where it is, and counts for a colleague", async () => {
  const { root } = await lintedBase();
  await nested(root, ["lock"]);
  const [{ findings } = { findings: [] }] = entriesOf(root, LOCK_A);
  expect(findings.map(({ message, quote }) => [message, quote])).toEqual([
    ["complaint 0", "Plain text"],
    ["complaint 1", undefined],
    ["complaint 2", undefined],
    ["complaint 3", undefined],
    ["complaint 4", "words"],
  ]);

  const clone = scratchFolder();
  cpSync(root, clone, { recursive: true });
  rmSync(join(clone, ".review"), { recursive: true });
  const { out, err } = await nested(clone, ["warns", "--note", A]);
  expect(out).toContain("complaint 3");
  expect(err).not.toContain("warning");
  // What was taken in is written as it was read.
  expect(await nested(clone, ["lock"])).toMatchObject({ out: "", exitCode: 0 });
  expect(readFileSync(join(clone, LOCK_A), "utf8")).toBe(readFileSync(join(root, LOCK_A), "utf8"));
});

it("of a long line that a check points at the lock has the beginning, and that counts for a colleague", async () => {
  const note = `# A\n\n${"many words ".repeat(60)}${"x".repeat(100_000)}\n`;
  const { root } = await lintedBase(note, [{ start: 5, length: note.length - 6 }]);
  await nested(root, ["lock"]);
  const [{ findings } = { findings: [] }] = entriesOf(root, LOCK_A);
  expect(findings.map(({ quote }) => quote)).toEqual(["many words ".repeat(60).trim()]);
  rmSync(join(root, ".review"), { recursive: true });
  expect((await nested(root, ["warns", "--note", A])).out).toContain("complaint 0");
});

it("what a check pointed at is settled by a comment on that place, whatever stands elsewhere", async () => {
  const note = `# A\n\n<!-- review-ignore ${GATE}: meant -->\nPlain text.\n\nPlain text.\n`;
  const starts = [note.indexOf("Plain"), note.lastIndexOf("Plain")];
  const { root } = await lintedBase(
    note,
    starts.map((start) => ({ start, length: "Plain text".length })),
  );
  const { out } = await nested(root, ["warns", "--note", A]);
  expect(out).toContain("complaint 1");
  expect(out).not.toContain("complaint 0");
});
