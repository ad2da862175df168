import { expect, it } from "vitest";
import { fakeIo } from "../test/fake-io.ts";
import { printLongJson } from "./print-long-json.ts";

it.each([0, 1, 999, 1000, 1001, 2500])("prints one document with a list of %i", async (length) => {
  const { io, out } = fakeIo();
  const items = Array.from({ length }, (_, index) => ({ index, text: '"\n' }));
  await printLongJson(io, { a: 1 }, "items", items);
  expect(JSON.parse(out())).toEqual({ schema: 1, a: 1, items });
  expect(out().endsWith("]}\n")).toBe(true);
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
