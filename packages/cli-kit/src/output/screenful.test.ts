import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { screenful } from "./screenful.ts";

const [terminal, pipe] = [fakeIo({ columns: 80 }).io, fakeIo().io];

it.each([
  ["as much as a person takes in, on a terminal", { json: false }, terminal, 10],
  ["all, where a program may read", { json: false }, pipe, Infinity],
  ["all of a document, also on a terminal", { json: true }, terminal, Infinity],
  ["what was asked for, on a terminal", { json: false, limit: 70 }, terminal, 70],
  ["what was asked for, in a pipe", { json: false, limit: 3 }, pipe, 3],
  ["what was asked for, of a document", { json: true, limit: 3 }, terminal, 3],
])("%s", (_, args, io, shown) => {
  expect(screenful(args, io, 10)).toBe(shown);
});
