import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { printLongJson } from "./print-long-json.ts";

it.each([0, 1, 199, 200, 201, 500])("prints one document with a list of %i", async (length) => {
  const { io, out } = fakeIo();
  const items = Array.from({ length }, (_, index) => ({ index, text: '"\n' }));
  await printLongJson(io, { a: 1 }, "items", items);
  expect(JSON.parse(out())).toEqual({ schema: 1, a: 1, items });
  expect(out().endsWith("]}\n")).toBe(true);
});

it.each([0, 200])("says after a list of %i what is known only then", async (length) => {
  const { io, out } = fakeIo();
  const items = Array.from({ length }).fill("x");
  await printLongJson(io, {}, "items", items, () => ({ more: true }));
  expect(out()).toBe(`${JSON.stringify({ schema: 1, items, more: true })}\n`);
});

it("writes a piece only after the one before has been taken", async () => {
  const { io } = fakeIo();
  const waiting: (() => void)[] = [];
  let pieces = 0;
  const stdout = {
    ...io.stdout,
    write: () => {
      pieces += 1;
    },
    drained: () => new Promise<void>((resolve) => waiting.push(resolve)),
  };
  const printed = printLongJson({ stdout }, {}, "items", Array.from({ length: 1000 }).fill(0));
  for (let taken = 1; taken <= 5; taken += 1) {
    await new Promise(setImmediate);
    expect(pieces).toBe(taken);
    waiting.shift()?.();
  }
  await printed;
  expect(pieces).toBe(6);
});

it("stops where nobody takes what it writes", async () => {
  const { io } = fakeIo();
  let pieces = 0;
  const write = () => {
    pieces += 1;
  };
  const stdout = { ...io.stdout, write, isClosed: true };
  await printLongJson({ stdout }, {}, "items", Array.from({ length: 1000 }).fill(0));
  expect(pieces).toBe(1);
});

it("takes items as they come", async () => {
  const { io, out } = fakeIo();
  await printLongJson(
    io,
    {},
    "items",
    (async function* () {
      yield 1;
      yield 2;
    })(),
  );
  expect(out()).toBe('{"schema":1,"items":[1,2]}\n');
});
