import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { binPath } from "@review/test-kit/run-bin.ts";
import { describe, expect, it } from "vitest";
import { FIXTURES, inTree, makeTestedTree, testTree, timesAsked } from "./gate-tests-base.ts";
import { tooWide } from "./reviewed-base.ts";

describe("gates test", () => {
  it("says of each gate whether it does what its fixtures expect, with intervals", async () => {
    const tree = makeTestedTree();
    const { stdout, stderr, exitCode } = await testTree(tree);
    expect(exitCode).toBe(1);
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      "prose/eager  opus  fails: 2 of 2 false alarms, at most 20 % allowed",
      "    hits 2 of 2 (95 %: 34 to 100 %), misses 0",
      "    false alarms 2 of 2 (95 %: 34 to 100 %)",
      "    4 reviews; 1 of 1 expected quote found; cost unknown",
      "    gates/prose/eager.tests/must-pass-too.md: expected pass, decided fail",
      "    gates/prose/eager.tests/must-pass.md: expected pass, decided fail",
    ]);
    expect(stdout).toContain("prose/good  opus  holds\n");
    expect(stdout).toContain("prose/inert  opus  fails: 0 of 2 hits, at least 80 % asked for\n");
    expect(stderr).toContain("gates/prose/inert.tests/must-fail.md: pass, expected fail\n");
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("1 holds, 2 fail");
    const narrow = (await inTree(tree, ["gates", "test", "--runner", "finder", "--model", "opus"], 60))
      .stdout;
    expect(tooWide(narrow, 60)).toEqual([]);
    expect(stripVTControlCharacters(narrow)).toContain(
      "prose/eager  opus  fails\n    2 of 2 false alarms, at most 20 % allowed\n",
    );
    expect((await testTree(tree, "prose/good")).exitCode).toBe(0);
  });

  it("pays for no review twice, and with --repeat for those that are missing", async () => {
    const tree = makeTestedTree();
    await testTree(tree, "prose/good");
    expect(timesAsked(tree)).toBe(4);
    expect((await testTree(tree, "prose/good")).stderr).toBe(
      "every fixture has its reviews: nothing was paid\n1 holds\n",
    );
    await testTree(tree, "prose/good", "--repeat", "3");
    expect(timesAsked(tree)).toBe(12);
    // What is expected is no part of what was reviewed.
    const file = "gates/prose/good.tests/must-fail.md";
    tree.write(file, FIXTURES["must-fail.md"].replace("expect: fail", "expect: warn"));
    await testTree(tree, "prose/good", "--repeat", "3");
    expect(timesAsked(tree)).toBe(12);
    tree.write(file, FIXTURES["must-fail.md"].replace("This", "That"));
    await testTree(tree, "prose/good");
    expect(timesAsked(tree)).toBe(13);
    tree.write("gates/prose/good.md", "# good\n\nIs it really so?\n");
    await testTree(tree, "prose/good");
    expect(timesAsked(tree)).toBe(17);
  });

  it("pays for no review that somebody else who tests at the same time has made", async () => {
    const tree = makeTestedTree();
    const config = JSON.parse(readFileSync(join(tree.root, "review.config.json"), "utf8"));
    // Somebody else tests the gate while the first review is made.
    const others = `'${process.execPath}' '${binPath("review-nested")}' gates test prose/good --runner finder --model opus --trust`;
    const finder = config.runners.finder.command.map((word: string) => `'${word}'`).join(" ");
    const script = `[ -e tested ] || { touch tested; ${others} > /dev/null 2>&1 < /dev/null; }; exec ${finder}`;
    const runners = { ...config.runners, late: { command: ["sh", "-c", script] } };
    tree.write("review.config.json", JSON.stringify({ ...config, runners }));
    const args = ["gates", "test", "prose/good", "--runner", "late", "--model", "opus", "--jobs", "1"];
    const { exitCode, stderr } = await inTree(tree, args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("1 holds") });
    // All four by the others, and the one that was under way.
    expect(timesAsked(tree)).toBe(5);
  });

  it("says with --dry-run which reviews it would make, and what they cost, and makes none", async () => {
    const tree = makeTestedTree({}, {}, ["--cost-usd", "0.01"]);
    const dry = (...args: string[]) => testTree(tree, "prose/good", "--dry-run", ...args);
    const first = await dry("--repeat", "2");
    expect([first.exitCode, timesAsked(tree), existsSync(join(tree.root, ".review"))]).toEqual([0, 0, false]);
    expect(first.stdout).toMatch(
      /^2 reviews {2}[\d,]+ bytes {2}gates\/prose\/good.tests\/must-fail-too.md\n/,
    );
    expect(first.stderr).toMatch(/^dry run, nothing was started: 8 reviews to make under opus\nprompts: /);
    expect(first.stderr).toContain("what that costs is not known: no earlier test of these gates has told\n");
    await testTree(tree, "prose/good");
    // What notes cost says nothing of fixtures, nor the other way round.
    const sweep = ["sweep", "prose/good", "--runner", "finder", "--model", "opus"];
    const unknown = "what that costs is not known: no earlier run of these gates has told";
    expect((await inTree(tree, [...sweep, "--dry-run"])).stderr).toContain(unknown);
    const again = await dry("--repeat", "3");
    expect(again.stderr).toContain("8 reviews to make under opus, 4 more are there\n");
    expect(again.stderr).toContain("by the average of earlier runs: about $0.08, ");
    const none = await dry();
    expect([none.stdout.split("\n")[0], none.stderr]).toEqual([
      expect.stringMatching(/^fresh +gates\/prose\/good.tests\/must-fail-too.md$/),
      "dry run, nothing was started: 0 reviews to make under opus, 4 more are there\n",
    ]);
    const { fixtures, ...plan } = JSON.parse((await dry("--repeat", "3", "--json")).stdout);
    expect(plan).toMatchObject({ reviews: 8, fresh: 4, estimate: { costUsd: 0.08 }, problems: [] });
    expect(fixtures[0]).toMatchObject({
      path: "gates/prose/good.tests/must-fail-too.md",
      reviews: 2,
      fresh: 1,
    });
    expect(fixtures[0].text).not.toMatch(/expect:|must-/);
    expect(timesAsked(tree)).toBe(4);
    const both = await dry("--format", "junit");
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining("--format and --dry-run")]);
  });

  it("shows a reviewer one note a time, and nothing that says what is expected", async () => {
    const tree = makeTestedTree();
    await testTree(tree, "prose/good");
    const prompts = tree.prompts();
    expect(prompts).toContain("This is a bad line.");
    expect(prompts).toContain("title: T");
    expect(prompts).not.toMatch(/expect:|expect_quote|must-|\.tests|fixture/);
    expect(prompts.match(/^## Note \.review\/notes\/[0-9a-f]{16}\.md$/gm)).toHaveLength(4);
  });

  it("says what it would say as JSON and as JUnit", async () => {
    const tree = makeTestedTree();
    const json = JSON.parse((await testTree(tree, "--json", "prose/inert")).stdout);
    expect(json.tests).toMatchObject([
      { gateId: "prose/inert", verdict: "fails", hits: { count: 0, of: 2 } },
    ]);
    const { stdout } = await testTree(tree, "prose/inert", "--format", "junit");
    expect(stdout).toContain('<testsuites name="gates test" tests="1" failures="1" errors="0">');
    const wrong = "gates/prose/inert.tests/must-fail.md: expected fail, decided pass</failure>";
    expect(stdout).toContain(wrong);
    const written = await testTree(tree, "prose/inert", "--format", "junit", "--output", "out.xml");
    expect(written.stdout).toContain("prose/inert  opus  fails");
    expect(readFileSync(join(tree.root, "out.xml"), "utf8")).toBe(stdout);
  });

  it("takes other limits, and says what it cannot do", async () => {
    const tree = makeTestedTree({ "gates/prose/good.tests/broken.md": "x", "gates/alone.md": "# Alone" });
    expect((await testTree(tree, "prose/inert", "--min-hits", "0")).exitCode).toBe(0);
    expect((await testTree(tree, "prose/eager", "--max-false-alarms", "1")).exitCode).toBe(0);
    const broken = await testTree(tree, "prose/good");
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toContain(
      "warning: gates/prose/good.tests/broken.md does not say what is expected",
    );
    expect(broken.stderr).toContain("1 fixture cannot be used: see `gates lint`\n");
    for (const [args, why] of [
      [
        ["gates", "test", "alone", "--runner", "finder", "--model", "opus"],
        /no gate asked for has a fixture/,
      ],
      [["gates", "test", "--runner", "checks"], /`gates test` is for models/],
      [
        ["gates", "test", "--min-hits", "80", "--runner", "finder", "--model", "opus"],
        /is a share, from 0 to 1/,
      ],
      [
        ["gates", "test", "--repeat", "1000000000", "--dry-run", "--runner", "finder", "--model", "opus"],
        /^error: --repeat is at most 100/,
      ],
      [["gates", "lint", "--repeat", "2"], /--repeat goes with `gates test`/],
      [["gates", "--model", "opus"], /--model goes with `gates report` and `gates test`/],
    ] as const) {
      const { exitCode, stderr } = await inTree(tree, args);
      expect([exitCode, stderr.trimEnd().split("\n")[0]]).toEqual([2, expect.stringMatching(why)]);
    }
  });

  it("says which fixture a run was about, also once that is gone, and offers no model that judged nothing else", async () => {
    const tree = makeTestedTree();
    await inTree(tree, ["sweep", "prose/good", "--runner", "finder", "--model", "opus"]);
    await inTree(tree, ["gates", "test", "prose/good", "--runner", "finder", "--model", "haiku"]);
    const file = "gates/prose/good.tests/must-fail.md";
    const { runs } = JSON.parse((await inTree(tree, ["runs", "--json"])).stdout);
    const run = runs.find(({ fixture }: { fixture?: { path: string } }) => fixture?.path === file);
    expect(run.fixture).toEqual({ gateId: "prose/good", path: file });
    expect((await inTree(tree, ["runs"])).stdout).not.toContain(".review/notes");
    const show = async () => (await inTree(tree, ["show", `${run.id}`])).stdout;
    expect(await show()).toMatch(new RegExp(`\n {2}fixture +${file} \\(version `));
    rmSync(join(tree.root, file));
    expect((await inTree(tree, ["runs"])).stdout).toContain("a fixture of prose/good that is gone");
    expect(await show()).toContain("a fixture of prose/good that is gone");
    const typo = await inTree(tree, ["stale", "prose/good", "--model", "haikuu"]);
    expect(typo.stderr).not.toContain("did you mean");
    const other = await inTree(tree, ["compare", "opus", "haiku"]);
    expect(other.stderr).toContain("nothing was ever accepted under haiku");
    rmSync(join(tree.root, "gates"), { recursive: true });
    expect((await inTree(tree, ["runs"])).stdout).toContain("a fixture of prose/good that is gone");
  });

  it("sends no fixture that a prompt must not hold", async () => {
    const large = `---\nexpect: warn\n---\n${"bad ".repeat(500)}\n`;
    const tree = makeTestedTree(
      { "gates/prose/good.tests/large.md": large },
      { limits: { promptBytes: 2000 } },
    );
    const { stderr, exitCode } = await testTree(tree, "prose/good");
    expect([exitCode, timesAsked(tree)]).toEqual([1, 4]);
    expect(stderr).toContain(
      "warning: gates/prose/good.tests/large.md is with its gate more than limits.promptBytes (2,000): a fixture is a small note\n",
    );
    expect(tree.prompts()).not.toContain("bad bad");
  });

  it("records fixtures as runs, and they appear nowhere as notes", async () => {
    const tree = makeTestedTree({}, { lock: { auto: true } });
    const sweep = ["sweep", "prose", "--runner", "finder", "--model"];
    await inTree(tree, [...sweep, "opus"]);
    await inTree(tree, [...sweep, "haiku"]);
    const questions = [
      ["stale", "--all-gates", "--model", "opus", "--json"],
      ["warns", "--json"],
      ["gates", "report", "--json"],
      ["compare", "opus", "haiku", "--json"],
      ["verify", "--json"],
      ["verify", "--frozen", "--json"],
      ["lock", "--check", "--json"],
    ];
    const answers = async () => Promise.all(questions.map(async (args) => (await inTree(tree, args)).stdout));
    const before = await answers();
    expect(before.filter((text) => !text.startsWith('{"schema"') || text.includes('"error"'))).toEqual([]);
    // One that is not quarantined: that would be said.
    await testTree(tree, "prose/good");
    await inTree(tree, ["gates", "test", "prose/good", "--runner", "finder", "--model", "haiku"]);
    const counted = queryLedger(
      tree.root,
      "SELECT count(*) AS runs FROM review_runs WHERE note_path LIKE '.review/%'",
    );
    expect(counted).toEqual([{ runs: 8 }]);
    expect(await answers()).toEqual(before);
    expect((await inTree(tree, ["doctor", "--json"])).stdout).not.toContain(".review/notes");
  });
});
