import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLedger, verifyLedger } from "@review/db";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT } from "./sweep-tree.ts";

const REVIEWERS = fileURLToPath(new URL("fixtures/two-reviewers.mjs", import.meta.url));
const [ONE, TWO, THREE] = ["notes/n1.md", "notes/n2.md", "notes/n3.md"];
const REVIEWER = ["--runner", "two", "--model", "opus"];
const SWEEP = ["sweep", "prose/a", ...REVIEWER, "--confirm", "haiku"];

/** Three notes; the first reviewer warns of some, the second disputes what was found in some. */
function makeTree({
  warned = [ONE, TWO],
  disputed = [ONE],
  mode = "",
}: {
  warned?: string[];
  disputed?: string[];
  mode?: string;
} = {}) {
  const base = makeKnowledgeBase();
  const book = join(base.root, "book.txt");
  for (const note of [ONE, TWO, THREE]) base.write(note, `# Note ${note}\n\nText.\n`);
  base.write("gates/prose/a.md", "# A\n\nIs it so?\n");
  const command = [
    process.execPath,
    REVIEWERS,
    book,
    warned.join(","),
    "--disputes",
    disputed.join(","),
    mode,
  ];
  base.write(
    "review.config.json",
    JSON.stringify({
      notes: ["notes/*.md"],
      gates: "gates",
      runners: { two: { command } },
      verify: { failOn: "warn" },
    }),
  );
  const run = (...args: string[]) => nestedHere(base.root, args, { environment: ENVIRONMENT });
  return {
    ...base,
    run,
    json: async (...args: string[]) => JSON.parse((await run(...args, "--json")).stdout),
    book: () => (existsSync(book) ? readFileSync(book, "utf8").trim().split("\n") : []),
  };
}

