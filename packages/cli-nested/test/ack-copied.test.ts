import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordAndFinalizeRun } from "@review/lifecycle";
import { expect, it } from "vitest";
import { A, brief, LOCK_A } from "./lock-files.ts";
import { makeReviewedBase, nested, nestedJson, type ReviewedBase } from "./reviewed-base.ts";

const CLARITY = "prose/clarity";
const COPY = "kb/notes/copy.md";
const LOCK_COPY = `review.lock/${COPY}.json`;
const unmet = async (root: string) =>
  (await nestedJson(root, ["verify", CLARITY, "--note", A, "--note", COPY, "--frozen"])).unmet;

async function reviewAgain(base: ReviewedBase, note: string, quote: string) {
  await using ledger = await base.open();
  const runId = await base.start(ledger, note, [CLARITY]);
  const findings = [{ severity: "warn" as const, message: "vague", quotes: [quote] }];
  const review = { gateId: CLARITY, decision: "warn" as const, rationaleMarkdown: "so", findings };
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
}

it("carries no findings over to a copy: edited apart, both would have findings of one key", async () => {
  const base = await makeReviewedBase();
  cpSync(join(base.root, A), join(base.root, COPY));
  const { out, err } = await nested(base.root, ["ack", "--moved", A, COPY]);
  expect(out).toBe(`${COPY}\tprose/brevity\ttrivial-change-ack\n`);
  expect(err).toBe(
    `1 pair carried over to ${COPY}; 1 left as it is: 1 with findings that its old name has still, and a copy is reviewed itself\n`,
  );
  const text = readFileSync(join(base.root, COPY), "utf8");
  writeFileSync(join(base.root, COPY), `${text}\nMore.\n`);
  await reviewAgain(base, COPY, text.split("\n").findLast((line) => line.trim() !== "") ?? "");
  await nested(base.root, ["lock"]);
  const decided = [LOCK_A, LOCK_COPY].map((path) =>
    brief(base.root, path).filter((each) => each.startsWith(CLARITY)),
  );
  expect(decided.flat()).toHaveLength(2);
  expect(await unmet(base.root)).toEqual([]);
});

it("carries them over where the note was copied, edited and reviewed since: what it found before is the copy's alone", async () => {
  const base = await makeReviewedBase();
  const text = readFileSync(join(base.root, A), "utf8");
  cpSync(join(base.root, A), join(base.root, COPY));
  writeFileSync(join(base.root, A), "# A\n\nQuite another text.\n");
  await reviewAgain(base, A, "Quite another text.");
  const { err } = await nested(base.root, ["ack", "--moved", A, COPY]);
  expect(err).toBe(`2 pairs carried over to ${COPY}\n`);
  await nested(base.root, ["lock"]);
  expect(await unmet(base.root)).toEqual([]);
  expect(readFileSync(join(base.root, COPY), "utf8")).toBe(text);
});
