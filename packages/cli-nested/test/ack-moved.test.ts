import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { eventsFrom, importAcceptance, MODEL, makePairBase, review } from "./pair-base.ts";
import { GATES, gpt, makeBase, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

const [A, N, Z] = ["kb/notes/a.md", "kb/notes/new name.md", "kb/notes/z.md"];
const BEFORE = 6;

const move = ({ root }: ReviewedBase, from: string, to: string) =>
  renameSync(join(root, from), join(root, to));
const ack = ({ root }: ReviewedBase, from: string, to: string, ...more: string[]) =>
  nested(root, ["ack", "--moved", from, to, ...more]);
const staleGates = async ({ root }: ReviewedBase, note: string) => {
  const { stale } = await nestedJson(root, [
    "stale",
    "prose/body",
    "prose/title",
    "claims/title",
    "--note",
    note,
    ...MODEL,
  ]);
  return (stale as { gateId: string; reason: string }[]).map(({ gateId, reason }) => `${gateId} ${reason}`);
};

/** A person lets a pair pass whose review did not. */
const OVERRIDE = ["ack", A, "prose/body", ...MODEL, "--override", "pass", "--remark", "on purpose"];

describe("ack --moved, of a note", () => {
  it("tells a name with a line break on one line, and so does lock", async () => {
    const base = await makePairBase();
    const broken = "kb/notes/two\nlines.md";
    move(base, A, broken);
    const { err } = await nested(base.root, ["ack", "--moved", "--all"]);
    expect(err).toContain(`${A} -> kb/notes/two lines.md\n`);
    expect(err).not.toContain(broken);
    const locked = await nested(base.root, ["lock"]);
    expect(locked.out).toContain("two lines.md");
    expect(locked.out + locked.err).not.toContain("two\nlines");
  });

  it("carries its acceptances over under every partition, and keeps the history", async () => {
    const base = await makePairBase();
    await review(base, A, { "prose/body": "fail" }, gpt);
    move(base, A, N);
    const { out, err, exitCode } = await ack(base, A, N);
    expect({ err, exitCode }).toEqual({ err: `3 pairs carried over to ${N}\n`, exitCode: 0 });
    expect(out).toBe(
      ["prose/body", "prose/title", "claims/title"]
        .map((gate) => `${N}\t${gate}\ttrivial-change-ack\n`)
        .join(""),
    );
    const carried = { notePath: N, acceptanceKind: "trivial-change-ack", remark: `moved from ${A}` };
    expect(await eventsFrom(base, BEFORE + 1)).toMatchObject([
      { ...carried, gateId: "prose/body", modelId: opus, acceptedReviewId: 1 },
      { ...carried, gateId: "prose/title", modelId: opus, acceptedReviewId: 2 },
      { ...carried, gateId: "claims/title", modelId: opus, acceptedReviewId: 3 },
      { ...carried, gateId: "prose/body", modelId: gpt, acceptedReviewId: 7 },
    ]);
    expect(await staleGates(base, N)).toEqual([]);
    expect((await eventsFrom(base, 0)).filter(({ notePath }) => notePath === A)).toHaveLength(4);
    const { verdict, state } = await nestedJson(base.root, ["why", N, "prose/body", ...MODEL]);
    expect({ verdict, state }).toMatchObject({ state: "fresh", verdict: { decision: "warn", runId: 1 } });
  });

  it("says of what it leaves why, each for itself", async () => {
    const base = await makePairBase();
    await nested(base.root, ["reopen", A, "prose/body", "--remark", "not so", ...MODEL]);
    move(base, A, N);
    const { err } = await ack(base, A, N);
    expect(err).toMatch(/carried over to .*; 1 left as it is: 1 taken back\n/);
  });

  it("carries nothing twice", async () => {
    const base = await makePairBase();
    move(base, A, N);
    await ack(base, A, N);
    expect(await ack(base, A, N)).toEqual({
      out: "",
      err: `0 pairs carried over to ${N}; 3 left as they are: 3 there already\n`,
      exitCode: 0,
    });
    expect(await eventsFrom(base, BEFORE + 3)).toEqual([]);
  });

  it("through a chain of moves, and back", async () => {
    const base = await makePairBase();
    move(base, A, N);
    await ack(base, A, N);
    move(base, N, Z);
    await ack(base, N, Z);
    expect(await staleGates(base, Z)).toEqual([]);
    expect((await eventsFrom(base, BEFORE + 3)).map(({ acceptedReviewId }) => acceptedReviewId)).toEqual([
      1, 2, 3,
    ]);
    // Reviewed anew as Z, then named A again: what A had before is older.
    base.write(Z, "# A\n\nRewritten as Z.\n");
    await review(base, Z, { "prose/body": "pass" });
    move(base, Z, A);
    expect((await ack(base, Z, A)).out).toBe(`${A}\tprose/body\ttrivial-change-ack\n`);
    expect(await staleGates(base, A)).toEqual(["claims/title note-changed", "prose/title note-changed"]);
  });

  it("carries over as it was what was accepted in another content, and leaves alone what is newer under the new name", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nRewritten.\n");
    await review(base, A, { "prose/body": "fail", "claims/title": "fail" });
    move(base, A, N);
    await review(base, N, { "claims/title": "pass" });
    const { out, err } = await ack(base, A, N);
    expect(out).toBe(`${N}\tprose/title\ttrivial-change-ack\n${N}\tprose/body\ttrivial-change-ack\n`);
    expect(err).toContain(`${N} was edited, too: those of its pairs that were accepted before are stale`);
    const { verdict } = await nestedJson(base.root, ["why", N, "claims/title", ...MODEL]);
    expect(verdict).toMatchObject({ decision: "pass" });
    expect(await staleGates(base, N)).toEqual(["prose/title note-changed"]);
  });

  it("carries over under a partition that has not acknowledged an edit, too", async () => {
    const base = await makePairBase();
    await review(base, A, { "prose/body": "fail" }, gpt);
    base.write(A, "# A\n\nRewritten.\n");
    await nested(base.root, ["ack", A, "prose/body", ...MODEL]);
    move(base, A, N);
    await ack(base, A, N);
    const stale = async (model: string) =>
      (await nestedJson(base.root, ["stale", "prose/body", "--note", N, "--model", model])).stale;
    expect(await stale(opus)).toEqual([]);
    expect(await stale(gpt)).toMatchObject([{ reason: "note-changed" }]);
    expect((await nested(base.root, ["doctor"])).out).not.toContain("ack --moved");
  });

  it("keeps a pair stale that was stale, for a gate that changed", async () => {
    const base = await makePairBase();
    base.write(`${GATES}/prose/body.md`, "# Body\n\nAnother question?\n");
    move(base, A, N);
    await ack(base, A, N);
    expect(await staleGates(base, N)).toEqual(["prose/body gate-changed"]);
  });

  it("an override holds on, and the pair can be acknowledged and overridden under its new name", async () => {
    const base = await makePairBase();
    await nested(base.root, OVERRIDE);
    move(base, A, N);
    await ack(base, A, N);
    const why = () => nestedJson(base.root, ["why", N, "prose/body", ...MODEL]);
    expect((await why()).override).toEqual({ decision: "pass", remark: "on purpose" });
    base.write(N, "# A\n\nAnother text.\n");
    expect((await nested(base.root, ["ack", N, "prose/body", ...MODEL])).exitCode).toBe(0);
    expect(await why()).toMatchObject({ state: "fresh", override: { decision: "pass" } });
    const override = ["--override", "fail", "--remark", "after all"];
    expect((await nested(base.root, ["ack", N, "prose/body", ...MODEL, ...override])).exitCode).toBe(0);
    expect((await why()).override).toEqual({ decision: "fail", remark: "after all" });
  });

  it("leaves behind what was imported without a review", async () => {
    const base = await makePairBase({ "kb/notes/c.md": "# C\n\nText.\n" });
    importAcceptance(base, "kb/notes/c.md", "prose/body");
    move(base, "kb/notes/c.md", Z);
    expect((await ack(base, "kb/notes/c.md", Z)).err).toMatch(
      /^0 pairs carried over to .+; 1 left as it is: /,
    );
  });

  it("finds the old name relative to the current folder, and only shows with --dry-run", async () => {
    const base = await makePairBase();
    move(base, A, N);
    const args = ["ack", "--moved", "./a.md", "new name.md", "--dry-run"];
    expect(await nestedJson(join(base.root, "kb/notes"), args)).toMatchObject({
      moves: [{ what: "note", from: A, to: N }],
      dryRun: true,
      acknowledged: [
        { notePath: N, gateId: "prose/body", modelId: opus, kind: "trivial-change-ack" },
        {},
        {},
      ],
      left: 0,
    });
    expect(await eventsFrom(base, BEFORE)).toEqual([]);
  });
});

