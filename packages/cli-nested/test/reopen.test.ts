import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { eventsFrom, MODEL, makePairBase, review } from "./pair-base.ts";
import { gpt, nested, nestedJson, opus } from "./reviewed-base.ts";

const [A, TEXT] = ["kb/notes/a.md", "---\ndescription: A note\nstatus: current\n---\n# A\n\nPlain text.\n"];
const REOPEN = ["reopen", A, "prose/body", ...MODEL, "--remark", "it missed the table"];
const stale = async (root: string, ...more: string[]) =>
  (await nested(root, ["stale", "prose/body", "--note", A, ...MODEL, ...more])).out;

describe("reopen", () => {
  it("takes a verdict back until the pair is reviewed again; stale, why, warns and history say so", async () => {
    const base = await makePairBase();
    const { out, err, exitCode } = await nested(base.root, REOPEN);
    expect({ out, exitCode }).toEqual({ out: `${A}\tprose/body\t${opus}\n`, exitCode: 0 });
    expect(err).toBe("1 acceptance taken back\n");
    expect(await stale(base.root)).toBe(`${A}\n  reopened        prose/body\n`);
    const why = await nestedJson(base.root, ["why", A, "prose/body", ...MODEL]);
    expect(why).toMatchObject({
      state: "reopened",
      acceptance: { acceptanceKind: "withdrawn", remark: "it missed the table" },
    });
    const { out: screen } = await nested(base.root, ["why", A, "prose/body", ...MODEL]);
    expect(screen).toMatch(/^reopened +\S+ \S+ UTC: it missed the table$/m);
    expect((await nested(base.root, ["warns", A])).out).toContain("; the acceptance was taken back");
    expect((await nested(base.root, ["history", A, "prose/body"])).out).toMatch(
      /reopened.*it missed the table/,
    );
    await review(base, A, { "prose/body": "pass" });
    expect(await stale(base.root)).toBe("");
    expect((await nested(base.root, ["warns", A])).out).toBe("");
  });

  it("stays reopened when the version comes back, and is never acknowledged as trivial", async () => {
    const base = await makePairBase();
    await nested(base.root, REOPEN);
    base.write(A, "# A\n\nRewritten.\n");
    await review(base, A, { "prose/body": "pass" });
    base.write(A, TEXT);
    expect(await stale(base.root)).toContain("reopened");
    base.write(A, TEXT.replace("current", "old"));
    await nested(base.root, ["ack", A, "prose/body", ...MODEL]);
    await nested(base.root, [...REOPEN]);
    base.write(A, TEXT.replace("current", "older"));
    expect(await stale(base.root)).toContain("reopened");
    expect((await nested(base.root, ["ack", "--trivial", "--gate", "prose/body", ...MODEL])).out).toBe("");
    // A person who looked again may say that it holds after all.
    expect((await nested(base.root, ["ack", A, "prose/body", ...MODEL])).out).toContain("manual-ack");
    expect(await stale(base.root)).toBe("");
  });

  it("takes an override back, and what the reviewer found is there again", async () => {
    const base = await makePairBase();
    await nested(base.root, [
      "ack",
      A,
      "prose/body",
      ...MODEL,
      "--override",
      "pass",
      "--remark",
      "on purpose",
    ]);
    expect((await nested(base.root, ["warns", A])).out).toBe("");
    await nested(base.root, REOPEN);
    expect((await nested(base.root, ["warns", A])).out).toMatch(
      /WARN {2}prose\/body .*; the acceptance was taken back/,
    );
    await nested(base.root, ["ack", A, "prose/body", ...MODEL]);
    const why = await nestedJson(base.root, ["why", A, "prose/body", ...MODEL]);
    expect(why).toMatchObject({ state: "fresh", verdict: { decision: "warn" } });
    expect(why).not.toHaveProperty("override");
    const { events } = await nestedJson(base.root, ["history", A, "prose/body"]);
    expect(events).toHaveLength(4);
    for (const event of events as object[]) expect(event).not.toHaveProperty("carriedOverride");
  });

  it("is only shown with --dry-run", async () => {
    const base = await makePairBase();
    const document = await nestedJson(base.root, [
      "reopen",
      A,
      "prose/body",
      "prose/title",
      ...MODEL,
      "--remark",
      "x",
      "--dry-run",
    ]);
    expect(document).toMatchObject({
      dryRun: true,
      reopened: [
        { notePath: A, gateId: "prose/body", modelId: opus },
        { notePath: A, gateId: "prose/title", modelId: opus },
      ],
    });
    expect(await eventsFrom(base, 6)).toEqual([]);
  });

  it.each([
    [["reopen", A, "prose/body", ...MODEL], "usage", /^say why: --remark TEXT/],
    [["reopen", A, "prose/body", "--model", gpt, "--remark", "x"], "not-accepted", /nothing to reopen/],
    [[...REOPEN.slice(0, 2), "nowhere", ...REOPEN.slice(3)], "unknown-gate", /nowhere/],
  ])("refuses %j", async (args, code, message) => {
    const base = await makePairBase();
    await expectRefusal(nestedHere, base.root, args, { exitCode: 2, code, message });
    expect(await eventsFrom(base, 6)).toEqual([]);
  });
});