describe("--confirm MODEL", () => {
  it("puts what was found to a second reviewer, and what that one disputes does not count", async () => {
    const tree = makeTree();
    const { stderr } = await tree.run(...SWEEP);
    expect(tree.book()).toEqual(["first", "second"]);
    expect(stderr).toContain("second opinion about 2 findings: 1 disputed\n");
    expect(stderr).toContain("$0.51");
    const warns = await tree.json("warns");
    expect(warns.warns.map(({ notePath }: { notePath: string }) => notePath)).toEqual([TWO]);
    expect(warns.leftOut).toMatchObject({ disputed: 1, waived: 0 });
    expect((await tree.run("warns")).stderr).toContain("left out: 1 pair whose findings are disputed");
    const said = "disputed by haiku: as it was decided";
    expect((await tree.run("warns", "--disputed")).stdout).toContain(said);
    expect((await tree.run("why", ONE, "prose/a", "--model", "opus")).stdout).toContain(said);
    expect((await tree.run("why", TWO, "prose/a", "--model", "opus")).stdout).not.toContain("disputed");
    const found = await tree.json("verify", "--model", "opus");
    expect(found.unmet.map(({ notePath }: { notePath: string }) => notePath)).toEqual([TWO]);
    await using ledger = await openLedger(ledgerPath(tree.root));
    expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it("tells what the second reviewer cost, under its own name", async () => {
    const tree = makeTree();
    await tree.run(...SWEEP);
    const { rows, total } = await tree.json("costs", "--by", "model");
    expect(total).toMatchObject({ runs: 3, pairs: 3, invocations: 2, costUsd: 0.51 });
    expect(rows).toMatchObject([
      { name: "haiku", runs: 0, costUsd: 0.5 },
      { name: "opus", runs: 3, costUsd: 0.01 },
    ]);
  });

  it("tells what it cost where it said nothing, as the sum of the sweep does", async () => {
    const tree = makeTree({ mode: "--is-paid-for-nothing" });
    expect((await tree.run(...SWEEP)).stderr).toMatch(/\$0\.51/);
    const { rows, total } = await tree.json("costs", "--by", "model");
    expect(total).toMatchObject({ runs: 3, pairs: 3, invocations: 2, costUsd: 0.51 });
    expect(rows).toMatchObject([
      { name: "haiku", runs: 0, invocations: 1, costUsd: 0.5 },
      { name: "opus", runs: 3, costUsd: 0.01 },
    ]);
    expect((await tree.json("costs", "--model", "opus")).total).toMatchObject({ costUsd: 0.01 });
    expect((await tree.json("warns")).warns).toHaveLength(2);
  });

  it("says with --dry-run what second opinions cost at most, and gates report what they did", async () => {
    const tree = makeTree();
    const dry = async () =>
      (await tree.run(...SWEEP, "--dry-run", "--batch-size", "1")).stderr.split("\n").at(-2);
    expect(await dry()).toBe(
      "second opinions by haiku: at most 3 prompts, one for each batch, as no earlier review says how many find something; what they cost is not known",
    );
    await tree.run(...SWEEP);
    tree.write("gates/prose/a.md", "# A\n\nIs it really so?\n");
    expect(await dry()).toBe(
      "second opinions by haiku: at most 3 prompts, 2 of 3 earlier reviews found something (95 %: up to 94 %); at most about $1.50 by the average of earlier ones",
    );
    const asked = ["bundle", ONE, "prose/a", ...REVIEWER, "--confirm", "haiku", "--dry-run"];
    expect((await tree.run(...asked)).stderr).toContain("at most 1 prompt, 2 of 3 earlier reviews found");
    expect(await tree.json(...asked)).toMatchObject({ second: { prompts: 1, estimate: { costUsd: 0.5 } } });
    expect(await tree.json(...SWEEP, "--dry-run")).toMatchObject({
      second: { modelId: "haiku", prompts: 1 },
    });
    expect((await tree.run("gates", "report")).stdout).toContain(
      "\n    second opinions about 2 findings: 1 disputed, $0.50\n",
    );
    const { cards } = await tree.json("gates", "report");
    expect(cards).toMatchObject([
      { second: { opinions: 2, disputed: 1, costs: { invocations: 1, costUsd: 0.5 } } },
    ]);
    expect(tree.book()).toEqual(["first", "second"]);
  });

  it("keeps who said what of each finding", async () => {
    const tree = makeTree();
    await tree.run(...SWEEP);
    const rows = queryLedger(
      tree.root,
      "SELECT finding_id, kind, model_id, runner FROM opinions ORDER BY id",
    );
    const common = { model_id: "haiku", runner: "two" };
    expect(rows).toEqual([
      { finding_id: 1, kind: "disputed", ...common },
      { finding_id: 2, kind: "confirmed", ...common },
    ]);
  });

  it("does not let a disputed finding fail a run, nor count in a format", async () => {
    const tree = makeTree({ warned: [ONE] });
    const { exitCode, stdout } = await tree.run(...SWEEP, "--fail-on", "warn", "--format", "junit");
    expect(exitCode).toBe(0);
    expect(stdout).toContain('<skipped message="disputed: as it was decided"/>');
    expect((await tree.run("verify", "--format", "sarif")).stdout).not.toContain("as it was decided");
    expect((await tree.run("verify")).exitCode).toBe(0);
    expect((await tree.run("verify", "--format", "markdown")).stdout).toContain("1 disputed");
  });

  it("is carried by the lock, and taken in from there", async () => {
    const tree = makeTree({ warned: [ONE] });
    await tree.run(...SWEEP);
    await tree.run("lock");
    const file = join(tree.root, "review.lock", `${ONE}.json`);
    const before = readFileSync(file, "utf8");
    expect(before).toMatch(/"disputed":\{"model":"haiku","reason":"as it was decided","at":"[^"]+"\}/);
    expect((await tree.run("verify", "--frozen")).exitCode).toBe(0);
    rmSync(join(tree.root, ".review"), { recursive: true });
    expect((await tree.run("warns", "--disputed")).stdout).toContain("disputed by haiku");
    await tree.run("lock");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("goes with a sample, too: without it what was disputed counts again, and is a flip", async () => {
    const all = [ONE, TWO, THREE];
    const tree = makeTree({ warned: all, disputed: all });
    await tree.run(...SWEEP);
    const cohort = ["ack", "--gate", "prose/a", "--reason", "gate-changed"];
    const sample = [...cohort, "--sample", "2", ...REVIEWER, "--yes"];
    tree.write("gates/prose/a.md", "# A\n\nIs it really so?\n");
    const confirmed = await tree.run(...sample, "--confirm", "haiku");
    expect(confirmed.stderr).toContain("second opinions by haiku: at most 2 prompts, 3 of 3 earlier reviews");
    expect([confirmed.exitCode, confirmed.stderr.trimEnd().split("\n").at(-1)]).toEqual([
      0,
      "1 pair acknowledged",
    ]);
    tree.write("gates/prose/a.md", "# A\n\nIs it so, all in all?\n");
    const alone = await tree.run(...sample);
    expect([alone.exitCode, alone.stderr]).toEqual([1, expect.stringContaining("pass became warn")]);
    const elsewhere = await tree.run(...cohort, "--all", "--model", "opus", "--confirm", "haiku");
    expect(elsewhere.stderr).toMatch(/--confirm goes with --sample/);
  });

  it("asks nobody where nothing was found", async () => {
    const tree = makeTree({ warned: [] });
    const { stderr } = await tree.run(...SWEEP);
    expect(tree.book()).toEqual(["first"]);
    expect(stderr).not.toContain("second opinion");
  });

  it("lets everything count where the second reviewer fails", async () => {
    const tree = makeTree({ mode: "--fails" });
    const { stderr } = await tree.run(...SWEEP);
    expect(stderr).toContain(
      "second opinion about 2 findings: 0 disputed, 2 not answered, so that they count: ",
    );
    expect((await tree.json("warns")).warns).toHaveLength(2);
  });

  it("goes with a bundle, too, and asks about no finding that is waived", async () => {
    const tree = makeTree({ disputed: [ONE, TWO] });
    const bundle = ["bundle", ONE, "prose/a", ...REVIEWER];
    const first = await tree.json(...bundle);
    await tree.run("waive", first.gates[0].findings[0].key, "--remark", "meant");
    expect((await tree.json(...bundle, "--confirm", "haiku")).second).toBeUndefined();
    const { second, gates } = await tree.json("bundle", TWO, "prose/a", ...REVIEWER, "--confirm", "haiku");
    expect(second).toEqual({ asked: 1, answered: 1, disputed: 1 });
    expect(gates[0].findings[0].disputed).toMatchObject({ modelId: "haiku", reason: "as it was decided" });
  });

  it.each([
    [[...SWEEP.slice(0, -1), " "], "--confirm is empty: name a model"],
    [["sweep", "prose/a", "--runner", "checks", "--confirm", "haiku"], "needs no second opinion"],
    [["warns", "--waived", "--disputed"], "give one of --waived and --disputed"],
  ])("refuses %j", async (args, why) => {
    const { stderr, exitCode } = await makeTree().run(...args);
    expect(stderr).toContain(why);
    expect(exitCode).toBe(2);
  });
});
