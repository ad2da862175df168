import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { A, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { importAcceptance } from "./pair-base.ts";
import { GATES, makeBase, makeReviewedBase, nested, nestedJson, tooWide } from "./reviewed-base.ts";

const B = "kb/notes/b.md";
/** The pairs that do not hold, each in a few words. */
const unmetIn = (document: Record<string, unknown>) =>
  (document.unmet as Record<string, string>[]).map(({ notePath, gateId, kind }) =>
    [notePath === A ? "a" : "b", gateId, kind].join(" "),
  );
const configured = (verify: object) => ({ "review.config.json": JSON.stringify({ verify }) });

/** a.md: clarity warns, brevity passes, observed; all else of it, and b.md but for one gate, passes as gpt declares. */
async function makeAccepted(files: Record<string, string> = {}) {
  const base = await makeReviewedBase(files);
  await review(base, A, ["claims/title", "claims/sources"], { modelId: "gpt-5-4" as never });
  await review(base, B, ["prose/clarity", "prose/brevity", "claims/title"], { modelId: "gpt-5-4" as never });
  await nested(base.root, ["lock"]);
  return base;
}

const WAYS = [
  ["from the ledger", []],
  ["from the lock", ["--frozen"]],
] as const;

describe.each(WAYS)("verify %s", (_, frozen) => {
  const verify = ["verify", ...frozen];

  it("holds where all is accepted as it is", async () => {
    const { root } = await makeAccepted();
    expect(await nested(root, verify)).toEqual({ out: "", err: "7 pairs hold\n", exitCode: 0 });
    expect(await nestedJson(root, [...verify, "--all-gates"])).toMatchObject({
      holds: true,
      exitCode: 0,
      counts: { pairs: 7, holding: 7 },
      unmet: [],
    });
  });

  it("names each pair of what changed, and how to go on", async () => {
    const base = await makeAccepted();
    const { root } = base;
    base.write(B, "# B\n\nOther text of the note.\n");
    base.write(`${GATES}/prose/clarity.md`, "# Clarity\n\nIs each word clear?\n");
    const { out, err, exitCode } = await nested(root, verify);
    expect(exitCode).toBe(1);
    expect(out.split("\n")).toEqual([
      "kb/notes/a.md",
      "  stale          prose/clarity  the gate changed",
      "kb/notes/b.md",
      "  stale          claims/title  the note changed",
      "  stale          prose/brevity  the note changed",
      "  stale          prose/clarity  note and gate changed",
      "",
    ]);
    expect(err).toContain(
      "3 pairs hold, 4 do not: 4 stale\n" +
        `next: review-nested sweep prose/clarity claims/title prose/brevity --note ${A} --note ${B} --runner RUNNER --model MODEL\n` +
        "      review-nested lock\n" +
        "capitals stand for a reviewer of yours",
    );
    expect(await nestedJson(root, [...verify, "prose", "--note", A])).toMatchObject({
      counts: { pairs: 2, holding: 1, stale: 1 },
      unmet: [
        {
          next: `review-nested sweep prose/clarity --note ${A} --runner RUNNER --model MODEL`,
          reason: "the gate changed",
        },
      ],
    });
  });

  it("leaves out of the next command what a sweep takes by itself", async () => {
    const base = await makeAccepted();
    base.write(B, "# B\n\nOther text of the note.\n");
    const environment = { REVIEW_RUNNER: "api", REVIEW_MODEL: "opus" };
    const narrow = [...verify, "prose/clarity"];
    const { err } = await nested(base.root, narrow, { environment });
    expect(err).toContain(`next: review-nested sweep prose/clarity --note ${B}\n`);
    expect(err).not.toContain("capitals stand");
    const named = await nested(base.root, [...narrow, "--model", "haiku"], { environment });
    expect(named.err).toContain(` --model PROVIDER/haiku\n`);
    expect(named.err).toContain("\nPROVIDER stands for the service that has the model, ");
  });

  it("judges by the policy of the configuration, and by what the command line says instead", async () => {
    const { root } = await makeAccepted(
      configured({ models: ["GPT-5.4", "Claude Opus 4-8"], failOn: "warn", require: "observed" }),
    );
    const declared = [
      "a claims/sources",
      "a claims/title",
      "b claims/title",
      "b prose/brevity",
      "b prose/clarity",
    ];
    expect(unmetIn(await nestedJson(root, verify))).toEqual([
      ...declared.slice(0, 2).map((pair) => `${pair} not-observed`),
      "a prose/clarity failing",
      ...declared.slice(2).map((pair) => `${pair} not-observed`),
    ]);
    expect(unmetIn(await nestedJson(root, [...verify, "--fail-on", "fail", "--note", A, "prose"]))).toEqual(
      [],
    );
    const gpt = await nestedJson(root, [...verify, "--model", "gpt-5.4", "--note", A, "prose"]);
    expect(gpt.unmet).toMatchObject([
      { kind: "missing", reason: "accepted under claude-opus-4-8, and not under gpt-5-4" },
      {
        kind: "missing",
        next: `review-nested sweep prose/clarity --note ${A} --runner RUNNER --model gpt-5.4`,
      },
    ]);
    const failing = await nestedJson(root, [...verify, "prose/clarity", "--note", A]);
    expect(failing.unmet).toMatchObject([
      { next: `review-nested why ${A} prose/clarity ${MODEL.join(" ")}` },
    ]);
  });

  it("lets a pair wait that may be stale, and tells why, and of what waits for nothing", async () => {
    const entry = (gate: string, until: string) => ({ note: B, gate, reason: "moved soon", until });
    const base = await makeAccepted(
      configured({
        acceptStale: [
          entry("claims/title", "2999-12-31"),
          entry("prose/brevity", "2020-01-01"),
          entry("claims/sources", "2999-12-31"),
        ],
      }),
    );
    base.write(B, "# B\n\nOther text of the note.\n");
    expect(unmetIn(await nestedJson(base.root, verify))).toEqual([
      "b prose/brevity stale",
      "b prose/clarity stale",
    ]);
    const { err } = await nested(base.root, verify);
    expect(err).toContain(`accepted until the end of 2999-12-31: ${B} claims/title: moved soon\n`);
    expect(err).toContain(`the entry of ${B} prose/brevity ended with 2020-01-01; remove it\n`);
    expect(err).toContain(`the entry of ${B} claims/sources is about no pair there is; remove it\n`);
    expect(err).toContain("4 pairs hold, 1 may wait, 2 do not: 2 stale\n");
  });

  it("is not fooled by a scope that nobody knows, nor by nothing", async () => {
    const base = await makeAccepted({ "kb/notes/empty/x.md": "---\ntraits: [\n---\n# X\n" });
    const { root } = base;
    expect(unmetIn(await nestedJson(root, [...verify, "claims/sources"]))).toEqual([
      "b claims/sources unknown-scope",
    ]);
    const nothing = await nested(root, [...verify, "claims/sources", "--note", B]);
    expect(nothing).toMatchObject({ out: "", exitCode: 2 });
    expect(nothing.err).toContain("there is no pair to look at");
    const allowed = await nested(root, [...verify, "claims/sources", "--note", B, "--allow-empty"]);
    expect(allowed).toMatchObject({ exitCode: 0, err: "there is no pair to look at\n" });
    const filtered = await nested(root, [
      ...verify,
      "prose",
      "--note",
      B,
      "--where",
      "status=none",
      "--where",
      "a=b",
    ]);
    expect(filtered.err).toMatch(
      /^error: there is no pair to look at: of \d+ none is of a note with status=none, a=b; mend/,
    );
  });

  it("does not take a note for one that holds which it cannot read", async () => {
    const base = await makeAccepted();
    writeFileSync(join(base.root, B), Buffer.from([0xff, 0xfe, 0xff]));
    const document = await nestedJson(base.root, verify);
    expect(document).toMatchObject({ holds: false, exitCode: 1, unmet: [], unreadable: [{ notePath: B }] });
  });

  // Not every file system takes such names.
  it.runIf(process.platform === "linux").each<[string, string, (root: string) => void]>([
    ["a symlink", A, (root) => symlinkSync("../../kept.md", join(root, A))],
    [
      "a folder that is a symlink",
      "kb/notes/more",
      (root) => symlinkSync("../..", join(root, "kb/notes/more")),
    ],
    [
      "a folder with a line break in its name",
      "kb/notes/x y",
      (root) => mkdirSync(join(root, "kb/notes/x\ny")),
    ],
    [
      "a name that is not UTF-8",
      "kb/notes/a\uFFFD.md",
      (root) => writeFileSync(Buffer.from(`${root}/kb/notes/a\u00ff.md`, "latin1"), "# A\n"),
    ],
  ])("does not hold where a note could be hidden: %s", async (_name, path, hide) => {
    const { root } = await makeAccepted();
    renameSync(join(root, A), join(root, "kept.md"));
    hide(root);
    const { out, err, exitCode } = await nested(root, verify);
    expect([exitCode, out.split("\n")]).toEqual([1, [expect.stringContaining(`${path} `), ""]]);
    expect(err).toContain("1 path passed over where a note would be: ");
    const report = await nested(root, [...verify, "--format", "github"]);
    expect(report.out).toMatch(/^::error file=kb\/notes\/.*title=UNREAD every gate::/m);
    expect(report.exitCode).toBe(1);
    expect(await nestedJson(root, verify)).toMatchObject({ holds: false, skipped: [{}], unmet: [] });
    for (const named of [["kb/notes"], ["kb/notes/**"], ["kb/notes/b.md", "kb/notes/*"]])
      expect((await nested(root, [...verify, ...named.flatMap((note) => ["--note", note])])).exitCode).toBe(
        1,
      );
    expect(await nested(root, [...verify, "--note", B])).toMatchObject({ out: "", exitCode: 0 });
    expect((await nested(root, ["stale", "prose", "--model", "gpt-5-4", "--check"])).exitCode).toBe(1);
    const exclude = ["kb/notes/a?.md", "kb/notes/x?y", "kb/notes/more", A];
    writeFileSync(join(root, "review.config.json"), JSON.stringify({ exclude }));
    expect(await nested(root, verify)).toMatchObject({ out: "", exitCode: 0 });
  });

  it("names a few of many symlinks that lead to notes, and counts the others", async () => {
    const { root } = await makeAccepted();
    for (let index = 0; index < 7; index += 1) symlinkSync("a.md", join(root, `kb/notes/same${index}.md`));
    const { err, exitCode } = await nested(root, verify);
    expect(exitCode).toBe(0);
    expect(err.match(/is a symlink/g)).toHaveLength(3);
    expect(err).toContain(
      "warning: 4 more paths passed over lead to notes that are looked at: `review-nested doctor --notes` lists all\n",
    );
  });

  it("holds where a symlink leads to a note that is looked at", async () => {
    const { root } = await makeAccepted();
    symlinkSync("a.md", join(root, "kb/notes/same.md"));
    expect(await nested(root, verify)).toMatchObject({
      out: "",
      err: "warning: kb/notes/same.md is a symlink; symlinks are not followed\n7 pairs hold\n",
      exitCode: 0,
    });
  });

  it("names what is left over in the lock, and what does not count there", async () => {
    const base = await makeAccepted();
    rmSync(join(base.root, B));
    rmSync(join(base.root, `${GATES}/prose/brevity.md`));
    const { orphans } = await nestedJson(base.root, verify);
    expect(orphans).toEqual({
      files: [`review.lock/${B}.json`],
      entries: [{ path: LOCK_A, gateIds: ["prose/brevity"] }],
    });
    base.write(LOCK_A, '[{"gate":"\\u001b[2J\\u202e"}]');
    const { err } = await nested(base.root, [...verify, "--note", A]);
    expect(err).toContain(`warning: ${LOCK_A}: entry 1 does not count: gateVersion is missing\n`);
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it("names a few of many gates that are gone, and as much of each as tells which it is", async () => {
    const base = await makeAccepted();
    const [first = {}] = entriesOf(base.root, LOCK_A);
    const gone = Array.from({ length: 12 }, (_, index) => ({
      ...first,
      gate: `g${index}${"a".repeat(5000)}`,
    }));
    base.write(LOCK_A, JSON.stringify([...entriesOf(base.root, LOCK_A), ...gone]));
    const { err } = await nested(base.root, verify);
    expect(err).toMatch(/^warning: .* gates that are gone: g0a{97}…, .*…, and 2 more$/m);
    expect(err.length).toBeLessThan(2000);
  });

  it("keeps to the width of a terminal, and acts on none", async () => {
    const name = "kb/notes/\u001b[31mred\u202e.md";
    const base = makeBase({ [name]: "# Red\n" });
    const { out, err } = await nested(base.root, verify, { columns: 40 });
    expect(tooWide(out, 40).filter((line) => line.startsWith(" "))).toEqual([]);
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe("verify of many pairs", () => {
  const MANY = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`kb/notes/many/${index}.md`, `# ${index}\n`]),
  );
  const listed = (out: string) => out.split("\n").filter((line) => line.startsWith("  missing"));
  const terminal = { columns: 100 };

  it("lists a screenful on a terminal, and says how to see more", async () => {
    const { root } = makeBase(MANY);
    const all = listed((await nested(root, ["verify"])).out);
    expect(all.length).toBeGreaterThan(30);
    const cut = await nested(root, ["verify"], terminal);
    expect(listed(cut.out)).toHaveLength(30);
    expect(cut.err).toContain(
      `${all.length - 30} more pairs not shown: \`--summary\` counts them, \`--limit N\` shows more\n`,
    );
    expect(cut.exitCode).toBe(1);
    expect(listed((await nested(root, ["verify", "--limit", "1000"], terminal)).out)).toHaveLength(
      all.length,
    );
  });

  it("cuts the document only where that was asked for", async () => {
    const { root } = makeBase(MANY);
    const { unmet } = await nestedJson(root, ["verify"], terminal);
    const all = (unmet as unknown[]).length;
    expect(await nestedJson(root, ["verify", "--limit", "2"])).toMatchObject({
      unmet: [{}, {}],
      more: all - 2,
      counts: { missing: all },
      exitCode: 1,
    });
  });

  it("counts by gate and folder with --summary, or by one thing", async () => {
    const { root } = makeBase(MANY);
    const { out, exitCode } = await nested(root, ["verify", "--summary"]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^missing {2}gate$/m);
    expect(out).toMatch(/^36 {7}kb\/notes\/many\/$/m);
    expect(await nestedJson(root, ["verify", "--summary", "--by", "note", "--limit", "1"])).toMatchObject({
      holds: false,
      byNote: [{ unmet: 4, counts: { missing: 4, failing: 0 } }],
      more: { byNote: 13 },
    });
  });

  it("refuses a summary beside a report, which has each pair", async () => {
    const { root } = makeBase();
    const { err, exitCode } = await nested(root, ["verify", "--summary", "--format", "junit"]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("--format and --summary")]);
  });
});

describe("verify from the ledger", () => {
  it("does not take for accepted what an import accepted without a decision: no lock says so", async () => {
    const base = makeBase();
    await (await base.open()).close();
    importAcceptance(base, A, "claims/title");
    expect(await nestedJson(base.root, ["verify", "claims/title", "--note", A])).toMatchObject({
      unmet: [{ kind: "missing", reason: "an import accepted it without a decision" }],
    });
  });

  it("counts what the lock has beyond it", async () => {
    const { root } = await makeAccepted();
    rmSync(join(root, ".review"), { recursive: true });
    expect(await nested(root, ["verify"])).toMatchObject({ err: "7 pairs hold\n", exitCode: 0 });
    rmSync(join(root, "review.lock"), { recursive: true });
    expect(unmetIn(await nestedJson(root, ["verify", "prose", "--note", A]))).toEqual([
      "a prose/brevity missing",
      "a prose/clarity missing",
    ]);
  });

  it("knows what was reopened, whatever the lock says", async () => {
    const { root } = await makeAccepted();
    await nested(root, ["reopen", A, "prose/brevity", ...MODEL, "--remark", "look again"]);
    expect((await nestedJson(root, ["verify"])).unmet).toMatchObject([
      { gateId: "prose/brevity", kind: "stale", reason: "it was reopened: look again" },
    ]);
    expect(await nestedJson(root, ["verify", "--locked"])).toMatchObject({ holds: true });
  });
});
