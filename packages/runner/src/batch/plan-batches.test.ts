import { type Gate, lensOf } from "@review/corpus";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupByNote, leaveOutTooLarge, type PlanLimits, planBatches } from "./plan-batches.ts";
import type { PlannedPair } from "./planned-pair.ts";

const gateOf = (id: string, text = id): Gate => ({
  id,
  text,
  lens: lensOf(id),
  path: `gates/${id}.md`,
  sha: "",
  name: id,
  severity: "warn",
  volatile: false,
});

/** A pair written as `note gate`, with one byte for each. */
function pairOf(words: string): PlannedPair {
  const [notePath = "", gateId = ""] = words.split(" ");
  return { notePath, noteBytes: 1, gate: gateOf(gateId, "x") };
}

const wordsOf = ({ notePath, gate }: PlannedPair) => `${notePath} ${gate.id}`;
const LIMITS: PlanLimits = { groupBy: "gate", gatesPerPrompt: 12, promptBytes: 1_000 };

/** The batches as `note gate, note gate | note gate`. */
function plan(pairs: readonly (string | PlannedPair)[], changes: Partial<PlanLimits> = {}): string {
  const planned = pairs.map((pair) => (typeof pair === "string" ? pairOf(pair) : pair));
  const batches = planBatches(planned, { ...LIMITS, ...changes });
  return batches.map((batch) => batch.map(wordsOf).join(", ")).join(" | ");
}

describe("planBatches", () => {
  const square = ["b p/2", "b p/1", "a p/2", "a p/1"];

  it("has nothing to plan for nothing", () => {
    expect(planBatches([], LIMITS)).toEqual([]);
  });

  it("groups by gate in id order, notes in path order, five a prompt", () => {
    expect(plan(square)).toBe("a p/1, b p/1 | a p/2, b p/2");
    expect(plan(["6", "5", "4", "3", "2", "1"].map((note) => `${note} g`))).toBe(
      "1 g, 2 g, 3 g, 4 g, 5 g | 6 g",
    );
  });

  it("groups by note in path order, gates in id order", () => {
    expect(plan(square, { groupBy: "note" })).toBe("a p/1, a p/2 | b p/1, b p/2");
  });

  it("keeps apart what are two spellings of one name", () => {
    expect(plan(["it's g", "it’s g", "z g"])).toBe("it's g | it’s g, z g");
    expect(plan(["a p/it's", "a p/it’s"], { groupBy: "note" })).toBe("a p/it's | a p/it’s");
    expect(plan(["a\nb g", "a\rb g", "a\uFFFDb g"])).toBe("a\nb g | a\rb g | a\uFFFDb g");
  });

  it("sorts by code unit, the same on every machine", () => {
    expect(plan(["b g", "B g", "ä g", "a g", "_ g"])).toBe("B g, _ g, a g, b g, ä g");
  });

  it.each([
    [{ batchSize: 1 }, "a p/1 | b p/1 | a p/2 | b p/2"],
    [{ batchSize: 100 }, "a p/1, b p/1 | a p/2, b p/2"],
    [{ batchSize: 0 }, "a p/1 | b p/1 | a p/2 | b p/2"],
    [{ groupBy: "note", batchSize: 1 }, "a p/1 | a p/2 | b p/1 | b p/2"],
    [{ groupBy: "note", gatesPerPrompt: 1 }, "a p/1 | a p/2 | b p/1 | b p/2"],
    [{ groupBy: "note", gatesPerPrompt: 1, batchSize: 9 }, "a p/1 | a p/2 | b p/1 | b p/2"],
    [{ gatesPerPrompt: 1 }, "a p/1, b p/1 | a p/2, b p/2"],
  ] as const)("keeps to %o", (changes, batches) => {
    expect(plan(square, changes)).toBe(batches);
  });

  it("keeps lenses apart unless they may mix", () => {
    const pairs = ["a form/1", "a prose/1", "a bare", "a form/deep/1"];
    expect(plan(pairs, { groupBy: "note" })).toBe("a bare | a form/1 | a form/deep/1 | a prose/1");
    expect(plan(pairs, { groupBy: "note", mixLenses: true })).toBe(
      "a bare, a form/1, a form/deep/1, a prose/1",
    );
    expect(plan(["a bare", "b bare"], { groupBy: "note", mixLenses: true })).toBe("a bare | b bare");
  });

  it("counts what a prompt's notes and gates have in common once", () => {
    const big = (words: string, noteBytes: number, gateBytes: number): PlannedPair => {
      const pair = pairOf(words);
      return { ...pair, noteBytes, gate: { ...pair.gate, text: "ü".repeat(gateBytes / 2) } };
    };
    const byGate = [big("a g", 10, 50), big("b g", 20, 50), big("c g", 20, 50), big("d g", 1, 50)];
    expect(plan(byGate, { promptBytes: 100 })).toBe("a g, b g, c g | d g");
    expect(plan(byGate, { promptBytes: 99 })).toBe("a g, b g | c g, d g");
    const byNote = [big("a 1", 50, 20), big("a 2", 50, 30), big("a 3", 50, 2)];
    expect(plan(byNote, { promptBytes: 100, groupBy: "note" })).toBe("a 1, a 2 | a 3");
  });

  it("gives a check that takes many notes all of them, in batches of their own", () => {
    const many = (words: string): PlannedPair => {
      const pair = pairOf(words);
      return { ...pair, noteBytes: 900, gate: { ...pair.gate, check: ["lint", "{notes}"] } };
    };
    const one = (words: string): PlannedPair => {
      const pair = pairOf(words);
      return { ...pair, gate: { ...pair.gate, check: ["lint"] } };
    };
    const pairs = ["1", "2", "3", "4", "5", "6"].flatMap((note) => [many(`${note} a`), one(`${note} b`)]);
    const all = "1 a, 2 a, 3 a, 4 a, 5 a, 6 a";
    const byGate = "1 b, 2 b, 3 b, 4 b, 5 b | 6 b";
    expect(plan(pairs, { runsChecks: true })).toBe(`${all} | ${byGate}`);
    expect(plan(pairs.slice(0, 4), { runsChecks: true, groupBy: "note" })).toBe("1 a, 2 a | 1 b | 2 b");
    expect(plan(pairs.slice(0, 6), { runsChecks: true, batchSize: 2 })).toBe(
      "1 a, 2 a | 3 a | 1 b, 2 b | 3 b",
    );
    expect(plan(pairs.slice(0, 4))).toBe("1 a | 2 a | 1 b, 2 b");
  });

  it("gives no check more notes than may fail together", () => {
    const check = ["lint", "{notes}"];
    const pairs = Array.from({ length: 2_001 }, (_, index) => {
      const pair = pairOf(`n${index} g`);
      return { ...pair, gate: { ...pair.gate, check } };
    });
    const sizes = planBatches(pairs, { ...LIMITS, runsChecks: true }).map(({ length }) => length);
    expect(sizes).toEqual([1_000, 1_000, 1]);
  });

  it("leaves a pair alone that is too big for any prompt", () => {
    expect(plan(["a g", { ...pairOf("b g"), noteBytes: 5_000 }, "c g"])).toBe("a g | b g | c g");
  });

  it("puts every pair into exactly one batch, within the limits, and no pair that would have fitted", () => {
    const pairs = fc
      .uniqueArray(fc.tuple(fc.nat(8), fc.constantFrom("p/1", "p/2", "p/3", "q/1", "q/2", "r")), {
        selector: String,
      })
      .map((chosen) =>
        chosen.map(([note, gateId]): PlannedPair => {
          const gate = gateOf(gateId, "x".repeat(gateId.charCodeAt(0) % 7));
          return { notePath: `n${note}`, noteBytes: note * 3, gate };
        }),
      );
    const limits = fc.record(
      {
        groupBy: fc.constantFrom<PlanLimits["groupBy"]>("gate", "note"),
        gatesPerPrompt: fc.integer({ min: 1, max: 6 }),
        promptBytes: fc.integer({ min: 1, max: 60 }),
        batchSize: fc.integer({ min: 1, max: 6 }),
        mixLenses: fc.boolean(),
      },
      { requiredKeys: ["groupBy", "gatesPerPrompt", "promptBytes"] },
    );
    fc.assert(
      fc.property(pairs, limits, (pairs, limits) => {
        const batches = planBatches(pairs, limits);
        const all = batches.flat().map(wordsOf);
        expect(all.toSorted()).toEqual(pairs.map(wordsOf).toSorted());
        for (const [index, batch] of batches.entries()) {
          expect(fits(batch, limits)).toBe(true);
          const next = batches[index + 1]?.[0];
          if (next) expect(fits([...batch, next], limits)).toBe(false);
        }
      }),
    );
  });
});

