import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KNOWN_GATE_KEYS } from "../gates/gate.ts";
import { lintGate } from "./lint-gate.ts";

async function complaints(data: Record<string, unknown>, body = "A criterion.") {
  const found = await lintGate("prose/clarity", { data, body });
  return found.map(({ severity, message }) => `${severity}: ${message}`);
}

describe("lintGate", () => {
  it("has nothing to say of a gate that is in order", async () => {
    expect(await complaints({})).toEqual([]);
    expect(
      await complaints({
        name: "Clarity",
        description: "d",
        gate_id: "prose/clarity",
        lens: "prose",
        watches: ["title", "description", "body"],
        staleness: "changed",
        requires_trait: "t",
        applies_to: ["**"],
        requires: { status: "current" },
        check: "lint --strict {notes}",
        check_output: "sarif",
        severity: "fail",
      }),
    ).toEqual([]);
  });

  it.each<[data: Record<string, unknown>, complaint: string]>([
    [{ watchs: ["title"] }, 'error: "watchs" is not a key of a gate; did you mean watches?'],
    [{ gateid: "x" }, 'error: "gateid" is not a key of a gate; did you mean gate_id?'],
    [
      { requires_traits: "x" },
      'error: "requires_traits" is not a key of a gate; did you mean requires_trait?',
    ],
    [{ tags: ["x"] }, 'error: "tags" is not a key of a gate; it means nothing here, remove it'],
    [{ name: ["x"] }, "warning: name is not text; write it in quotes, or leave it out"],
    [{ requires_trait: 3 }, "error: requires_trait must be one word"],
    [{ applies_to: "guides" }, "error: applies_to must be a list of globs inside the root, e.g. [guides/**]"],
    [
      { requires: ["status"] },
      "error: requires must say what the front matter has, e.g. {status: current, tags: [howto]}",
    ],
    [{ watches: "title" }, "error: watches must be a list, e.g. [title, body]"],
    [{ severity: "bad" }, "error: severity must be warn or fail"],
    [
      { check: "a | b" },
      "error: check has |, which needs a shell, and none is used; write a list of words, or call a script",
    ],
    [
      { check: "lint {note} {notes}" },
      "error: check has both {note} and {notes}: one process looks at one note, or at many",
    ],
    [
      { check_output: "sarif" },
      "error: check_output is for gates with a check: it says how that prints what it finds",
    ],
    [{ evidence: "some" }, "error: evidence must be none (its findings need no quote), or left out"],
    [
      { inputs: ["../x"] },
      "error: inputs must be a list of files inside the root, e.g. [.markdownlint.json]",
    ],
    [{ volatile: "true" }, "error: volatile is for gates with a check: only those are run again"],
    [{ check: [1] }, "error: check must be a command, as text or as a list of words"],
    [
      { gate_id: "prose/clearness" },
      'warning: gate_id is "prose/clearness", but its path makes it "prose/clarity"; the path counts',
    ],
    [{ lens: "style" }, 'warning: lens is "style", but its path makes it "prose"; the path counts'],
  ])("%j", async (data, complaint) => {
    expect(await complaints(data)).toEqual([complaint]);
  });

  it("wants a criterion", async () => {
    expect(await complaints({}, " \n\t")).toEqual([
      "error: has no text after its front matter; write the criterion",
    ]);
  });

  it("says everything at once", async () => {
    expect(await complaints({ severity: 1, watches: 2, nmae: 3 }, "")).toHaveLength(4);
  });

  it("never throws, and complains of every key that is not known", async () => {
    const data = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...KNOWN_GATE_KEYS)), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(data, fc.string(), async (written, body) => {
        const found = await complaints(written, body);
        const unknown = Object.keys(written).filter((key) => !KNOWN_GATE_KEYS.some((known) => known === key));
        expect(found.filter((line) => line.includes(" is not a key of a gate; "))).toHaveLength(
          unknown.length,
        );
      }),
      { numRuns: 200 },
    );
  });
});
