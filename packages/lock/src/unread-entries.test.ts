import { expect, it } from "vitest";
import { entryOf } from "../test/arbitrary-entries.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { renderEntry } from "./render-lock-file.ts";

const good = entryOf({ gate: "good" });

it("says what that is about which it cannot read, as far as that can be, and of those that say the same once", () => {
  const { decision: _, ...without } = good;
  const about = { gate: good.gate, gateVersion: good.gateVersion, noteSha: good.noteSha, model: good.model };
  const lines = [without, { ...without, gate: "../x", noteSha: 7 }, "x", null].map((each) =>
    JSON.stringify(each),
  );
  const { entries, unread } = parseLockFile([...lines, ...lines, "{", renderEntry(good)].join("\n"));
  expect(entries).toEqual([good]);
  expect(unread).toEqual([about, { gateVersion: about.gateVersion, model: about.model }, {}]);
});
