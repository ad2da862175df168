import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { createRun, REVIEWER, split } from "./split.ts";
import { splitHere } from "./split-here.ts";

const CREATE = ["create", "kb/notes/a.md", "prose", ...REVIEWER];

/** Expects exit code 3, one line, and the same as an object. */
async function expectUnusable(
  root: string,
  args: readonly string[],
  code: string,
  message: RegExp,
  run = splitHere,
) {
  const { stdout, stderr, exitCode } = await run(root, [...args, "--json"]);
  expect({ stderr, exitCode }).toEqual({ stderr: expect.stringMatching(/^error: [^\n]+\n$/), exitCode: 3 });
  expect(stderr.slice("error: ".length)).toMatch(message);
  expect(JSON.parse(stdout)).toEqual({ schema: 1, error: { code, message: stderr.slice(7, -1) } });
}

describe("a ledger that cannot be used", () => {
  it("lies in a folder that cannot be made", async () => {
    const { root, write } = makeKnowledgeBase();
    write("file", "");
    const args = ["--db", "file/below/ledger.sqlite", ...CREATE];
    await expectUnusable(
      root,
      args,
      "ledger-unavailable",
      /^cannot use the ledger \S+\/file\/below\/ledger\.sqlite: /,
      split,
    );
  });

  it("is a folder, a text, or a database of something else", async () => {
    const { root, write } = makeKnowledgeBase();
    const other = new Database(join(root, "other.sqlite"));
    other.exec("CREATE TABLE songs (title TEXT)");
    other.close();
    write("text.sqlite", "Dear diary, this is no database at all.\n".repeat(30));
    for (const name of ["kb", "other.sqlite", "text.sqlite"]) {
      const args = [...CREATE, "--db", name];
      await expectUnusable(
        root,
        args,
        "not-a-ledger",
        /: name another file \(--db, or the variable REVIEW_DB\), or move this one away$/m,
      );
      await expectUnusable(root, ["status", "--run", "1", "--db", name], "not-a-ledger", /^\S+ is /);
      await expectUnusable(root, ["stale", "prose", "--model=m", "--db", name], "not-a-ledger", /^\S+ is /);
    }
  });

  it("is of a newer version, and keeps every byte", async () => {
    const { root } = makeKnowledgeBase();
    await createRun(root, "kb/notes/a.md", "prose");
    const ledger = new Database(ledgerPath(root));
    ledger.pragma("user_version = 99");
    ledger.close();
    const message = /^\S+ has schema version 99, this program knows up to \d+: update review to use it$/m;
    await expectUnusable(root, CREATE, "ledger-too-new", message, split);
    await expectUnusable(root, ["status", "--run", "1"], "ledger-too-new", message);
    await expectUnusable(root, ["stale", "prose", "--model", "opus"], "ledger-too-new", message);
  });

  it("is damaged", async () => {
    const { root } = makeKnowledgeBase();
    await createRun(root, "kb/notes/a.md", "prose");
    writeFileSync(ledgerPath(root), Buffer.alloc(4096, 7));
    await expectUnusable(root, ["status", "--run", "1"], "not-a-ledger", /^\S+ is not a database: /);
  });

  it("is named by a URL that no engine serves", async () => {
    const { root } = makeKnowledgeBase();
    const message = /^a ledger is a file or in a database of PostgreSQL, mysql:\/\/ is not supported: /;
    await expectUnusable(root, [...CREATE, "--db", "mysql://host/ledger"], "bad-ledger-url", message);
  });
});

describe("another ledger", () => {
  it("is found through --db, REVIEW_DB and the configuration, in this order", async () => {
    const { root, write } = makeKnowledgeBase({ "review.config.json": '{"database": "data/config.sqlite"}' });
    const environment = { REVIEW_DB: "env.sqlite" };
    const quiet = ["--quiet"];
    expect(await split(root, [...CREATE, ...quiet, "--db", "flag.sqlite"], { environment })).toMatchObject({
      stdout: "1\n",
    });
    expect(await split(root, [...CREATE, ...quiet], { environment })).toMatchObject({ stdout: "1\n" });
    expect(await split(root, [...CREATE, ...quiet])).toMatchObject({ stdout: "1\n" });
    write("review.config.json", '{"database": "env.sqlite"}');
    expect(await split(root, [...CREATE, ...quiet], { environment: { REVIEW_DB: "" } })).toMatchObject({
      stdout: "2\n",
    });
    for (const name of ["flag.sqlite", "env.sqlite", "data/config.sqlite"]) {
      expect(await split(root, ["status", "--run", "1", "--db", name])).toMatchObject({ exitCode: 0 });
    }
  });

  it("stands in the commands that are shown next", async () => {
    const { root } = makeKnowledgeBase();
    const { stdout } = await split(root, [...CREATE, "--json", "--db", "my ledger.sqlite", "--root", "."]);
    const where = "--root . --db 'my ledger.sqlite'";
    const { next } = JSON.parse(stdout);
    expect(next.at(-1)).toBe(`review-split finalize --run 1 ${where}`);
    expect(
      await split(root, ["status", "--run", "1", "--root", ".", "--db", "my ledger.sqlite"]),
    ).toMatchObject({
      stderr: `next: review-split write --run 1 --gate prose/brevity --file FILE ${where}\n`,
    });
  });
});
