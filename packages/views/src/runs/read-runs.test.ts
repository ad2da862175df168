import { createHash } from "node:crypto";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { openLedger } from "@review/db";
import { createRun, modelPartition } from "@review/lifecycle";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { viewPageRuns } from "../page/page-runs.ts";
import { readRuns } from "./read-runs.ts";

const RUNS = 1_100;

async function makeRuns() {
  const ledger = await openLedger(join(scratchFolder(), "ledger.sqlite"));
  const of = (text: string) => ({ text, sha: createHash("sha256").update(text).digest("hex") });
  const gates = [{ gateId: "prose/clarity", ...of("Is it clear?") }];
  const about = { modelId: modelPartition("opus"), runner: "test", note: of("# A"), gates };
  for (let run = 0; run < RUNS; run += 1) await createRun(ledger, { ...about, notePath: `notes/${run}.md` });
  return ledger;
}

it("leaves others a turn while it reads many runs, and reads none that nobody waits for", async () => {
  await using ledger = await makeRuns();
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  let read = 0;
  for await (const _ of readRuns(ledger, {})) read += 1;
  clearImmediate(next);
  expect(read).toBe(RUNS);
  expect(turns).toBeGreaterThan(1);

  const left = new AbortController();
  const root = scratchFolder();
  const corpus = await openCorpus({ cwd: root, root });
  setImmediate(() => left.abort(new Error("gone")));
  await expect(viewPageRuns(corpus, ledger, { limit: 1 }, left.signal)).rejects.toThrow("gone");
});
