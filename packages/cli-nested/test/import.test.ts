import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { allRows, ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { change, NOTE, together, writeOldFile } from "@review/test-kit/old-file.ts";
import { expectGone } from "@review/test-kit/programs.ts";
import { binPath } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { chainHere, makeOldBase, months, NOTE_BEFORE, NOTE_NOW, type OldBase } from "./old-base.ts";
import { nested, nestedJson, tooWide } from "./reviewed-base.ts";

const GIT = { PATH: process.env.PATH ?? "" };

/** Runs `import` where git can be found. */
const importHere = (base: Pick<OldBase, "root" | "old">, ...args: string[]) =>
  nested(base.root, ["import", base.old, ...args], { environment: GIT });
const importJson = (base: Pick<OldBase, "root" | "old">, ...args: string[]) =>
  nestedJson(base.root, ["import", base.old, ...args], { environment: GIT });

/** A folder with one session of codex, which ran with a model for a run. */
function sessionsOf(runId: number, model: string, effort: string): string {
  const folder = scratchFolder();
  const file = join(folder, "2025/11/03/rollout-2025-11-03T09-00-00-x.jsonl");
  mkdirSync(dirname(file), { recursive: true });
  const text = `Review the note.\nReview run id: ${runId}\n`;
  const prompt = { type: "message", role: "user", content: [{ type: "input_text", text }] };
  const lines = [
    { type: "turn_context", payload: { model, effort } },
    { type: "response_item", payload: prompt },
  ];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  return folder;
}

const page = readFileSync(new URL("../../../docs/import.md", import.meta.url), "utf8");

it("the page on imports shows what the command prints", async () => {
  const base = makeOldBase(months());
  const sessions = sessionsOf(3, "gpt-5.4", "xhigh");
  const { out, err, exitCode } = await importHere(base, "--dry-run", "--codex-sessions", sessions);
  expect([exitCode, err]).toEqual([0, ""]);
  const shown = out.replaceAll(base.root, "/home/me/kb").trim();
  const [, transcript = ""] = /```console\n\$ [^\n]+\n(.*?)\n```/s.exec(page) ?? [];
  expect(transcript).toBe(shown);
});

it("brings history in: the repository has the texts that the files have no more", async () => {
  const base = makeOldBase(months());
  const report = await importJson(base);
  expect(report).toMatchObject({
    schema: 1,
    exitCode: 0,
    oldLedger: base.old,
    ledger: ledgerPath(base.root),
    dryRun: false,
    texts: { named: 5, inFiles: 3, inGit: 1, notFound: 1 },
    tables: { gateReviews: { found: 13, imported: 13, alreadyImported: 0, leftOut: 0 } },
  });
  const texts = allRows(base.root).snapshots?.map(({ text }) => text);
  expect(texts).toContain(NOTE_BEFORE);
  expect(texts).toContain(NOTE_NOW);
});

it("what the report calls fresh is what `stale` does not list", async () => {
  const base = makeOldBase(months());
  const { pairs } = await importJson(base);
  const { freshByPartition } = pairs as { freshByPartition: Record<string, number> };
  expect(freshByPartition).toEqual({ "claude-opus-4-8-high": 2, codex: 2 });
  for (const model of Object.keys(freshByPartition)) {
    const { stale } = await nestedJson(base.root, ["stale", "prose", "--note", NOTE, "--model", model]);
    expect(stale).toEqual([]);
  }
  const { stale } = await nestedJson(base.root, ["stale", "prose", "--note", NOTE, "--model", "sonnet"]);
  expect(stale).toHaveLength(2);
});

it("a dry run reports the same and leaves no trace", async () => {
  const base = makeOldBase(months());
  const dry = await importJson(base, "--dry-run");
  expect(existsSync(join(base.root, ".review"))).toBe(false);
  expect({ ...dry, dryRun: false }).toEqual(await importJson(base));
});

it("the old file keeps every byte, and a second import adds nothing", async () => {
  const base = makeOldBase(months());
  const shaOf = () => createHash("sha256").update(readFileSync(base.old)).digest("hex");
  const before = shaOf();
  await importHere(base);
  const rows = allRows(base.root);
  const { out, exitCode } = await importHere(base);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/\nAdded 0 runs .*, 0 gate reviews, 0 acceptance events, 0 texts\n/);
  expect(allRows(base.root)).toEqual(rows);
  expect(shaOf()).toBe(before);
});

it("aliases of the configuration and sessions of codex decide partitions", async () => {
  const base = makeOldBase(months());
  base.write("review.config.json", JSON.stringify({ aliases: { sonnet: "claude-sonnet-5" } }));
  const report = await importJson(base, "--codex-sessions", sessionsOf(3, "gpt-5.4", "xhigh"));
  const changes = (report.partitions as { from: string; to: string; source: string }[]).map(
    ({ from, to, source }) => [from, to, source],
  );
  expect(changes).toEqual([
    ["opus", "claude-opus-4-8-high", "telemetry"],
    ["codex", "gpt-5-4-xhigh", "codex-session"],
    ["sonnet", "claude-sonnet-5", "model-id"],
  ]);
});