describe("ack --moved, of folders and of everything", () => {
  it("carries a whole folder over in one transaction", async () => {
    const base = await makePairBase({ "kb/notes/other/c.md": "# C\n\nText.\n" });
    await review(base, "kb/notes/other/c.md", { "prose/body": "pass" });
    mkdirSync(join(base.root, "kb/notes/new"));
    for (const note of ["a.md", "b.md"]) move(base, `kb/notes/${note}`, `kb/notes/new/${note}`);
    base.write("kb/notes/new/b.md", "# Rewritten\n");
    const { err, out } = await ack(base, "kb/notes", "kb/notes/new/");
    expect(err).toMatch(/^6 pairs carried over to 2 new names\nkb\/notes\/new\/b.md was edited, too/);
    expect(out).toContain("kb/notes/new/a.md\tprose/body\ttrivial-change-ack\n");
    expect(await staleGates(base, "kb/notes/new/a.md")).toEqual([]);
  });

  it.each([
    [
      "kb/notes",
      "kb/nowhere",
      /^error: kb\/notes\/ is a folder of .*, and kb\/nowhere is none with notes: .*--all /,
    ],
    [
      "kb/notes",
      "kb/new/a.md",
      /^error: kb\/notes\/ is a folder of .*, and kb\/new\/a\.md is none with notes: /,
    ],
    ["kb/odl", "kb/new", /^error: kb\/new\/ is a folder of notes, and kb\/odl is none in which .*--all /],
    [
      A,
      "kb/new",
      /^error: kb\/new\/ is a folder of notes, and kb\/notes\/a\.md is none in .* of one note both names/,
    ],
    [
      "kb/new",
      "kb/notes",
      /^error: kb\/notes is the folder that is gone: name it first, kb\/new behind it\n$/,
    ],
    [
      "kb/notes",
      "kb/other",
      /^error: no note in kb\/other\/ has the name of one .*: ack --moved --all finds /,
    ],
  ])("says of %s and %s which is a folder, and what finds renames", async (from, to, said) => {
    const config = JSON.stringify({ notes: ["kb/notes/**", "kb/new/**", "kb/other/**"], gates: GATES });
    const base = await makePairBase({ "review.config.json": config, "kb/other/x.md": "# X\n" });
    renameSync(join(base.root, "kb/notes"), join(base.root, "kb/new"));
    const { err, exitCode } = await ack(base, from, to);
    expect(err).toMatch(said);
    expect(exitCode).toBe(2);
  });

  it("finds renames by content: stale and why name the old name, and --all carries them over", async () => {
    const base = await makePairBase();
    move(base, A, N);
    move(base, `${GATES}/prose/title.md`, `${GATES}/prose/heading.md`);
    const stale = await nested(base.root, ["stale", "prose/body", "prose/heading", "--note", N, ...MODEL]);
    expect(stale.out).toBe(
      `${N}\n  missing-review  prose/body  (accepted as ${A})\n  missing-review  prose/heading\n`,
    );
    expect(stale.err).toContain(
      "1 of them was accepted under a name that is gone: `review-nested ack --moved --all`",
    );
    const why = await nestedJson(base.root, ["why", N, "prose/body", ...MODEL]);
    expect(why).toMatchObject({
      movedFrom: { notePath: A, gateId: "prose/body" },
      next: [`review-nested ack --moved ${A} '${N}'`, expect.stringContaining("bundle")],
    });
    const B = "kb/notes/b.md";
    const { movedFrom } = await nestedJson(base.root, ["why", B, "prose/heading", ...MODEL]);
    expect(movedFrom).toEqual({ notePath: B, gateId: "prose/title" });
    const all = await nestedJson(base.root, ["ack", "--moved", "--all"]);
    expect(all).toMatchObject({
      moves: [
        { what: "note", from: A, to: N },
        { what: "gate", from: "prose/title", to: "prose/heading" },
      ],
    });
    // What was renamed in both takes two rounds: each event shares one half with the one that it carries on.
    await nested(base.root, ["ack", "--moved", "--all"]);
    expect((await nestedJson(base.root, ["stale", "prose/body", "prose/heading", ...MODEL])).stale).toEqual(
      [],
    );
    expect(await nestedJson(base.root, ["ack", "--moved", "--all"])).toMatchObject({ acknowledged: [] });
  });

  it("leaves what has the text of two names that are gone: their verdicts may differ", async () => {
    const base = await makePairBase();
    const B = "kb/notes/b.md";
    base.write(B, readFileSync(join(base.root, A), "utf8"));
    await review(base, B, { "prose/body": "fail" });
    await nested(base.root, OVERRIDE);
    move(base, A, N);
    rmSync(join(base.root, B));
    expect((await nestedJson(base.root, ["why", N, "prose/body", ...MODEL])).movedFrom).toBeUndefined();
    const { out, err } = await nested(base.root, ["ack", "--moved", "--all"]);
    expect(out).toBe("");
    expect(err).toContain(`left: ${N} has the text of ${A}, ${B}, which are gone`);
    expect((await ack(base, B, N)).out).toContain(`${N}\tprose/body`);
    expect((await nestedJson(base.root, ["why", N, "prose/body", ...MODEL])).verdict).toMatchObject({
      decision: "fail",
    });
    // What was carried over is not counted as lost under its old name.
    expect((await nestedJson(base.root, ["warns"])).leftOut).toMatchObject({ noteGone: 0 });
  });

  it("takes a note that is still there for no rename, nor what was reopened", async () => {
    const base = await makePairBase();
    base.write(Z, readFileSync(join(base.root, A), "utf8"));
    expect((await nestedJson(base.root, ["why", Z, "prose/body", ...MODEL])).movedFrom).toBeUndefined();
    await nested(base.root, ["reopen", A, "prose/body", ...MODEL, "--remark", "no"]);
    rmSync(join(base.root, A));
    expect((await nestedJson(base.root, ["why", Z, "prose/body", ...MODEL])).movedFrom).toBeUndefined();
    const { acknowledged } = await nestedJson(base.root, ["ack", "--moved", "--all"]);
    expect(acknowledged).toMatchObject([{ gateId: "prose/title" }, { gateId: "claims/title" }]);
  });

  it("history of the new name shows the override that it carries", async () => {
    const base = await makePairBase();
    await nested(base.root, OVERRIDE);
    move(base, A, N);
    await ack(base, A, N);
    const { events } = await nestedJson(base.root, ["history", N, "prose/body"]);
    expect(events).toMatchObject([
      { decision: "warn", carriedOverride: { decision: "pass", remark: "on purpose" } },
    ]);
    expect((await nested(base.root, ["history", N, "prose/body"])).out).toMatch(
      /PASS .*was WARN: overridden: on purpose: moved from/s,
    );
    const before = await nestedJson(base.root, ["history", A, "prose/body"]);
    expect((before.events as object[])[0]).not.toHaveProperty("carriedOverride");
  });
});

