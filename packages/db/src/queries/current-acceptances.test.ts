import { expect, it } from "vitest";
import { readVersions } from "./current-acceptances.ts";

const a = "a".repeat(64);
const b = "b".repeat(64);

it.each<[what: string, text: string, versions: [gateId: string, gateSha: string][]]>([
  ["nothing", "", []],
  ["nothing, counted", "0", []],
  ["one version", `1\0${a}prose/x`, [["prose/x", a]]],
  [
    "some, with any ids",
    `2\0${a}x\n${b}y\0${b} `,
    [
      [`x\n${b}y`, a],
      [" ", b],
    ],
  ],
  ["an id with a NUL, which could be two", `1\0${a}x\0${b}y`, []],
])("readVersions reads %s", (_, text, versions) => {
  expect([...readVersions(text)]).toEqual(versions);
});
