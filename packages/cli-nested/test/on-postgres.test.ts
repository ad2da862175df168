import { initLedger } from "@review/db";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { type Ran, runBin } from "@review/test-kit/run-bin.ts";
import { hasPostgres, lastingDatabase, scratchDatabase } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";

const CHECK =
  "process.exit(require('node:fs').readFileSync(process.argv[2], 'utf8').includes('Plain') ? 0 : 1)";
const FILES = {
  "check.cjs": CHECK,
  "kb/instructions/review-gates/checks/plain.md": `---\ncheck: [${process.execPath}, check.cjs, "{note}"]\n---\nIs it plain?\n`,
};
const environment = { PATH: process.env.PATH ?? "" };
const A = "kb/notes/a.md";

const OPUS = ["--model", "opus"];
const BOTH = ["--gate", "prose/clarity", "--file", "warn.md", "--gate", "prose/brevity", "--file", "pass.md"];

/** Commands of the daily work, in an order in which each finds what it needs. */
const FLOW: readonly (readonly string[])[] = [
  ["split", "create", A, "prose", "--runner", "agent", ...OPUS],
  ["split", "write", "--run", "1", ...BOTH],
  ["split", "finalize", "--run", "1"],
  ["stale", "prose", ...OPUS],
  ["sweep", "checks/plain", "--runner", "checks"],
  ["verify", "checks/plain", "--model", "checks"],
  ["why", A, "prose/clarity", ...OPUS],
  ["warns"],
  ["waive", "KEY", "--remark", "meant so"],
  ["warns", "--waived"],
  ["ack", A, "prose/clarity", ...OPUS, "--expect-review", "1", "--remark", "seen", "--override", "pass"],
  ["lock"],
  ["reopen", A, "prose/brevity", ...OPUS, "--remark", "once more"],
  ["stale", "prose", ...OPUS],
  ["runs", "--json"],
  ["verify", "--all-gates"],
];

/** More of them, that come after those. */
const REST: readonly (readonly string[])[] = [
  ["split", "finalize", "--run", "1"],
  ["split", "create", "kb/notes/b.md", "prose", "--runner", "agent", ...OPUS],
  ["split", "status", "--run", "3"],
  ["split", "finalize", "--run", "3"],
  ["sweep", "checks/plain", "--runner", "checks"],
  ["warns", "--summary", "--json"],
  ["ack", A, "prose/clarity", ...OPUS, "--remark", "seen"],
  ["warns", ...OPUS],
  ["lock", "--check"],
  ["runs"],
  ["show", "1"],
  ["history", A],
  ["costs"],
  ["gates", "report"],
  ["compare", "opus", "checks"],
];

/** What the flow prints in a tree of its own with a ledger, without what differs from one time or tree to another. */
async function flowOn(ledger: string, flow: readonly (readonly string[])[]): Promise<string[]> {
  const { root } = makeKnowledgeBase({
    ...FILES,
    "warn.md": reviewText("WARN"),
    "pass.md": reviewText("PASS"),
  });
  let key = "";
  const told: string[] = [];
  for (const words of flow) {
    const args = words.map((word) => (word === "KEY" ? key : word));
    const ran = await run(root, args, { ...environment, REVIEW_DB: ledger });
    const text = `$ ${words.join(" ")}\n${ran.stdout}${ran.stderr}exit ${ran.exitCode}`;
    key = / {2}\[([0-9a-f]{8})\]$/m.exec(text)?.[1] ?? key;
    told.push(settled(text, root));
  }
  return told;
}

function run(
  cwd: string,
  [first = "", ...others]: readonly string[],
  environment: Record<string, string>,
): Promise<Ran> {
  if (first === "split") return runBin("review-split", others, { cwd, environment });
  return nestedHere(cwd, [first, ...others], { environment });
}

const settled = (text: string, root: string) =>
  text
    .replaceAll(root, "ROOT")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replaceAll(/\d{4}-\d\d-\d\d(?: \d\d:\d\d)?/g, "DAY")
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, "UUID")
    .replaceAll(/"pid": ?\d+|"durationMs": ?[\d.]+/g, "NUMBER")
    .replaceAll(/\d+(?:\.\d+)? ?(?:ms|s)\b(?: ago)?|just now/g, "SPAN")
    .replaceAll(/ {2,}/g, "  ");