describe("ack --moved, of a gate", () => {
  it("carries the acceptances of all notes over", async () => {
    const base = await makePairBase();
    move(base, `${GATES}/prose/body.md`, `${GATES}/claims/body.md`);
    const { err } = await ack(base, "prose/body", "claims/body", "--remark", "belongs there");
    expect(err).toBe("2 pairs carried over to claims/body\n");
    const carried = { gateId: "claims/body", acceptanceKind: "gate-migration", remark: "belongs there" };
    expect(await eventsFrom(base, BEFORE)).toMatchObject([
      { ...carried, notePath: A },
      { ...carried, notePath: "kb/notes/b.md" },
    ]);
    const { stale } = await nestedJson(base.root, ["stale", "claims/body", ...MODEL]);
    expect(stale).toEqual([]);
  });

  it("not of a whole lens: that is said, and how else", async () => {
    const base = await makePairBase();
    move(base, `${GATES}/prose`, `${GATES}/style`);
    const message =
      "style is a lens: what was renamed of it is carried over gate by gate, ack --moved OLD NEW, or with ack --moved --all";
    await expectRefusal(nestedHere, base.root, ["ack", "--moved", "prose", "style"], {
      exitCode: 2,
      code: "usage",
      message,
    });
    expect((await nested(base.root, ["ack", "--moved", "--all"])).out).toContain(`${A}\tstyle/body\t`);
  });

  it("by the names of the files, too; and a note and then a gate of a pair", async () => {
    const base = await makePairBase();
    await nested(base.root, OVERRIDE);
    move(base, A, N);
    await ack(base, A, N);
    move(base, `${GATES}/prose/body.md`, `${GATES}/prose/text.md`);
    const { out } = await ack(base, `${GATES}/prose/body.md`, `${GATES}/prose/text.md`);
    expect(out).toContain(`${N}\tprose/text\tgate-migration\n`);
    const { state, override } = await nestedJson(base.root, ["why", N, "prose/text", ...MODEL]);
    expect({ state, override }).toEqual({
      state: "fresh",
      override: { decision: "pass", remark: "on purpose" },
    });
  });
});

