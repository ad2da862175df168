import { describe, expect, it } from "vitest";
import { type GateWithScope, scopeOf } from "./gate-scope.ts";

const NOTE = { path: "guides/a.mdx", data: { status: "current", tags: ["howto", "1.10"], traits: "claim" } };

async function judge(gate: GateWithScope, note: object = {}) {
  return (await scopeOf(gate))({ ...NOTE, ...note });
}

describe("scopeOf", () => {
  it.each<[GateWithScope]>([
    [{}],
    [{ requiresTrait: "claim" }],
    [{ appliesTo: ["guides/**"] }],
    [{ appliesTo: ["guides"] }],
    [{ appliesTo: ["guides/"] }],
    [{ appliesTo: ["reference/*.md", "**/*.MDX"] }],
    [{ appliesTo: ["**/*.{md,Mdx}"] }],
    [{ appliesTo: ["guides/**", "!guides/old/**"] }],
    [{ requires: { status: ["current"] } }],
    [{ requires: { status: ["current"], tags: ["1.10", "howto"], traits: ["claim"] } }],
    [{ requiresTrait: "claim", appliesTo: ["guides/*"], requires: { tags: ["howto"] } }],
  ])("%j applies", async (gate) => {
    expect(await judge(gate)).toEqual({ scope: "applies" });
  });

  it.each<[GateWithScope, string]>([
    [{ requiresTrait: "poem" }, "it applies to notes with the trait poem"],
    [{ appliesTo: ["notes/**", "guides/*.md"] }, "it applies to notes that match notes/**, guides/*.md"],
    [{ appliesTo: ["**", "!guides"] }, "it applies to notes that match **, !guides"],
    [
      { requires: { status: ["draft"] } },
      "it applies to notes with status=draft; this one has status=current",
    ],
    [
      { requires: { tags: ["howto", "short"] } },
      "it applies to notes with tags=short; this one has tags=howto, 1.10",
    ],
    [{ requires: { tags: ["1.1"] } }, "it applies to notes with tags=1.1; this one has tags=howto, 1.10"],
    [{ requires: { kind: ["a"] } }, "it applies to notes with kind=a; this one has no kind"],
    [
      { requires: { constructor: ["a"] } },
      "it applies to notes with constructor=a; this one has no constructor",
    ],
  ])("%j does not apply", async (gate, why) => {
    expect(await judge(gate)).toEqual({ scope: "does-not-apply", why });
  });

  it("is unknown where it hangs on front matter that cannot be read, and only there", async () => {
    const broken = { data: {}, problem: "front matter is never closed" };
    expect(await judge({ requiresTrait: "a", requires: { b: ["c"] } }, broken)).toEqual({
      scope: "unknown",
      why: "whether guides/a.mdx has the trait a and b=c is unknown: front matter is never closed",
    });
    expect(await judge({ appliesTo: ["guides/**"] }, broken)).toEqual({ scope: "applies" });
    expect(await judge({ appliesTo: ["notes/**"], requires: { b: ["c"] } }, broken)).toMatchObject({
      scope: "does-not-apply",
    });
  });
});

it("makes patterns of a gate's globs once, however often it is asked", async () => {
  let reads = 0;
  const appliesTo = new Proxy(["guides/**"], {
    get(list, key, receiver) {
      if (key === "0") reads += 1;
      return Reflect.get(list, key, receiver);
    },
  });
  await judge({ appliesTo });
  const once = reads;
  await judge({ appliesTo });
  expect(once).toBeGreaterThan(0);
  expect(reads).toBe(once);
});
