import type { RunState } from "@review/db/transitions";
import { describe, expect, it } from "vitest";
import { KeysTakenMeanwhile, requireSameHolders, untilKeysHold } from "./key-holders.ts";
import { requireOwnKeys } from "./own-keys.ts";

const [KEY, OTHER] = ["a".repeat(16), "b".repeat(16)];
const holder = (notePath: string, key = KEY) => ({ key, notePath, gateId: "a" });

describe("requireOwnKeys", () => {
  const stateOf = (...keyHolders: ReturnType<typeof holder>[]) =>
    ({ run: { notePath: "n.md" }, keyHolders }) as Pick<RunState, "keyHolders"> as RunState;
  const found = (changes: { continuesFindingId?: number } = {}) => [
    {
      gateId: "a",
      findings: [{ key: KEY, severity: "warn" as const, message: "x", quotes: [], ...changes }],
    },
  ];

  it("refuses what is another pair's alone by now, and was not found before", () => {
    expect(() => requireOwnKeys(stateOf(holder("o.md")), found())).toThrow(KeysTakenMeanwhile);
    expect(() => requireOwnKeys(stateOf(holder("o.md"), holder("n.md")), found())).not.toThrow();
    expect(() => requireOwnKeys(stateOf(holder("o.md", OTHER)), found())).not.toThrow();
    expect(() => requireOwnKeys(stateOf(holder("o.md")), found({ continuesFindingId: 7 }))).not.toThrow();
    expect(() => requireOwnKeys(stateOf(), found())).not.toThrow();
  });
});

it("requireSameHolders goes by which pairs there are, in whatever order", () => {
  const [a, b] = [holder("a.md"), holder("b.md")];
  expect(() => requireSameHolders([a, b], [b, a])).not.toThrow();
  expect(() => requireSameHolders([a], [a, b])).toThrow(KeysTakenMeanwhile);
  expect(() => requireSameHolders([a, b], [b])).toThrow(KeysTakenMeanwhile);
});

it("untilKeysHold tries again what others came between, and nothing else", async () => {
  let tried = 0;
  const attempt = async () => {
    tried += 1;
    if (tried < 3) throw new KeysTakenMeanwhile();
    return tried;
  };
  expect(await untilKeysHold(attempt)).toBe(3);
  await expect(untilKeysHold(async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
