import { expect, it } from "vitest";
import { preparePause, waitByTimer } from "./pause.ts";

/** A wait that ends when the test says so; the pauses asked for, in order. */
function manualWait() {
  const ends: { ms: number; end: () => void }[] = [];
  const wait = (ms: number) => new Promise<void>((end) => ends.push({ ms, end }));
  return { ends, wait };
}

it("is over when the longest of what was asked for is", async () => {
  const { ends, wait } = manualWait();
  const pause = preparePause(wait, new AbortController().signal);
  expect(pause.current()).toBeUndefined();
  pause.begin(1_000);
  pause.begin(9_000);
  expect(ends.map(({ ms }) => ms)).toEqual([1_000, 9_000]);
  const both = pause.current();
  ends[0]?.end();
  await Promise.resolve();
  expect(pause.current()).toBe(both);
  ends[1]?.end();
  await both;
  expect(pause.current()).toBeUndefined();
});

it("ends with its signal, also before it began", async () => {
  const abort = new AbortController();
  const pause = preparePause(waitByTimer, abort.signal);
  pause.begin(3_600_000);
  abort.abort();
  await pause.current();
  pause.begin(3_600_000);
  await pause.current();
  expect(pause.current()).toBeUndefined();
});

it("may be longer than a timer can be", async () => {
  const abort = new AbortController();
  const pause = preparePause(waitByTimer, abort.signal);
  pause.begin(2 ** 40);
  // A timer that is too long fires after a millisecond.
  await new Promise((done) => setTimeout(done, 20));
  expect(pause.current()).toBeDefined();
  abort.abort();
  await pause.current();
});