describe("ack --moved, with an edit", () => {
  it("carries over a note as it was accepted, so that the edit can be acknowledged like others", async () => {
    const base = await makePairBase();
    move(base, A, N);
    base.write(N, "# A\n\nRewritten.\n");
    const { out, err, exitCode } = await ack(base, A, N);
    expect([exitCode, out]).toEqual([0, expect.stringContaining(`${N}\tprose/body\t`)]);
    expect(err).toBe(
      `3 pairs carried over to ${N}\n${N} was edited, too: its pairs are stale (note-changed); \`stale --diff\` shows what changed, \`ack '${N}' GATE\` accepts it where the verdict still holds, and \`sweep\` reviews it again\n`,
    );
    expect(await staleGates(base, N)).toContain("prose/body note-changed");
    const { out: diff } = await nested(base.root, ["stale", "prose/body", "--note", N, "--diff", ...MODEL]);
    expect(diff).toContain("+Rewritten.");
    expect(await nested(base.root, ["ack", N, "prose/body", ...MODEL])).toMatchObject({ exitCode: 0 });
    expect(await staleGates(base, N)).not.toContain("prose/body note-changed");
    expect((await ack(base, A, N)).out).toBe("");
  });

  it("names ack --trivial for just the pairs that it takes", async () => {
    const base = await makePairBase();
    move(base, A, N);
    base.write(N, "---\ndescription: A note\nstatus: current\n---\n# A\n\nOther text.\n");
    const { err } = await ack(base, A, N);
    // prose/title watches the title, prose/body the body, claims/title does not say.
    expect(err).toContain(
      `\`ack --trivial\` accepts 1 of 3, in which nothing that the gate watches changed; of the others \`ack '${N}' GATE\` accepts it`,
    );
    const { out } = await nested(base.root, ["ack", "--trivial", ...MODEL]);
    expect(out).toBe(`${N}\tprose/title\ttrivial-change-ack\n`);
  });

  it("names nothing else where that takes all", async () => {
    const watching = "---\nwatches: [title]\n---\n# Title\n\nIs it one?\n";
    const base = await makePairBase({ [`${GATES}/claims/title.md`]: watching });
    move(base, A, N);
    base.write(N, "---\ndescription: A note\nstatus: draft\n---\n# A\n\nPlain text.\n");
    const { err } = await ack(base, A, N);
    expect(err).toContain(
      "; `stale --diff` shows what changed, `ack --trivial` accepts it: nothing that the gates watch changed\n",
    );
    expect(
      (await nested(base.root, ["ack", "--trivial", ...MODEL])).out.match(/trivial-change-ack/g),
    ).toHaveLength(3);
  });

  it("carries over a gate likewise", async () => {
    const base = await makePairBase();
    move(base, `${GATES}/prose/body.md`, `${GATES}/prose/text.md`);
    base.write(`${GATES}/prose/text.md`, "# Another\n");
    expect(await ack(base, "prose/body", "prose/text")).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining("`ack --gate prose/text --reason gate-changed --all`"),
    });
    const { stale } = await nestedJson(base.root, ["stale", "prose/text", "--note", A, ...MODEL]);
    expect(stale).toMatchObject([{ gateId: "prose/text", reason: "gate-changed" }]);
  });
});

