import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { contentSha } from "@review/corpus";
import { listAcceptanceEvents, listFindingKeys } from "@review/db";
import {
  acknowledge,
  failRun,
  recordAndFinalizeRun,
  takeBackOverride,
  unwaive,
  waive,
} from "@review/lifecycle";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { makeBase, makeReviewedBase, nested, nestedJson, opus, tooWide } from "./reviewed-base.ts";

const READ = [["runs"], ["warns"], ["history", "kb/notes/a.md"], ["runs", "--status", "running"]];

it("runs lists any number of runs, page by page", async () => {
  const base = makeBase();
  {
    await using ledger = await base.open();
    for (let i = 0; i < 1001; i += 1) await base.start(ledger, "kb/notes/a.md", ["prose/clarity"]);
  }
  const newestFirst = Array.from({ length: 1001 }, (_, index) => 1001 - index);
  for (const [limit, more] of [
    [1, true],
    [500, true],
    [501, true],
    [1000, true],
    [1001, false],
    [5000, false],
  ] as const) {
    const document = await nestedJson(base.root, ["runs", "--limit", `${limit}`]);
    const runs = newestFirst.slice(0, limit).map((id) => expect.objectContaining({ id, gateCount: 1 }));
    expect(document).toMatchObject({ runs, more });
  }
});

it("runs cuts a reason on a terminal, and nowhere else", async () => {
  const base = makeBase();
  const reason = `because ${"of this and that ".repeat(20)}at last`;
  {
    await using ledger = await base.open();
    await failRun(ledger, { runId: await base.start(ledger, "kb/notes/b.md", ["prose/brevity"]), reason });
  }
  expect((await nested(base.root, ["runs", "--status", "failed"])).out).toContain(reason);
  expect((await nested(base.root, ["runs", "--status", "failed"], { columns: 200 })).out).toContain("…");
});

