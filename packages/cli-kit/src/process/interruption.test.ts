import { expect, it } from "vitest";
import { createInterrupter } from "./interruption.ts";

const stateOf = ({ interrupted, forced, isSignalled }: ReturnType<typeof createInterrupter>) => [
  interrupted.aborted,
  forced.aborted,
  isSignalled,
];

it("comes with the first signal, and is forced by the second", () => {
  const interrupter = createInterrupter();
  expect(stateOf(interrupter)).toEqual([false, false, false]);
  interrupter.signalled();
  expect(stateOf(interrupter)).toEqual([true, false, true]);
  interrupter.signalled();
  expect(stateOf(interrupter)).toEqual([true, true, true]);
});

it("comes once, for the first reason: the signal of a closed terminal after its error does not force", () => {
  const interrupter = createInterrupter();
  const why = new Error("the output is lost");
  interrupter.stop(why);
  interrupter.stop(new Error("another"));
  interrupter.signalled();
  expect(stateOf(interrupter)).toEqual([true, false, true]);
  expect(interrupter.interrupted.reason).toBe(why);
});

it("is forced at once where nothing can be waited for", () => {
  const interrupter = createInterrupter();
  interrupter.kill(new Error("a bug"));
  expect(stateOf(interrupter)).toEqual([true, true, false]);
});
