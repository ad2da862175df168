import type { Gate, StaleAllowance } from "@review/corpus";
import { expect, it } from "vitest";
import { useAllowances } from "./allowances.ts";
import type { UnmetKind } from "./decide-pair.ts";
import type { VerifiedPair } from "./verification.ts";

const pairOf = (notePath: string, kind?: UnmetKind): VerifiedPair => ({
  notePath,
  gate: { id: "prose/tone" } as Gate,
  entries: [],
  ...(kind && { unmet: { kind, reason: "so" } }),
});
const allowed = (note: string, until = "2026-03-10"): StaleAllowance => ({
  ...{ note, gate: "prose/tone", reason: "later", until },
});
const use = (pairs: VerifiedPair[], allowances: StaleAllowance[], isWhole = true) => {
  const answer = useAllowances(pairs, allowances, { today: "2026-03-10", isWhole });
  return {
    passed: answer.pairs.filter(({ allowance }) => allowance).map(({ notePath }) => notePath),
    idle: answer.idle.map(({ note, why }) => `${note} ${why}`),
  };
};

it.each<[kind: UnmetKind, passes: boolean]>([
  ["stale", true],
  ["missing", true],
  ["failing", false],
  ["not-observed", false],
  ["unknown-scope", false],
])("lets a pair pass until the end of a day: %s, %s", (kind, passes) => {
  const { passed, idle } = use([pairOf("a.md", kind), pairOf("b.md", kind)], [allowed("a.md")]);
  expect(passed).toEqual(passes ? ["a.md"] : []);
  expect(idle).toEqual(passes ? [] : ["a.md not-needed"]);
});

it("tells of what lets nothing pass", () => {
  const pairs = [pairOf("a.md"), pairOf("b.md", "stale"), pairOf("c.md", "stale")];
  const allowances = [allowed("a.md"), allowed("b.md", "2026-03-09"), allowed("c.md"), allowed("d.md")];
  expect(use(pairs, allowances)).toEqual({
    passed: ["c.md"],
    idle: ["a.md not-needed", "b.md past", "d.md no-pair"],
  });
  expect(use(pairs, allowances, false).idle).toEqual(["a.md not-needed", "b.md past"]);
});

it("takes the one that ends last", () => {
  const allowances = [allowed("a.md", "2026-03-01"), allowed("a.md", "2026-04-01")];
  expect(use([pairOf("a.md", "stale")], allowances)).toEqual({ passed: ["a.md"], idle: ["a.md past"] });
});
