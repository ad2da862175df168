import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { recordAndFinalizeRun } from "@review/lifecycle";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { GATES, makeBase, nested, type ReviewedBase } from "./reviewed-base.ts";

const GATE = "prose/watched";
const GATE_TEXT = "---\nname: Watched\nwatches: [body]\n---\n## Failure mode\n\nx\n";
const WORDS = "It is 42 percent faster.";

async function fail(base: ReviewedBase) {
  await using ledger = await base.open();
  const runId = await base.start(ledger, A, [GATE]);
  const findings = [{ severity: "fail" as const, message: "No source.", quotes: [WORDS] }];
  const found = { gateId: GATE, decision: "fail" as const, rationaleMarkdown: "see", findings };
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [found] });
}

it.each([
  ["edited where it was quoted", "It is 43 percent faster.", ["ack", A, GATE, ...MODEL], undefined],
  ["wrapped there", "It is 42\npercent faster.", ["ack", "--trivial", ...MODEL], "It is 42\npercent faster."],
])(
  "a FAIL that was acknowledged for a note that was %s counts for a colleague",
  async (_, edited, ack, quote) => {
    const base = makeBase({ [A]: `# A\n\n${WORDS}\n`, [`${GATES}/${GATE}.md`]: GATE_TEXT });
    const { root } = base;
    await fail(base);
    base.write(A, `# A\n\n${edited}\n`);
    expect((await nested(root, ack)).err).toContain("1 pair acknowledged");
    await nested(root, ["lock"]);
    const [entry] = entriesOf(root, LOCK_A);
    expect(entry).toMatchObject({ decision: "fail", findings: [{ message: "No source." }] });
    expect(entry?.findings[0]?.quote).toBe(quote);

    const failing = { out: expect.stringContaining("a FAIL of claude-opus-4-8 stands"), exitCode: 1 };
    expect(await nested(root, ["verify", GATE, "--frozen"])).toMatchObject(failing);
    const clone = scratchFolder();
    cpSync(root, clone, { recursive: true });
    rmSync(join(clone, ".review"), { recursive: true });
    const verified = await nested(clone, ["verify", GATE]);
    expect(verified).toMatchObject(failing);
    expect(verified.err).not.toContain("does not count");
    expect((await nested(clone, ["warns"])).out).toContain("No source.");
    // What was taken in is written as it was read.
    expect(await nested(clone, ["lock"])).toMatchObject({ out: "", exitCode: 0 });
    expect(readFileSync(join(clone, LOCK_A), "utf8")).toBe(readFileSync(join(root, LOCK_A), "utf8"));
  },
);

it.each([
  ["edited trivially", ["ack", "--trivial", ...MODEL], A],
  ["renamed", ["ack", "--moved", "--all"], "kb/notes/z.md"],
])("what a colleague has found worse since stands where the note is %s", async (_, ack, now) => {
  const text = `# A\n\n${WORDS}\n`;
  const base = makeBase({ [A]: text, [`${GATES}/${GATE}.md`]: GATE_TEXT });
  const { root } = base;
  await review(base, A, [GATE]);
  await nested(root, ["lock"]);
  const [passed] = entriesOf(root, LOCK_A);
  const at = new Date(Date.parse(String(passed?.at)) + 1).toISOString();
  const said = {
    decision: "fail",
    kind: "manual-override",
    at,
    findings: [{ severity: "fail", message: "False." }],
  };
  base.write(LOCK_A, `[\n${JSON.stringify({ ...passed, ...said })}\n]\n`);
  const verify = async () => (await nested(root, ["verify", GATE])).out;
  expect(await verify()).toContain("a FAIL of claude-opus-4-8 stands");
  expect((await nested(root, ["warns"])).out).toContain("False.");

  rmSync(join(root, A));
  base.write(now, now === A ? `${text}\n` : text);
  await nested(root, ack);
  expect(await verify()).toContain("a FAIL of claude-opus-4-8 stands");
  await nested(root, ["lock"]);
  expect(entriesOf(root, `review.lock/${now}.json`)).toMatchObject([{ decision: "fail" }]);
});