describe("after ack --moved", () => {
  it("nobody is told to carry it over once more", async () => {
    const base = await makePairBase();
    move(base, A, N);
    const gone = async () => (await nested(base.root, ["doctor"])).out.includes("gone but ha");
    const warns = async (note: string) => (await nested(base.root, ["warns", "--note", note])).err;
    expect([await gone(), await warns(A)]).toEqual([true, expect.stringContaining("ack --moved --all")]);
    await ack(base, A, N);
    expect(await gone()).toBe(false);
    expect(await warns(A)).toMatch(
      /^left out: \d pairs? carried over to another name, under which it counts/m,
    );
    expect(await warns(A)).not.toContain("--moved");
    expect(await warns(N)).not.toContain("left out");
    move(base, N, A);
    expect(await gone()).toBe(true);
  });
});

describe("ack --moved refuses", () => {
  it.each<[string, (base: ReviewedBase) => string[], string | RegExp, string?]>([
    [
      "a note whose old name is still there",
      (base) => {
        base.write(N, "# A\n\nRewritten.\n");
        return [A, N];
      },
      `${N} is not what was accepted as ${A}, which is still there: it needs a review of its own`,
    ],
    [
      "what was never accepted",
      (base) => {
        base.write(Z, "# Z\n");
        return ["kb/notes/y.md", Z];
      },
      `kb/notes/y.md has no acceptances to carry over: it needs a review as ${Z}`,
    ],
    [
      "a name that there is not",
      () => [A, "kb/notes/nowhere.md"],
      /^note kb\/notes\/nowhere\.md does not exist/,
      "note-not-found",
    ],
    ["the same name", () => [A, `./${A}`], `${A} is the old and the new name: nothing has moved`],
  ])("%s", async (_, prepare, message, code = "usage") => {
    const base = await makePairBase();
    const names = prepare(base);
    await expectRefusal(nestedHere, base.root, ["ack", "--moved", ...names], { exitCode: 2, code, message });
  });

  it.each([[[]], [[A]], [[A, N, Z]]])("the names %j, which are not two", async (names) => {
    const base = await makePairBase();
    const message =
      "--moved takes the old and the new name of a note, a gate or a folder of notes, or --all: ack --moved OLD NEW";
    const args = ["ack", "--moved", ...names];
    await expectRefusal(nestedHere, base.root, args, { exitCode: 2, code: "usage", message });
  });

  it("and creates no ledger", async () => {
    const base = makeBase();
    expect((await ack(base, "kb/notes/x.md", A)).exitCode).toBe(2);
    expect(existsSync(join(base.root, ".review"))).toBe(false);
  });
});