describe.skipIf(!hasPostgres)("the commands on a server", () => {
  it("do and say what they do and say with a file", () => compareFlows(FLOW));
  it("all of them", { tags: ["slow"] }, () => compareFlows([...FLOW, ...REST]));

  async function compareFlows(flow: readonly (readonly string[])[]): Promise<void> {
    const database = await scratchDatabase();
    await initLedger(database.url(), { grantTo: ["clerk"] });
    const onServer = await flowOn(database.url("clerk"), flow);
    const inFile = await flowOn("ledger.sqlite", flow);
    expect(onServer.join("\n")).toBe(inFile.join("\n"));
    // The flow itself is sound.
    expect(onServer.filter((text) => /exit (?:[23]|70)$/.test(text))).toEqual([]);
  }

  it("ledger init makes one, and says what it did", async () => {
    const { root } = makeKnowledgeBase();
    const url = (await lastingDatabase()).url();
    const named = url.replace("@", ":secret@");
    const init = (...more: string[]) => nestedHere(root, ["ledger", "init", named, ...more], { environment });
    const script = await init("--grant", "clerk", "--print-sql");
    expect(script).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(
        /^BEGIN;[\s\S]+GRANT USAGE ON SCHEMA review TO "clerk";[\s\S]+COMMIT;\n$/,
      ),
    });
    expect(await init("--json", "--grant", "clerk")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`"ledger":"${url}","before":0,"now":2,"roles":["clerk"]`),
    });
    expect((await init()).stderr).toBe(`${url} has schema version 2, the newest; it may be used by clerk\n`);
    const config = await nestedHere(root, ["config"], { environment: { ...environment, REVIEW_DB: named } });
    expect(config.stdout).toContain(url);
    expect(config.stdout).not.toContain("secret");
  });

  it("end with exit code 3 and one line where there is no server, ledger or right", async () => {
    const { root } = makeKnowledgeBase();
    const database = await lastingDatabase();
    const wrong = [
      [database.url(), "no ledger in this database yet: `review-nested ledger init URL` makes one\n"],
      [database.url().replace(/:\d+\//, ":1/"), "no server listens there"],
      [database.url("guarded").replace("guarded", "guarded:wrong"), "the password is wrong"],
    ] as const;
    for (const [url, why] of wrong) {
      const { exitCode, stderr } = await nestedHere(root, ["runs"], {
        environment: { ...environment, REVIEW_DB: url },
      });
      expect({ exitCode, lines: stderr.split("\n").length }).toEqual({ exitCode: 3, lines: 2 });
      expect(stderr).toContain(why);
    }
    const asked = { environment: { ...environment, REVIEW_DB: database.url() } };
    const { stdout } = await nestedHere(root, ["doctor"], asked);
    expect(stdout.replace(/\s+/g, " ")).toContain("`review-nested ledger init URL` makes one");
  });
});

describe("a configured ledger on a server", () => {
  it("needs consent, and holds no password", async () => {
    const { root, write } = makeKnowledgeBase();
    const configure = (database: string) =>
      write(
        "review.config.json",
        JSON.stringify({ notes: ["kb/notes/*.md"], gates: "kb/instructions/review-gates", database }),
      );
    configure("postgres://me@127.0.0.1:1/db");
    expect(await runBin("review-nested", ["runs"], { cwd: root })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("review-nested trust"),
    });
    expect((await nestedHere(root, ["runs"])).stderr).toContain("no server listens there");
    for (const database of [
      "postgres://me:secret@127.0.0.1:1/db",
      "postgres://127.0.0.1/db?user=me&password=secret",
    ]) {
      configure(database);
      const { exitCode, stderr } = await nestedHere(root, ["config"]);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringContaining("database holds a password"),
      });
      expect(stderr).not.toContain("secret");
    }
  });
});
