import { chmodSync, chownSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { createTree, PIPE, rejection } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { openCorpus } from "./open-corpus.ts";

describe("openCorpus: the root", () => {
  it("is the nearest ancestor with a configuration or a repository, also as a linked worktree", async () => {
    const tree = await createTree({
      "review.config.json": "{}",
      "a/.git/": "",
      "a/b/c/": "",
      "b/.git": "gitdir: x",
      "b/notes/review.config.json": "{}",
      "c/d/": "",
    });
    const rootOf = async (cwd: string) => (await openCorpus({ cwd: join(tree, cwd) })).root;
    expect(await rootOf("a/b/c")).toBe(join(tree, "a"));
    expect(await rootOf("b")).toBe(join(tree, "b"));
    expect(await rootOf("b/notes")).toBe(join(tree, "b/notes"));
    expect(await rootOf("c/d")).toBe(tree);
    expect((await openCorpus({ cwd: join(tree, "a") })).configPath).toBeUndefined();
  });

  it.each([
    ["kb", { "kb/notes/": "", "kb/instructions/review-gates/": "" }, "kb/notes", ["kb/notes/**"]],
    ["plain", { "notes/": "", "gates/": "" }, "gates", ["notes/**"]],
  ])("is else the nearest ancestor with the %s layout", async (_name, entries, cwd, notes) => {
    const tree = await createTree(entries);
    const corpus = await openCorpus({ cwd: join(tree, cwd) });
    expect([corpus.root, corpus.configPath, corpus.config.notes]).toEqual([tree, undefined, notes]);
  });

  it("may be given, relative to cwd, and is stored without symlinks", async () => {
    const tree = await createTree({ "real/": "", "x/": "", link: { link: "real" } });
    expect((await openCorpus({ cwd: join(tree, "x"), root: "../link" })).root).toBe(join(tree, "real"));
  });

  it("is an error when none can be found or the given one is no directory", async () => {
    const tree = await createTree({ "a/": "", file: "x" });
    const missing = await rejection(openCorpus({ cwd: join(tree, "a") }));
    expect(missing).toMatch(/^no-root: found no review\.config\.json/);
    expect(await rejection(openCorpus({ cwd: tree, root: "file" }))).toMatch(
      /^root-not-found: root .*file is not/,
    );
    expect(await rejection(openCorpus({ cwd: tree, root: "none" }))).toMatch(/^root-not-found:/);
  });

  it("survives brackets, spaces and Unicode in its name", async () => {
    const tree = await createTree({ "a (b) [c] ü/review.config.json": "{}" });
    const root = join(tree, "a (b) [c] ü");
    expect((await openCorpus({ cwd: root })).root).toBe(root);
  });
});

/** A tree as somebody who is not its owner sees it: everything in it is another user's. */
const STRANGER = { userId: 12_345 };
const OWNER = { userId: process.getuid?.() };

describe.skipIf(process.getuid === undefined)("openCorpus: what others could have put there", () => {
  it("is no root", async () => {
    const tree = await createTree({ "review.config.json": "{}", "plain/notes/": "", "plain/gates/": "" });
    // What the administrator owns is everybody's to use.
    if (process.getuid?.() === 0) chownSync(tree, 23_456, 23_456);
    expect(await rejection(openCorpus({ cwd: tree, ...STRANGER }))).toMatch(
      /^foreign-root: \S+ belongs to another user \(uid \d+\): if .*--root/,
    );
    expect((await openCorpus({ cwd: join(tree, "plain"), root: "..", ...STRANGER })).root).toBe(tree);
  });

  it("ends the search, whether a configuration is there or not", async () => {
    const tree = await createTree({
      "open/review.config.json": "{}",
      "open/me/repo/notes/": "",
      "open/me/repo/gates/": "",
      "open/me/nothing/": "",
    });
    chmodSync(join(tree, "open"), 0o1777);
    expect((await openCorpus({ cwd: join(tree, "open/me/repo/notes"), ...OWNER })).root).toBe(
      join(tree, "open/me/repo"),
    );
    expect(await rejection(openCorpus({ cwd: join(tree, "open/me/nothing"), ...OWNER }))).toMatch(
      /^foreign-root: \S+\/open can be written by everybody: /,
    );
    rmSync(join(tree, "open/review.config.json"));
    expect(await rejection(openCorpus({ cwd: join(tree, "open/me/nothing"), ...OWNER }))).toMatch(
      /^no-root: /,
    );
  });

  it.each(["review.config.json", ".git"])("is refused as %s in the user's own folder, too", async (name) => {
    const tree = await createTree({ [name]: "{}", "notes/": "", "gates/": "" });
    chmodSync(join(tree, name), 0o666);
    expect(await rejection(openCorpus({ cwd: join(tree, "notes"), ...OWNER }))).toMatch(
      new RegExp(`^foreign-root: \\S+/${name} can be written by everybody: `),
    );
    expect((await openCorpus({ cwd: tree, root: ".", ...OWNER })).root).toBe(tree);
  });
});

describe("openCorpus: the file", () => {
  it("is read and merged", async () => {
    const runners = { mine: { command: ["prog"] }, codex: {} };
    const root = await createTree({
      "review.config.json": `\uFEFF${JSON.stringify({ notes: ["x/*.md"], runners })}`,
    });
    const { config, origins } = await openCorpus({ cwd: root });
    expect(config.notes).toEqual(["x/*.md"]);
    expect(config.runners).toEqual({
      mine: { command: ["prog"], prompt: "stdin", passEnv: [], secretEnv: [] },
      codex: { extraArgs: [], passEnv: [], secretEnv: [], isolated: true },
    });
    expect(origins.runners).toBe("file");
  });

  it.each([
    [
      '{\n  "notes": [\n}',
      /^config-invalid: \S+review\.config\.json:3:1: is not JSON: expected a value or \], got "}"$/,
    ],
    [
      '{"limit": {}}',
      /^config-invalid: \S+review\.config\.json: limit is not a known key; did you mean "limits"\?$/,
    ],
    ['{"limits": {"jobs": 0, "promptBytes": 0}, "gates": 1, "database": ""}', /; and 1 more$/],
    ["[]", /: expected an object, got \[\]$/],
    [new Uint8Array([0x22, 0xff, 0x22]), /: is not UTF-8; save it as UTF-8$/],
  ])("that is %j is refused in one line", async (content, message) => {
    const root = await createTree({ "review.config.json": content });
    expect(await rejection(openCorpus({ cwd: root }))).toMatch(message);
    expect(await rejection(openCorpus({ cwd: root }))).not.toContain("\n");
  });

  it("cannot be a directory", async () => {
    const root = await createTree({ "review.config.json/": "" });
    expect(await rejection(openCorpus({ cwd: root, root }))).toMatch(/cannot be read: it is a directory$/);
  });

  it("is not read if it is huge", async () => {
    const root = await createTree({ "review.config.json": "{}" });
    truncateSync(join(root, "review.config.json"), 900_000_000);
    expect(await rejection(openCorpus({ cwd: root, root }))).toMatch(
      /cannot be read: it is larger than 1 MB$/,
    );
  });

  it.each(["runners", "aliases"])("loses nothing of %s, whatever its name", async (key) => {
    const open = async (name: string) => {
      const value = key === "aliases" ? '"x"' : '{"command": ["x"]}';
      const root = await createTree({ "review.config.json": `{"${key}": {"${name}": ${value}}}` });
      const { aliases, runners } = (await openCorpus({ cwd: root })).config;
      return Object.keys(key === "aliases" ? aliases : runners);
    };
    for (const name of ["hasOwnProperty", "toString"]) expect(await open(name)).toEqual([name]);
    for (const name of ["__proto__", "constructor", "prototype"]) {
      expect(await rejection(open(name))).toMatch(
        new RegExp(`^config-invalid: \\S+review\\.config\\.json: ${name} is no name; choose another one$`),
      );
    }
  });

  it.each([
    ["lists", "[".repeat(400_000) + "]".repeat(400_000)],
    ["objects", `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`],
    ["a value of a known key", `{"notes": ${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
  ])("may be nested however deep: %s", async (_, json) => {
    const root = await createTree({ "review.config.json": json });
    expect(await rejection(openCorpus({ cwd: root, root }))).toMatch(
      /^config-invalid: \S+review\.config\.json: is nested too deep: make it simpler$/,
    );
  });

  it("is not opened if it is a pipe", async () => {
    const root = await createTree({ "review.config.json": PIPE });
    expect(await rejection(openCorpus({ cwd: root, root }))).toMatch(
      /^config-invalid: \S+review\.config\.json: cannot be read: it is not a regular file$/,
    );
  });
});
