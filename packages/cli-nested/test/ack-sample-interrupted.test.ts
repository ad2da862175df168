import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "@review/cli-kit";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { expect, it } from "vitest";
import { commands } from "../src/commands.ts";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT } from "./sweep-tree.ts";

const JUDGE = fileURLToPath(new URL("fixtures/judge.mjs", import.meta.url));
const GATE = "gates/prose/a.md";
const REVIEWER = ["--runner", "judge", "--model", "opus"];
const SAMPLE = [
  "ack",
  "--gate",
  "prose/a",
  "--reason",
  "gate-changed",
  "--sample",
  "4",
  ...REVIEWER,
  "--yes",
];

/** Twelve notes that were reviewed, and then the gate changed. */
async function makeChangedTree() {
  const base = makeKnowledgeBase();
  for (let note = 1; note <= 12; note += 1) base.write(`notes/all/n${note}.md`, `# Note ${note}\n\nText.\n`);
  base.write(GATE, "# A\n\nIs it so?\n");
  const judge = { command: [process.execPath, JUDGE, join(base.root, "book.txt"), ""] };
  base.write(
    "review.config.json",
    JSON.stringify({ notes: ["notes/all/*.md"], gates: "gates", runners: { judge } }),
  );
  const swept = await nestedHere(base.root, ["sweep", "prose/a", ...REVIEWER], { environment: ENVIRONMENT });
  expect(swept.exitCode).toBe(0);
  base.write(GATE, "# A\n\nIs it really so?\n");
  return base;
}

/** Runs the command, and interrupts it as soon as it says this. */
async function interruptAt(words: string, root: string, args: readonly string[]) {
  const { io, err } = fakeIo({ cwd: root, environment: ENVIRONMENT });
  const interrupt = new AbortController();
  const never = new AbortController().signal;
  const stderr = {
    ...io.stderr,
    write: (text: string) => {
      io.stderr.write(text);
      if (text.includes(words)) interrupt.abort();
    },
  };
  const exitCode = await runCli(
    { name: "review-nested", describe: "", version: "0.0.0", commands },
    [...args, "--trust"],
    { ...io, stderr, watchSignals: () => ({ interrupted: interrupt.signal, forced: never }) },
  );
  return { exitCode, stderr: err() };
}

const countAcknowledged = (root: string) =>
  queryLedger(
    root,
    "SELECT count(*) AS times FROM acceptance_events WHERE acceptance_kind = 'gate-migration'",
  )[0]?.times;

it("acknowledges nothing once it is interrupted, also where the whole sample is reviewed by then", async () => {
  const { root } = await makeChangedTree();
  const { exitCode, stderr } = await interruptAt("[1/1]", root, SAMPLE);
  expect(stderr).toMatch(
    /the sample is reviewed, and the command was interrupted: give --seed (\w+) to go on with it/,
  );
  expect([exitCode, countAcknowledged(root)]).toEqual([130, 0]);
  const seed = /--seed (\w+) to go on/.exec(stderr)?.[1] ?? "none";
  const again = await nestedHere(root, [...SAMPLE, "--seed", seed], { environment: ENVIRONMENT });
  expect([again.exitCode, countAcknowledged(root)]).toEqual([0, 8]);
});
