import { expect, it } from "vitest";
import { eachInTurns } from "./each-in-turns.ts";

it("does something with each item, in order", async () => {
  const seen: number[] = [];
  await eachInTurns([3, 1, 2], (item) => seen.push(item));
  expect(seen).toEqual([3, 1, 2]);
});

it("lets what waits have its turn, however many items there are", async () => {
  let isWaiting = true;
  setImmediate(() => {
    isWaiting = false;
  });
  function* whileWaiting() {
    while (isWaiting) yield 1;
  }
  await eachInTurns(whileWaiting(), () => undefined);
  expect(isWaiting).toBe(false);
});
