import fc from "fast-check";
import type { ModelLedger } from "./model-ledger.ts";
import { maybe, mostly, plan } from "./planned-move.ts";

/** Findings about which something was decided, or any that are there, whether their run has ended or not, or one of nobody. */
const finding = fc.record({
  among: fc.oneof(
    { weight: 4, arbitrary: fc.constant("decided" as const) },
    { weight: 4, arbitrary: fc.constant("found" as const) },
    { weight: 1, arbitrary: fc.constant("none" as const) },
  ),
  turn: fc.nat(2),
});
const chosen = mostly(fc.tuple(finding), fc.array(finding, { maxLength: 2 }));

function keyOf(
  { among, turn }: typeof finding extends fc.Arbitrary<infer T> ? T : never,
  model: ModelLedger,
) {
  const { findings, waivers } = model.rows;
  const rows = among === "none" ? [] : among === "decided" && waivers.length > 0 ? waivers : findings;
  return String(rows[turn % rows.length]?.key ?? "f".repeat(16));
}

const reason = mostly(fc.constant("meant "), fc.constant(" "));

/** Letting findings stand; moves are made from noon on, seconds apart. */
export const waive = fc
  .record({
    chosen,
    reason,
    author: maybe(fc.constant("me ")),
    until: mostly(fc.constantFrom(undefined, "2026-03-01"), fc.constant("2026-02-28")),
  })
  .map((spec) =>
    plan("waive", spec, ({ chosen, ...words }, model) => ({
      keys: chosen.map((each) => keyOf(each, model)),
      ...words,
    })),
  );

/** Taking it back. */
export const unwaive = fc.record({ chosen, reason }).map((spec) =>
  plan("unwaive", spec, ({ chosen, reason }, model) => ({
    keys: chosen.map((each) => keyOf(each, model)),
    reason,
  })),
);
