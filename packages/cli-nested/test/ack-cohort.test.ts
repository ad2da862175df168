import { rmSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "@review/cli-kit";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { allRows } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands.ts";
import { eventsFrom, importAcceptance, MODEL, makePairBase, review } from "./pair-base.ts";
import { GATES, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

const [A, B, C] = ["kb/notes/a.md", "kb/notes/b.md", "kb/notes/c.md"];
const ACK = ["ack", "--gate", "prose/body", "--reason", "gate-changed", "--all", ...MODEL];
const BEFORE = 6;

/** A base in which the gate has changed since both notes were reviewed against it. */
async function makeChangedGate(files: Record<string, string> = {}): Promise<ReviewedBase> {
  const base = await makePairBase(files);
  base.write(`${GATES}/prose/body.md`, "---\nwatches: [body]\n---\n# Body\n\nIs the body good?\n");
  return base;
}

const DIFF = [
  `--- ${GATES}/prose/body.md\taccepted`,
  `+++ ${GATES}/prose/body.md\tnow`,
  "@@ -3,4 +3,4 @@",
  " ---",
  " # Body",
  " ",
  "-Is the body fine?",
  "+Is the body good?",
];

describe("ack --gate G --reason gate-changed --all", () => {
  it("shows the change of the gate once and acknowledges every note with --yes", async () => {
    const base = await makeChangedGate();
    const { out, err, exitCode } = await nested(base.root, [...ACK, "--yes", "--remark", "wording"]);
    expect(out.split("\n")).toEqual([
      ...DIFF,
      "",
      `${A}\tprose/body\tgate-migration`,
      `${B}\tprose/body\tgate-migration`,
      "",
    ]);
    expect({ err, exitCode }).toEqual({ err: "2 pairs acknowledged\n", exitCode: 0 });
    expect(await eventsFrom(base, BEFORE)).toMatchObject([
      {
        notePath: A,
        gateId: "prose/body",
        acceptanceKind: "gate-migration",
        acceptedReviewId: 1,
        remark: "wording",
      },
      {
        notePath: B,
        gateId: "prose/body",
        acceptanceKind: "gate-migration",
        acceptedReviewId: 4,
        remark: "wording",
      },
    ]);
    expect((await nestedJson(base.root, ["stale", "prose/body", ...MODEL])).stale).toEqual([]);
  });

  it("shows each change once where the notes were accepted against different versions", async () => {
    const base = await makeChangedGate();
    await review(base, B, { "prose/body": "pass" });
    base.write(`${GATES}/prose/body.md`, "---\nwatches: [body]\n---\n# Body\n\nIs the body excellent?\n");
    const { diffs } = await nestedJson(base.root, [...ACK, "--dry-run"]);
    expect(diffs).toEqual([
      expect.stringContaining("-Is the body fine?\n+Is the body excellent?"),
      expect.stringContaining("-Is the body good?\n+Is the body excellent?"),
    ]);
  });

  it.each([
    ["y", 2],
    ["Yes", 2],
    ["n", 0],
    ["", 0],
    ["maybe", 0],
  ])("asks on a terminal: %j acknowledges %i", async (answer, acknowledged) => {
    const base = await makeChangedGate();
    const { err, exitCode } = await nested(base.root, ACK, { columns: 80, answer });
    expect(exitCode).toBe(0);
    expect(err).toBe(
      acknowledged > 0
        ? "2 pairs acknowledged\n"
        : "0 pairs acknowledged; 2 left as they are: 2 you did not agree to\n",
    );
    expect(await eventsFrom(base, BEFORE)).toHaveLength(acknowledged);
  });

  it("gives one document with --json, also when the person does not agree", async () => {
    const base = await makeChangedGate();
    const changed = { diffs: [`${DIFF.join("\n")}\n`], modelId: opus, schema: 1, dryRun: false };
    expect(await nestedJson(base.root, ACK, { columns: 80, answer: "n" })).toEqual({
      ...changed,
      acknowledged: [],
      left: 2,
      exitCode: 0,
    });
    const pair = { gateId: "prose/body", modelId: opus, kind: "gate-migration" };
    expect(await nestedJson(base.root, [...ACK, "--yes"])).toEqual({
      ...changed,
      acknowledged: [
        { ...pair, notePath: A, eventId: 7 },
        { ...pair, notePath: B, eventId: 8 },
      ],
      left: 0,
      exitCode: 0,
    });
  });

  it("needs --yes where nobody can answer", async () => {
    const base = await makeChangedGate();
    const { err, exitCode } = await nested(base.root, ACK);
    expect(exitCode).toBe(2);
    expect(err).toBe(
      'error: nobody is at a terminal to be asked "Acknowledge 2 pairs of prose/body under claude-opus-4-8?": give --yes to go ahead\n',
    );
    expect(await eventsFrom(base, BEFORE)).toEqual([]);
  });

  it("leaves out notes that changed as well, were never reviewed, or were imported without a review", async () => {
    const base = await makeChangedGate({ [C]: "# C\n\nText.\n", "kb/notes/d.md": "# D\n\nText.\n" });
    importAcceptance(base, C, "prose/body");
    base.write(`${GATES}/prose/body.md`, "---\nwatches: [body]\n---\n# Body\n\nIs the body good, really?\n");
    base.write(B, "# B\n\nAnother text.\n");
    const { out, err } = await nested(base.root, [...ACK, "--yes"]);
    expect(out.split("\n").filter((line) => line.startsWith("kb/"))).toEqual([
      `${A}\tprose/body\tgate-migration`,
    ]);
    expect(err).toBe(
      "1 pair acknowledged; 3 left as they are: 1 whose note changed as well, 1 never reviewed, 1 accepted without a review\n",
    );
    expect(await eventsFrom(base, BEFORE + 1)).toHaveLength(1);
  });

  it("leaves out what changes, goes away or is reviewed while the question is open", async () => {
    const files = { [C]: "# C\n\nText.\n", "kb/notes/d.md": "# D\n\nText.\n" };
    const base = await makePairBase(files);
    for (const note of Object.keys(files)) await review(base, note, { "prose/body": "pass" });
    base.write(`${GATES}/prose/body.md`, "---\nwatches: [body]\n---\n# Body\n\nIs the body good?\n");
    const { io, err } = fakeIo({ cwd: base.root, columns: 80 });
    const ask = async () => {
      base.write(A, "# A\n\nRewritten meanwhile.\n");
      rmSync(join(base.root, B));
      await review(base, C, { "prose/body": "fail" });
      return "y";
    };
    const cli = { name: "review-nested", describe: "", version: "0.0.0", commands };
    expect(await runCli(cli, ACK, { ...io, ask })).toBe(0);
    expect(err()).toMatch(/^1 pair acknowledged; 3 left as they are: /);
    expect((await eventsFrom(base, BEFORE + 3)).map(({ notePath }) => notePath)).toEqual(["kb/notes/d.md"]);
  });

  it("acknowledges nothing if the gate changes while the question is open", async () => {
    const base = await makeChangedGate();
    const { io } = fakeIo({ cwd: base.root, columns: 80 });
    const ask = async () => {
      base.write(
        `${GATES}/prose/body.md`,
        "---\nwatches: [body]\n---\n# Body\n\nSomething else altogether?\n",
      );
      return "y";
    };
    await runCli({ name: "review-nested", describe: "", version: "0.0.0", commands }, ACK, { ...io, ask });
    expect(await eventsFrom(base, BEFORE)).toEqual([]);
  });

  it("has nothing to ask where nothing is stale for that reason", async () => {
    const base = await makePairBase();
    expect(await nested(base.root, ACK)).toEqual({
      out: "",
      err: `0 pairs acknowledged: none of 2 pairs is stale for gate-changed under ${opus}\n`,
      exitCode: 0,
    });
  });

  it("only shows with --dry-run, and does not ask", async () => {
    const base = await makeChangedGate();
    const rows = allRows(base.root);
    const { out, err } = await nested(base.root, [...ACK, "--dry-run"]);
    expect(out).toContain("+Is the body good?");
    expect(err).toBe("2 pairs would be acknowledged\n");
    expect(allRows(base.root)).toEqual(rows);
  });
});