describe("every command that reads", () => {
  it.each(READ)("says in a sentence that there is no ledger, and makes none: %s %s %s", async (...args) => {
    const { root } = makeBase();
    expect(await nested(root, args)).toEqual({
      out: "",
      err: expect.stringMatching(/^[^\n]+\n$/),
      exitCode: 0,
    });
    expect(await nestedJson(root, args)).toMatchObject({ schema: 1, exitCode: 0 });
    expect(await nested(root, [...args, "--quiet"])).toEqual({ out: "", err: "", exitCode: 0 });
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it.each([...READ, ["show", "1"], ["show", "3"]])(
    "fits a terminal of 60 columns and leaves no trace: %s %s %s",
    async (...args) => {
      const { root } = await makeReviewedBase();
      const before = readdirSync(join(root, ".review"));
      const { out, exitCode } = await nested(root, args, { columns: 60 });
      expect(exitCode).toBe(0);
      expect(tooWide(out, 60)).toEqual([]);
      expect(readdirSync(join(root, ".review"))).toEqual(before);
    },
  );

  it.each(READ)("works while another process writes: %s %s %s", async (...args) => {
    const { root } = await makeReviewedBase();
    const writer = new Database(ledgerPath(root));
    try {
      writer.exec("BEGIN IMMEDIATE; INSERT INTO snapshots VALUES (printf('%064d', 1), 'x')");
      expect(await nested(root, args)).toMatchObject({ out: expect.stringMatching(/\S/), exitCode: 0 });
    } finally {
      writer.close();
    }
  });

  it("shows nothing that could act on the terminal", async () => {
    const base = makeBase({ "kb/notes/a.md": "# A\n\n\u0007 quote\n" });
    const hostile = "### Findings\n- WARN: \u001b[2Jgone \u202Edrawkcab\n  > \u0007 quote\n";
    {
      await using ledger = await base.open();
      const runId = await base.start(ledger, "kb/notes/a.md", ["prose/clarity"], { runner: "r\u001b[1m\nx" });
      await recordAndFinalizeRun(ledger, {
        runId,
        gateReviews: [{ gateId: "prose/clarity", decision: "warn", rationaleMarkdown: hostile }],
      });
    }
    for (const args of [["warns"], ["show", "1"], ["runs"]]) {
      const { out } = await nested(base.root, args, { columns: 100 });
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
  });
});

describe("runs", () => {
  it("lists runs, newest first, a line each", async () => {
    const { root } = await makeReviewedBase();
    const { out, err } = await nested(root, ["runs"]);
    expect(err).toBe("");
    expect(out.split("\n")).toEqual([
      "3  running    1 d ago  kb/notes/b.md  gpt-5-4          codex        1 gate",
      expect.stringMatching(
        /^2 {2}failed {5}\d s ago {2}kb\/notes\/b\.md {2}claude-opus-4-8 {2}claude-code {2}1 gate {3}the answer had no block for claims\/title$/,
      ),
      expect.stringMatching(
        /^1 {2}completed {2}\d s ago {2}kb\/notes\/a\.md {2}claude-opus-4-8 {2}claude-code {2}2 gates$/,
      ),
      "",
    ]);
  });

  it.each<[args: string[], ids: number[]]>([
    [["--status", "failed"], [2]],
    [["--note", "kb/notes/a.md"], [1]],
    [
      ["--note", "./kb//notes/b.md"],
      [3, 2],
    ],
    [
      ["--note", "kb/notes"],
      [3, 2, 1],
    ],
    [["--note", "kb/**/b.*", "--note", "kb/notes/a.md", "--status", "failed"], [2]],
    [
      ["--gate", "prose"],
      [3, 1],
    ],
    [["--gate", "kb/instructions/review-gates/claims/title.md"], [2]],
    [["--runner", "codex"], [3]],
    [["--older-than", "6h"], [3]],
    [["--older-than", "2d"], []],
    [["--limit", "1"], [3]],
  ])("filters: %j", async (args, ids) => {
    const { root } = await makeReviewedBase();
    const { runs } = await nestedJson(root, ["runs", ...args]);
    expect(runs).toMatchObject(ids.map((id) => ({ id })));
  });

  it("tells of more, and of a filter that fits none", async () => {
    const { root } = await makeReviewedBase();
    expect(await nested(root, ["runs", "--limit", "2"])).toMatchObject({
      err: "these are the newest 2: --limit N shows more\n",
    });
    const { err } = await nested(root, ["runs", "--limit", "1"]);
    expect(err).toBe("this is the newest: --limit N shows more\n");
    expect(await nestedJson(root, ["runs", "--limit", "2"])).toMatchObject({ more: true });
    const args = ["runs", "--status", "running", "--older-than", "2d", "--note", "kb/notes/b.md"];
    expect(await nested(root, args)).toMatchObject({
      err: "there is no run with status running of kb/notes/b.md older than 2 d\n",
      exitCode: 0,
    });
    expect(await nested(root, ["runs", "--note", "kb/notes/gone.md"])).toMatchObject({
      err: "error: note kb/notes/gone.md does not exist; check the name\n",
      exitCode: 2,
    });
  });

  it("shows a screenful on a terminal, and more where a program reads", async () => {
    const base = await makeReviewedBase();
    const ledger = await base.open();
    for (let run = 0; run < 12; run += 1) await base.start(ledger, "kb/notes/a.md", ["prose/clarity"]);
    await ledger.close();
    const lines = async (columns?: number) => {
      const { out, err } = await nested(base.root, ["runs"], columns === undefined ? {} : { columns });
      return [out.match(/^\d+ /gm)?.length, err];
    };
    expect(await lines(80)).toEqual([10, "these are the newest 10: --limit N shows more\n"]);
    expect(await lines()).toEqual([15, ""]);
  });

  it("finds the runs of a note that is gone, from where it was", async () => {
    const { root } = await makeReviewedBase();
    rmSync(join(root, "kb/notes/a.md"));
    expect(await nestedJson(join(root, "kb/notes"), ["runs", "--note", "a.md"])).toMatchObject({
      runs: [{ id: 1 }],
    });
  });

  it("gives a program all of a run but its output", async () => {
    const { root } = await makeReviewedBase();
    const { schema, runs, more } = await nestedJson(root, ["runs", "--status", "failed"]);
    expect({ schema, runs, more }).toEqual({
      schema: 1,
      runs: [
        {
          id: 2,
          status: "failed",
          notePath: "kb/notes/b.md",
          modelId: opus,
          runner: "claude-code",
          reviewedNoteSha: expect.stringMatching(/^[0-9a-f]{64}$/),
          startedAt: expect.any(String),
          completedAt: expect.any(String),
          failureReason: "the answer had no block for claims/title",
          gateCount: 1,
        },
      ],
      more: false,
    });
  });
});

describe("show", () => {
  it("shows a completed run with findings and telemetry", async () => {
    const { root } = await makeReviewedBase();
    const { out, err } = await nested(root, ["show", "1"], { columns: 80 });
    expect(err).toBe("--raw prints the raw bundle, --log prints the debug log\n");
    const time = /\d{4}-\d\d-\d\d \d\d:\d\d UTC, \d+ s ago, completed after \d+ s/;
    expect(out.replace(time, "TIME").replace(/version [0-9a-f]{12}/, "version SHA")).toBe(
      [
        "run 1: completed",
        "  note     kb/notes/a.md (version SHA)",
        "  model    claude-opus-4-8",
        "  runner   claude-code",
        "  started  TIME",
        "",
        "WARN  prose/clarity",
        "      - WARN: the second sentence leans on a term that nobody has explained so",
        "        far, and the reader cannot go on  [98511fd8]",
        "        > Plain text.",
        "          kb/notes/a.md:8:1",
        "      - WARN: another finding  [d473c644]",
        "        > # A",
        "          kb/notes/a.md:6:1",
        "PASS  prose/brevity",
        "",
        "  asked for      opus",
        "  answered by    claude-opus-4-8 (observed)",
        "  tokens         12,345 in, 9,000 of them cached, 678 out",
        "  cost           $0.13",
        "  reviewer took  4.2 s",
        "  exit code      0",
        "  prompt         7,293 bytes, sha 29f19de5c150",
        "  session        s-1",
        "  invocation     i-1, served 2 pairs",
        "  client         2.1.197",
        "  review         0.1.0",
        "",
      ].join("\n"),
    );
  });

  it("shows why a run failed, and how to give up one that runs", async () => {
    const { root } = await makeReviewedBase();
    const failed = await nested(root, ["show", "2"]);
    expect(failed.out).toContain(
      "\n  reason   the answer had no block for claims/title\n\nnone  claims/title\n",
    );
    expect(failed.err).toBe("");
    const running = await nested(root, ["show", "3"]);
    expect(running.out).toContain(
      "\n----  prose/clarity\n\ngive it up: review-nested fail 3 --remark TEXT\n",
    );
  });

  it("prints raw bundle and log exactly, and harmless on a terminal", async () => {
    const { root } = await makeReviewedBase();
    const raw = "the \u001b[31mraw\u001b[0m bundle\r\nwithout an end";
    expect(await nested(root, ["show", "1", "--raw"])).toEqual({ out: raw, err: "", exitCode: 0 });
    expect((await nested(root, ["show", "1", "--raw"], { columns: 80 })).out).toBe(
      "the raw bundle\nwithout an end",
    );
    expect((await nested(root, ["show", "1", "--log"])).out).toBe("the log\n");
    expect(await nestedJson(root, ["show", "1", "--raw"])).toMatchObject({ id: 1, rawBundleMarkdown: raw });
    expect(await nested(root, ["show", "2", "--raw"])).toEqual({
      out: "",
      err: "run 2 keeps no raw bundle\n",
      exitCode: 0,
    });
    expect(await nestedJson(root, ["show", "2", "--log"])).toMatchObject({ id: 2, debugLog: null });
  });

  it("gives a program everything", async () => {
    const { root } = await makeReviewedBase();
    expect(await nestedJson(root, ["show", "1"])).toMatchObject({
      schema: 1,
      id: 1,
      status: "completed",
      telemetry: { costUsd: 0.125 },
      gates: [
        {
          gateId: "prose/clarity",
          decision: "warn",
          reviewId: 1,
          findings: [
            { severity: "warn", quotes: [{ text: "Plain text.", place: { startLine: 8, startColumn: 1 } }] },
            { message: "another finding", quotes: [{ text: "# A" }] },
          ],
        },
        {
          gateId: "prose/brevity",
          decision: "pass",
          findings: [],
          rationaleMarkdown: "### Summary\nShort enough.",
        },
      ],
      hasRawBundle: true,
      hasDebugLog: true,
    });
    expect(await nestedJson(root, ["show", "3"])).toMatchObject({
      gates: [{ gateId: "prose/clarity", decision: null }],
      hasRawBundle: false,
    });
  });

  it.each<[args: string[], message: string]>([
    [["9"], "run 9 is not in the ledger: `review-nested runs` lists those that are"],
    [["abc"], '"abc" is not the id of a run: `review-nested runs` lists them'],
    [["1", "--raw", "--log"], "give --raw or --log, not both"],
  ])("refuses %j", async (args, message) => {
    const { root } = await makeReviewedBase();
    expect(await nested(root, ["show", ...args])).toEqual({
      out: "",
      err: `error: ${message}\n`,
      exitCode: 2,
    });
  });
});

describe("history", () => {
  async function makeHistory() {
    const base = await makeReviewedBase();
    const versions = {
      notePath: "kb/notes/a.md",
      gateId: "prose/clarity",
      noteSha: contentSha("other"),
      gateSha: contentSha("gate"),
    };
    await using ledger = await base.open();
    await acknowledge(ledger, {
      pairs: [versions],
      modelId: opus,
      kind: "trivial-change-ack",
      remark: "typo",
    });
    const remark = "quoted on purpose";
    await acknowledge(ledger, {
      pairs: [versions],
      modelId: opus,
      kind: "manual-override",
      overrideDecision: "pass",
      remark,
    });
    return base;
  }

  it("lists the acceptance events of a note, oldest first", async () => {
    const { root } = await makeHistory();
    const { out, err } = await nested(root, ["history", "kb/notes/a.md"]);
    expect(err).toBe("");
    expect(out.replaceAll(/^\S+ \S+ UTC/gm, "TIME")).toBe(
      [
        "TIME  WARN  prose/clarity  reviewed                        claude-opus-4-8  run 1",
        "TIME  PASS  prose/brevity  reviewed                        claude-opus-4-8  run 1",
        "TIME  WARN  prose/clarity  acknowledged as trivial change  claude-opus-4-8  run 1  typo",
        "TIME  PASS  prose/clarity  overridden by a person          claude-opus-4-8  run 1  was WARN: quoted on purpose",
        "",
      ].join("\n"),
    );
  });

  it("narrows to a gate or a lens", async () => {
    const { root } = await makeHistory();
    const kinds = async (gate: string) =>
      ((await nestedJson(root, ["history", "kb/notes/a.md", gate])).events as { acceptanceKind: string }[])
        .length;
    expect(await kinds("prose/brevity")).toBe(1);
    expect(await kinds("prose")).toBe(4);
    expect(await kinds("claims")).toBe(0);
    expect(await nested(root, ["history", "kb/notes/a.md", "claims"])).toMatchObject({
      err: "kb/notes/a.md with claims was never accepted\n",
    });
    expect(await nested(root, ["history", "kb/notes/a.md", "prose/clarit"])).toMatchObject({
      err: 'kb/notes/a.md with prose/clarit was never accepted; no gate or lens is called "prose/clarit"; did you mean prose/clarity?\n',
      exitCode: 0,
    });
    expect((await nested(root, ["runs", "--gate", "prose/clarit"])).err).toMatch(
      /^there is no run for prose\/clarit; no gate or lens is called .*did you mean prose\/clarity\?\n$/,
    );
  });

  it("still knows a note that is gone, by its path from the root or from here", async () => {
    const { root } = await makeHistory();
    rmSync(join(root, "kb/notes/a.md"));
    const fromRoot = await nested(root, ["history", "kb/notes/a.md"]);
    expect(fromRoot.out.split("\n")).toHaveLength(5);
    expect(fromRoot.err).toBe("kb/notes/a.md does not exist any more\n");
    expect(await nested(join(root, "kb/notes"), ["history", "./a.md"])).toEqual(fromRoot);
    expect(await nestedJson(root, ["history", "kb/notes/a.md"])).toMatchObject({ noteExists: false });
    expect(await nested(root, ["history", "kb/notes/bb.md"])).toMatchObject({
      err: "error: kb/notes/bb.md was never accepted; note kb/notes/bb.md does not exist; did you mean kb/notes/b.md?\n",
      exitCode: 2,
    });
  });

  it("tells of findings that were waived, and count again, and of an override that was taken back", async () => {
    const { root, open } = await makeHistory();
    await using ledger = await open();
    const [key = ""] = await listFindingKeys(ledger, "");
    await waive(ledger, { keys: [key], reason: "meant so", author: "ada", until: "2999-12-31" });
    await unwaive(ledger, { keys: [key], reason: "not meant" });
    const [event] = (await listAcceptanceEvents(ledger, { gateId: "prose/clarity" })).toReversed();
    if (!event) throw new Error("nothing was accepted");
    const { notePath, gateId, acceptedNoteSha: noteSha, acceptedGateSha: gateSha, id } = event;
    const pair = { notePath, gateId, noteSha, gateSha, expectAcceptance: id };
    await takeBackOverride(ledger, { pair, modelId: opus, remark: "I was wrong" });
    const { out } = await nested(root, ["history", "kb/notes/a.md", "prose/clarity"]);
    const message =
      "the second sentence leans on a term that nobody has explained so far, and the reader cannot go on";
    const lines = out
      .replaceAll(/^\S+ \S+ UTC/gm, "TIME")
      .split("\n")
      .slice(3, -1);
    // Of decisions of one millisecond nobody knows whether a waiver or an acceptance came first.
    expect(lines.toSorted((a, b) => Number(b.includes("no run")) - Number(a.includes("no run")))).toEqual([
      `TIME  -     prose/clarity  waived                          every model      no run  ${message}: meant so (by ada, until 2999-12-31)`,
      `TIME  -     prose/clarity  counts again                    every model      no run  ${message}: not meant`,
      "TIME  WARN  prose/clarity  reopened                        claude-opus-4-8  run 1   was PASS: I was wrong",
      "TIME  WARN  prose/clarity  acknowledged by a person        claude-opus-4-8  run 1   I was wrong",
    ]);
    const { waivers } = await nestedJson(root, ["history", "kb/notes/a.md", "prose/clarity"]);
    const of = { notePath: "kb/notes/a.md", gateId: "prose/clarity", key, message };
    expect(waivers).toMatchObject([
      {
        ...of,
        id: 1,
        kind: "waived",
        severity: "warn",
        reason: "meant so",
        author: "ada",
        until: "2999-12-31",
      },
      { ...of, id: 2, kind: "unwaived", reason: "not meant" },
    ]);
    expect((await nestedJson(root, ["history", "kb/notes/a.md", "prose/brevity"])).waivers).toEqual([]);
  });

  it("gives a program the events with their evidence", async () => {
    const { root } = await makeHistory();
    const { events } = await nestedJson(root, ["history", "kb/notes/a.md", "prose/clarity"]);
    expect(events).toMatchObject([
      {
        id: 1,
        acceptanceKind: "full-review",
        acceptedReviewId: 1,
        runId: 1,
        decision: "warn",
        modelId: opus,
      },
      { id: 3, acceptanceKind: "trivial-change-ack", remark: "typo", runId: 1, decision: "warn" },
      { id: 4, acceptanceKind: "manual-override", overrideDecision: "pass", decision: "warn" },
    ]);
  });
});