it("a note is found byte for byte: with a BOM, with CRLF, and in capitals of other alphabets", async () => {
  const texts = ["\uFEFF# A\n", "# A\r\n\r\nÄ.\r\n", "# А\n\n“Ж”\n"];
  const base = makeOldBase(
    together(...texts.map((noteText, index) => chainHere({ id: index + 1, noteText }))),
  );
  for (const text of texts) base.commit(text);
  const report = await importJson(base);
  expect(report.texts).toMatchObject({ named: 5, inFiles: 3, inGit: 2 });
  expect(report.pairs).toMatchObject({ freshBefore: 2, fresh: 2 });
  const kept = allRows(base.root).snapshots?.map(({ text }) => text);
  expect(kept).toEqual(expect.arrayContaining(texts));
  const { stale } = await nestedJson(base.root, ["stale", "prose", "--note", NOTE, "--model", "opus"]);
  expect(stale).toEqual([]);
});

it("a tree without a repository imports what its files tell", async () => {
  const base = makeOldBase(months());
  rmSync(join(base.root, ".git"), { recursive: true });
  const report = await importJson(base, "--root", base.root);
  expect(report.texts).toEqual({ named: 5, inFiles: 3, inGit: 0, notFound: 2 });
});

it("a root below the top of the repository finds the repository's objects", async () => {
  const base = makeOldBase(months());
  base.write(
    "kb/review.config.json",
    JSON.stringify({ notes: ["notes/*.md"], gates: "instructions/review-gates" }),
  );
  const report = await importJson({ ...base, root: join(base.root, "kb") });
  expect(report.texts).toMatchObject({ inGit: 2, notFound: 1 });
});

it("of many pairs that were fresh and are stale now it counts the reasons", async () => {
  const gone = Array.from({ length: 6 }, (_, index) =>
    change(chainHere({ id: index + 1, modelId: `m${index}` }), "review_runs", { status: "failed" }),
  );
  const { out } = await importHere(makeOldBase(together(...gone)), "--dry-run");
  expect(out).toMatch(/ 12 +were fresh and are stale now\n +12: history only, .*\n +--json names them all\n/);
});

it("fits a terminal", async () => {
  const base = makeOldBase(months());
  const { out } = await nested(base.root, ["import", base.old, "--dry-run"], {
    environment: GIT,
    columns: 60,
  });
  // Paths, and what is to be copied, stay whole.
  expect(tooWide(out, 60).filter((line) => !/sqlite|next|aliases/.test(line))).toEqual([]);
});

it("names in an old file cannot act on the terminal", async () => {
  const hostile = "\u001b[2Jevil\nname\u202e";
  const base = makeOldBase(chainHere({ id: 1, modelId: `opus${hostile}`, notePath: `kb/${hostile}.md` }));
  const { out } = await importHere(base);
  expect(out).not.toMatch(/[\u001b\u202e]/);
});

describe("is refused", () => {
  const refusals: [what: string, code: string, message: RegExp, args: (base: OldBase) => string[]][] = [
    ["without a file", "old-ledger-not-found", /there is no file .*gone.sqlite/, () => ["gone.sqlite"]],
    ["a blank name", "usage", /name the SQLite file of the old scripts/, () => [" "]],
    ["a note", "not-an-old-ledger", /is not a database/, () => [NOTE]],
    [
      "another database",
      "not-an-old-ledger",
      /has none of the tables/,
      ({ root }) => [
        writeOldFile(
          join(root, "x.sqlite"),
          {},
          {
            without: ["review_runs", "review_run_gates", "gate_reviews", "acceptance_events"],
          },
        ),
      ],
    ],
    [
      "a folder of sessions that is not there",
      "usage",
      /--codex-sessions gone cannot be read \(ENOENT\)/,
      ({ old }) => [old, "--codex-sessions", "gone"],
    ],
  ];
  it.each(refusals)("%s", async (_, code, message, args) => {
    const base = makeOldBase();
    const { exitCode, error } = await nestedJson(base.root, ["import", ...args(base)], { environment: GIT });
    expect(exitCode).toBe(2);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(existsSync(join(base.root, ".review"))).toBe(false);
  });

  it("the ledger itself", async () => {
    const base = makeOldBase();
    await importHere(base);
    const { err, exitCode } = await nested(base.root, ["import", ledgerPath(base.root)], {
      environment: GIT,
    });
    expect(exitCode).toBe(2);
    expect(err).toMatch(/is a ledger of this program, there is nothing to import/);
  });

  it("where git is needed and not there", async () => {
    const base = makeOldBase(months());
    const { err, exitCode } = await nested(base.root, ["import", base.old], {
      environment: { PATH: "/nonexistent" },
    });
    expect([exitCode, existsSync(join(base.root, ".review"))]).toEqual([3, false]);
    expect(err).toMatch(/^error: the git repository of .* cannot be read: git is not installed/);
  });
});

it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "a git that waits at a pipe in its folder ends with the command: %s",
  async (signal) => {
    const base = makeOldBase(months());
    const bin = scratchFolder();
    writeFileSync(join(bin, "git"), `#!/bin/sh\necho $$ > ${bin}/pid\nexec cat ${bin}/pipe\n`, {
      mode: 0o755,
    });
    execFileSync("mkfifo", [join(bin, "pipe")]);
    const importing = execa(process.execPath, [binPath("review-nested"), "import", base.old], {
      cwd: base.root,
      env: { PATH: `${bin}:${process.env.PATH}` },
      extendEnv: false,
      reject: false,
    });
    const pid = () => (existsSync(join(bin, "pid")) ? Number(readFileSync(join(bin, "pid"), "utf8")) : 0);
    await expect.poll(pid, { timeout: 20_000 }).toBeGreaterThan(0);
    importing.kill(signal);
    expect((await importing).signal).toBe(signal);
    await expectGone([pid()]);
    expect(existsSync(ledgerPath(base.root))).toBe(false);
  },
);
