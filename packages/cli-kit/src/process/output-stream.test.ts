import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { outputStream } from "./output-stream.ts";

/** A stream whose reader goes, or whose disk is full, after so many writes. */
function failing(code: string, after: number) {
  const taken: string[] = [];
  const told: string[] = [];
  const stream = new Writable({
    autoDestroy: false,
    write: (chunk, _encoding, done) => {
      if (taken.length >= after) return done(Object.assign(new Error(`${code}: write`), { code }));
      taken.push(String(chunk));
      done();
    },
  });
  const output = outputStream(stream as NodeJS.WriteStream, ({ message }) => told.push(message));
  return { output, taken, told };
}

it("is open as long as what is written is taken", async () => {
  const { output, taken, told } = failing("ENOSPC", 3);
  output.write("a");
  output.write("b");
  await output.drained();
  expect([output.isClosed, output.problem, told]).toEqual([false, undefined, []]);
  expect(taken.join("")).toBe("ab");
});

it("is closed by the first write that fails, and says so once", async () => {
  const { output, taken, told } = failing("ENOSPC", 1);
  for (const text of ["a", "b", "c"]) output.write(text);
  await output.drained();
  await new Promise(setImmediate);
  output.write("d");
  await output.drained();
  expect([output.isClosed, output.problem, told]).toEqual([true, "ENOSPC: write", ["ENOSPC: write"]]);
  expect(taken).toEqual(["a"]);
});

it("has no problem with a reader that has seen enough", async () => {
  const { output, told } = failing("EPIPE", 0);
  output.write("a");
  await output.drained();
  await new Promise(setImmediate);
  expect([output.isClosed, output.problem, told]).toEqual([true, undefined, ["EPIPE: write"]]);
});

it("can be lost together with another", async () => {
  const { output, taken, told } = failing("EIO", 9);
  output.lose(Object.assign(new Error("EIO: write"), { code: "EIO" }));
  output.write("a");
  await output.drained();
  expect([output.problem, told, taken]).toEqual(["EIO: write", ["EIO: write"], []]);
});

it.each<[said: number | undefined, columns: number]>([
  [0, 80],
  [1, 80],
  [19, 80],
  [Number.NaN, 80],
  [undefined, 80],
  [20, 20],
  [200, 200],
])("of a terminal that says %s columns is %i wide", (said, columns) => {
  const stream = Object.assign(new Writable(), { isTTY: true, columns: said });
  expect(outputStream(stream as unknown as NodeJS.WriteStream, () => undefined).columns).toBe(columns);
});

it("has no width off a terminal", () => {
  const stream = Object.assign(new Writable(), { columns: 0 });
  expect(outputStream(stream as unknown as NodeJS.WriteStream, () => undefined).columns).toBeUndefined();
});
