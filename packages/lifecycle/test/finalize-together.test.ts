import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { getRun, listAcceptanceEvents } from "@review/db";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { expect, it } from "vitest";
import { runIn } from "./runs.ts";

const PROCESSES = 4;
const script = fileURLToPath(new URL("fixtures/finalize-run.mjs", import.meta.url));

it("of many processes that finalize a run at once, exactly one wins", async () => {
  const { ledger, path } = await scratchLedger();
  await runIn(ledger, "running, nothing written");
  const children = Array.from({ length: PROCESSES }, (_, index) =>
    spawn(process.execPath, [script, path, `process ${index}`], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  await Promise.all(children.map((child) => once(child.stdout, "data")));
  const outputs = children.map((child) => text(child.stdout));
  for (const child of children) child.stdin.end("go\n");
  const outcomes: Record<string, string>[] = (await Promise.all(outputs)).map((output) => JSON.parse(output));
  const [winner, ...others] = outcomes.toSorted((a, b) => Number("code" in a) - Number("code" in b));
  expect(others).toEqual(
    Array.from({ length: PROCESSES - 1 }, () => ({ code: "run-not-running", status: "completed" })),
  );
  const { gateReviews } = await getRun(ledger, 1);
  expect(gateReviews.map(({ rationaleMarkdown }) => rationaleMarkdown)).toEqual([
    winner?.winner,
    winner?.winner,
  ]);
  expect((await listAcceptanceEvents(ledger)).map(({ gateId }) => gateId)).toEqual(["b", "a"]);
});
