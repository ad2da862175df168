import { expect, it, onTestFinished } from "vitest";
import { acceptancesOf, countRuns, type ModelId, openLedger, takingTurns } from "../src/index.ts";

async function open(options: Parameters<typeof takingTurns>[1]) {
  const ledger = await openLedger(":memory:");
  onTestFinished(() => ledger.close());
  return { ledger, polite: takingTurns(ledger, options) };
}

/** How many of a hundred questions are answered before something else has a turn. */
async function answeredAtOnce(ask: () => Promise<unknown>): Promise<number> {
  let answered = 0;
  const before = new Promise<number>((resolve) => setImmediate(() => resolve(answered)));
  for (; answered < 100; answered += 1) await ask();
  return before;
}

it("leaves others a turn between two questions, which the ledger itself does not", async () => {
  const { ledger, polite } = await open({ turnMs: 0 });
  await countRuns(ledger);
  expect(await answeredAtOnce(() => countRuns(ledger))).toBe(100);
  expect(await answeredAtOnce(() => countRuns(polite))).toBeLessThan(3);
});

it("leaves a turn between batches of answers, too", async () => {
  const { polite } = await open({ turnMs: 0 });
  const notes = Array.from({ length: 2000 }, (_, at) => ({ notePath: `${at}.md`, noteSha: "0" }));
  let answered = 0;
  const before = new Promise<number>((resolve) => setImmediate(() => resolve(answered)));
  for await (const some of acceptancesOf(polite, "m" as ModelId, notes)) answered += some.length;
  expect(answered).toBe(2000);
  expect(await before).toBeLessThan(2000);
});

it("answers nothing once nobody waits any more", async () => {
  const over = new AbortController();
  const { polite } = await open({ signal: over.signal });
  expect(await countRuns(polite)).toBe(0);
  over.abort();
  await expect(countRuns(polite)).rejects.toThrow("aborted");
});
