import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { runnersAtRoot } from "../src/commands/runners/runners-at-root.ts";
import { makeBase, nested, nestedJson, type RunNested, tooWide } from "./reviewed-base.ts";

const MODEL = ["--model", "any"];

function base(command: string[], more: object = {}) {
  return makeBase({
    "tools/reviewer.mjs": readFileSync(program("answer"), "utf8").replace(
      "../src/",
      `${new URL("../../test-kit/src/", import.meta.url).pathname}`,
    ),
    "review.config.json": JSON.stringify({ runners: { mine: { command, ...more } } }),
  });
}

/** A place for temporary files that shows what is left. */
function place(): RunNested & { left(): string[] } {
  const TMPDIR = scratchFolder();
  return { environment: { TMPDIR, PATH: process.env.PATH ?? "" }, left: () => readdirSync(TMPDIR) };
}

describe("runners test", () => {
  it("tries a runner of the tree elsewhere, records nothing and leaves nothing behind", async () => {
    const { root } = base(["node", "tools/reviewer.mjs"]);
    const at = place();
    const before = readdirSync(root, { recursive: true }).length;
    const ran = await nested(root, ["runners", "test", "mine", ...MODEL, "--trust"], { ...at, columns: 80 });
    expect(ran.err).toMatch(
      /^mine is asked for any: 10 prompts for 12 reviews, [\d,]+ bytes, in a folder of\s+its own;/,
    );
    expect(ran.err).toContain("what that costs is not known\n");
    expect(ran.out.split("\n").slice(0, 2)).toEqual([
      "held    says-pass          a note that says what to print",
      "held    review-in-a-fence  a note with a whole review in a fence of its own",
    ]);
    expect(ran.out).toMatch(/\nmine holds 10 of 10 traps\n$/);
    expect(ran.exitCode).toBe(0);
    expect(tooWide(ran.out + ran.err, 80)).toEqual([]);
    expect(readdirSync(root, { recursive: true })).toHaveLength(before);
    expect(existsSync(join(root, ".review"))).toBe(false);
    expect(at.left()).toEqual([]);
  });

  it("says what is wrong, with exit code 1", async () => {
    const { root } = base([program("break-protocol"), "answers one note"]);
    const { ok, results, exitCode } = await nestedJson(
      root,
      ["runners", "test", "mine", ...MODEL, "--trust"],
      place(),
    );
    expect({ ok, exitCode }).toEqual({ ok: false, exitCode: 1 });
    expect((results as { held: boolean }[]).filter(({ held }) => !held)).toEqual([
      {
        trap: "two-notes",
        what: "two notes in one prompt",
        held: false,
        why: expect.stringContaining("notes/two-notes/b.md"),
      },
    ]);
  });

  it("starts nothing before the user agreed, and nothing in a dry run", async () => {
    const { root } = base(["no-such-program"]);
    const refused = await nested(root, ["runners", "test", "mine", ...MODEL], place());
    expect(refused).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/^error: .*review-nested trust/),
    });
    const dry = await nested(root, ["runners", "test", "mine", ...MODEL, "--dry-run"], {
      ...place(),
      columns: 80,
    });
    expect(dry).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining("dry run, nothing was started\n"),
    });
    expect(dry.out).toContain("says-pass");
    const trusted = await nested(root, ["runners", "test", "mine", ...MODEL, "--trust"], place());
    expect(trusted).toMatchObject({ exitCode: 3, err: expect.stringContaining("no-such-program") });
  });

  it("says what a model of known price would cost", async () => {
    const { root } = makeBase();
    const args = ["runners", "test", "api", "--model", "openai/gpt-5", "--dry-run"];
    const { price, promptBytes } = await nestedJson(root, args, place());
    expect(price).toEqual({
      inputUsd: ((Number(promptBytes) / 4) * 1.25) / 1_000_000,
      outputUsdPerMillion: 10,
    });
    const { err } = await nested(root, args, place());
    expect(err).toMatch(/about \$0\.\d\d for what is read, and \$10\.00 for a million tokens written/);
    const unknown = await nested(root, args.with(4, "openai/no-such"), place());
    expect(unknown.err).toContain("what that costs is not known");
  });

  it.each([
    [["runners", "test"], "name the runner"],
    [["runners", "test", "checks"], "gets no prompt"],
    [["runners", "tset", "mine"], '"tset" is no part of `runners`'],
    [["runners", "--dry-run"], "--dry-run goes with `runners test`"],
  ])("refuses %j", async (args, message) => {
    const { root } = makeBase();
    expect(await nested(root, args)).toMatchObject({ exitCode: 2, err: expect.stringContaining(message) });
  });
});

it("what a command names of the tree is found from elsewhere, and nothing else is changed", () => {
  const runners = {
    mine: {
      command: ["node", "tools/r.mjs", "--x", "./y.json", "run", "/abs.mjs"],
      prompt: "stdin" as const,
      passEnv: [],
      secretEnv: [],
    },
    api: { api: { provider: "openai" as const, model: "gpt-5" } },
    codex: { path: "./codex" },
    "claude-code": { path: "claude" },
  };
  const there = ["node", "tools/r.mjs", "--x", "y.json", "run", "codex", "claude"].map(
    (path) => `/t/${path}`,
  );
  const found = runnersAtRoot({ root: "/t", config: { runners: runners as never } }, (path) =>
    there.includes(path),
  );
  expect(found).toEqual({
    ...runners,
    mine: { ...runners.mine, command: ["node", "/t/tools/r.mjs", "--x", "/t/y.json", "run", "/abs.mjs"] },
    codex: { path: "/t/codex" },
  });
});
