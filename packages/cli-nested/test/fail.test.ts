import { existsSync } from "node:fs";
import { join } from "node:path";
import { getRun } from "@review/db";
import { describe, expect, it } from "vitest";
import {
  makeBase,
  makeReviewedBase,
  nested,
  nestedJson,
  type ReviewedBase,
  tooWide,
} from "./reviewed-base.ts";

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** Beside the three runs of a reviewed base: 4 has been running for 13 hours, 5 since just now. */
async function makeOpenRuns(): Promise<ReviewedBase> {
  const base = await makeReviewedBase();
  await using ledger = await base.open();
  await base.start(ledger, "kb/notes/a.md", ["prose/clarity"], { startedAt: hoursAgo(13) });
  await base.start(ledger, "kb/notes/a.md", ["prose/clarity"]);
  return base;
}

async function statusesOf(base: ReviewedBase): Promise<string> {
  await using ledger = await base.open();
  const runs = await Promise.all([1, 2, 3, 4, 5].map((id) => getRun(ledger, id)));
  return runs.map(({ status }) => status[0]).join("");
}

describe("fail", () => {
  it("gives the named runs up, without asking", async () => {
    const base = await makeOpenRuns();
    const ran = await nested(base.root, ["fail", "3", "5", "3", "--remark", " the agent was stopped "]);
    expect(ran).toEqual({ out: "failed 3\nfailed 5\n", err: "", exitCode: 0 });
    expect(await statusesOf(base)).toBe("cffrf");
    await using ledger = await base.open();
    expect(await getRun(ledger, 5)).toMatchObject({ failureReason: "the agent was stopped" });
  });

  it.each<[args: string[], exitCode: number, message: RegExp]>([
    [["3", "1", "--remark", "x"], 4, /^error: run 1 is completed, not running: /],
    [["3", "99", "--remark", "x"], 2, /^error: run 99 is not in the ledger: /],
    [["3", "x", "--remark", "x"], 2, /^error: "x" is not the id of a run: /],
    [["3", "--remark", " "], 2, /^error: say why: --remark TEXT/],
    [["3"], 2, /^error: --remark must be given /],
    [["--remark", "x"], 2, /^error: name the runs, or give --older-than SPAN or --status running /],
    [
      ["3", "--older-than", "1h", "--remark", "x"],
      2,
      /^error: name runs, or give --older-than or --status, not both/,
    ],
    [["--older-than", "soon", "--remark", "x"], 2, /^error: --older-than must be a span such as 90s, /],
    [["--status", "failed", "--remark", "x"], 2, /^error: --status cannot be "failed": /],
  ])("refuses %j and leaves every run as it is", async (args, exitCode, message) => {
    const base = await makeOpenRuns();
    const ran = await nested(base.root, ["fail", ...args]);
    expect(ran).toEqual({ out: "", err: expect.stringMatching(message), exitCode });
    expect(await statusesOf(base)).toBe("cfrrr");
  });

  it("gives all up that are old, after showing them and asking", async () => {
    const base = await makeOpenRuns();
    const args = ["fail", "--older-than", "12h", "--status", "running", "--remark", "forgotten"];
    const refused = await nested(base.root, args, { answer: "n", columns: 60 });
    expect(refused).toEqual({
      out: "",
      err: [
        "4  13 h ago  kb/notes/a.md  claude-opus-4-8  claude-code",
        "3  1 d ago   kb/notes/b.md  gpt-5-4          codex",
        "nothing was changed",
        "",
      ].join("\n"),
      exitCode: 0,
    });
    expect(tooWide(refused.err, 60)).toEqual([]);
    expect(await statusesOf(base)).toBe("cfrrr");
    expect(await nested(base.root, args, { answer: "y" })).toMatchObject({ out: "failed 4\nfailed 3\n" });
    expect(await statusesOf(base)).toBe("cfffr");
  });

  it("does it with --yes where nobody can be asked, and not without", async () => {
    const base = await makeOpenRuns();
    const args = ["fail", "--status", "running", "--remark", "all of them"];
    const refused = await nested(base.root, args);
    expect(refused).toMatchObject({ out: "", exitCode: 2 });
    expect(refused.err).toMatch(
      /\nerror: nobody is at a terminal to be asked "Give up 3 runs\?": give --yes .*\n$/,
    );
    expect(await statusesOf(base)).toBe("cfrrr");
    expect(await nestedJson(base.root, [...args, "--yes"])).toEqual({
      schema: 1,
      failed: [5, 4, 3],
      reason: "all of them",
      exitCode: 0,
    });
    expect(await statusesOf(base)).toBe("cffff");
  });

  it("says so where none is old enough, or no ledger is there", async () => {
    const base = await makeOpenRuns();
    const args = ["fail", "--older-than", "7d", "--remark", "x"];
    const nothing = { out: "", err: "no run has been running for longer than 7 d\n", exitCode: 0 };
    expect(await nested(base.root, args)).toEqual(nothing);
    const { root } = makeBase();
    expect(await nested(root, args)).toEqual(nothing);
    expect(await nested(root, ["fail", "1", "--remark", "x"])).toMatchObject({ exitCode: 2 });
    expect(existsSync(join(root, ".review"))).toBe(false);
  });
});