/** Whether pairs may share a prompt, said in the plainest way. */
function fits(pairs: readonly PlannedPair[], limits: PlanLimits): boolean {
  const notes = new Map(pairs.map(({ notePath, noteBytes }) => [notePath, noteBytes]));
  const gates = new Map(pairs.map(({ gate }) => [gate.id, gate.text.length]));
  const lenses = new Set(Array.from(gates.keys(), lensOf));
  const bytes = [...notes.values(), ...gates.values()].reduce((sum, size) => sum + size, 0);
  const byGate = limits.groupBy === "gate";
  return (
    (byGate ? gates.size === 1 : notes.size === 1 && gates.size <= limits.gatesPerPrompt) &&
    (byGate || limits.mixLenses === true || lenses.size === 1) &&
    pairs.length <= (limits.batchSize ?? (byGate ? 5 : limits.gatesPerPrompt)) &&
    (pairs.length === 1 || bytes <= limits.promptBytes)
  );
}

describe("groupByNote", () => {
  it("gives each note its gates, both in the order in which they come", () => {
    const grouped = groupByNote(["b 2", "a 1", "b 1"].map(pairOf));
    expect(grouped.map(({ notePath, gates }) => [notePath, gates.map(({ id }) => id)])).toEqual([
      ["b", ["2", "1"]],
      ["a", ["1"]],
    ]);
  });
});

describe("leaveOutTooLarge", () => {
  const sized = (notePath: string, noteBytes: number, gate: string): PlannedPair => ({
    notePath,
    noteBytes,
    gate: gateOf(gate, "xx"),
  });

  it("parts pairs that alone are more than a prompt may hold, the largest note first", () => {
    const fits = sized("a", 98, "g");
    const pairs = [fits, sized("b", 99, "g"), sized("c", 500, "g"), sized("b", 99, "h")];
    expect(leaveOutTooLarge(pairs, 100)).toEqual({
      fitting: [fits],
      tooLarge: [
        { notePath: "c", noteBytes: 500, gateIds: ["g"] },
        { notePath: "b", noteBytes: 99, gateIds: ["g", "h"] },
      ],
    });
    expect(leaveOutTooLarge(pairs, Infinity)).toEqual({ fitting: pairs, tooLarge: [] });
  });
});
