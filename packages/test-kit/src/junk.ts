import { expect } from "vitest";

/** What callers without types may pass. */
export const JUNK: readonly unknown[] = [
  ...[undefined, null, 5, Number.NaN, "x", "I \ud83d", {}, [], [undefined], [null], [5], ["x"], [{}], [[]]],
  ...[() => {}, Symbol("x"), 5n, true, new Date(Number.NaN), new Map(), Object.create(null)],
];

/** Junk in the place of a value, and of each value within it. */
function* withJunk(value: unknown): Generator<unknown> {
  yield* JUNK;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      for (const other of withJunk(each)) yield value.with(index, other);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      for (const other of withJunk(each)) yield { ...value, [key]: other };
    }
  }
}

/** Some arguments with junk in the place of each, and of each value within it. */
export function* junkCalls(args: readonly unknown[]): Generator<unknown[]> {
  for (const [index, arg] of args.entries()) {
    for (const other of withJunk(arg)) yield args.with(index, other);
  }
}

/** That a call was refused with an error that has a code of ours, not with one of the language's or of a driver's. */
export function expectOurs(error: unknown, args: readonly unknown[]): void {
  expect(error, described(args)).toHaveProperty("code", expect.stringMatching(/^[a-z]+(-[a-z]+)+$/));
}

/** Arguments, whatever they are, in one line. */
export const described = (args: readonly unknown[]) =>
  args
    .map((arg) => {
      const seen = (_: string, value: unknown) =>
        ["bigint", "symbol", "function", "undefined"].includes(typeof value) ? String(value) : value;
      return JSON.stringify(arg, seen);
    })
    .join(", ");
