import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENT } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { gitBlobId, readGitTexts } from "../src/git/git-objects.ts";

const IDENTITY = [
  "-c",
  "user.name=nobody",
  "-c",
  "user.email=nobody@example.com",
  "-c",
  "core.autocrlf=false",
];

function git(folder: string, ...args: string[]): string {
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...IDENTITY, ...args], { cwd: folder, env, encoding: "utf8" }).trim();
}

/** A repository with one commit for each text of a note; gives the folder. */
async function repository(...texts: (string | Uint8Array)[]): Promise<string> {
  const folder = scratchFolder();
  git(folder, "init", "--quiet");
  for (const text of texts) {
    writeFileSync(join(folder, "n.md"), text);
    git(folder, "add", "n.md");
    git(folder, "commit", "--quiet", "--message", "x");
  }
  return folder;
}

const idOf = (text: string | Uint8Array) => gitBlobId(Buffer.from(text));
const upTo = (ids: readonly string[], bytes = 10_000) => new Map(ids.map((id) => [id, bytes]));
async function read(
  folder: string,
  ids: readonly string[],
  environment: Record<string, string | undefined> = ENVIRONMENT,
): Promise<Map<string, Uint8Array>> {
  const texts = new Map<string, Uint8Array>();
  await readGitTexts(upTo(ids), { folder, environment }, (id, bytes) => texts.set(id, bytes));
  return texts;
}

it("finds what a note was in earlier commits, also from a folder in the repository", async () => {
  const texts = ["one\n", "\uFEFFtwo without a line end", "three é\r\n", ""];
  const folder = await repository(...texts, "now");
  mkdirSync(join(folder, "deep/er"), { recursive: true });
  const found = await read(join(folder, "deep/er"), [...texts, "nowhere"].map(idOf));
  expect(found).toEqual(new Map(texts.map((text) => [idOf(text), Buffer.from(text)])));
});

it("finds thousands by one process", async () => {
  const folder = await repository("first");
  const texts = Array.from({ length: 3000 }, (_, index) => `text ${index}\n${"x".repeat(index)}`);
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.md`), text);
  git(folder, "add", "--all");
  expect((await read(folder, texts.map(idOf))).size).toBe(3000);
});

it("passes over what is not UTF-8, what is no file, and what is no id", async () => {
  const folder = await repository(new Uint8Array([0xff, 0xfe]));
  const commit = git(folder, "rev-parse", "HEAD");
  expect(await read(folder, [idOf(new Uint8Array([0xff, 0xfe])), commit, "HEAD", "HEAD:n.md", ""])).toEqual(
    new Map(),
  );
});

it("what was replaced is not what was reviewed", async () => {
  const folder = await repository("reviewed", "other");
  git(folder, "replace", idOf("reviewed"), idOf("other"));
  expect(await read(folder, [idOf("reviewed")])).toEqual(
    new Map([[idOf("reviewed"), Buffer.from("reviewed")]]),
  );
});

it("hands each on by itself, and stops where it cannot be taken", async () => {
  const texts = ["one", "two", "three"];
  const folder = await repository(...texts);
  const taken: string[] = [];
  const asked = readGitTexts(upTo(texts.map(idOf)), { folder, environment: ENVIRONMENT }, (id) => {
    taken.push(id);
    if (taken.length === 2) throw new Error("the disk is full");
  });
  await expect(asked).rejects.toThrow("the disk is full");
  expect(taken).toEqual(["one", "two"].map(idOf));
});

it("passes over what is longer than it may be", async () => {
  const texts = ["12345", "123456"];
  const folder = await repository(...texts);
  const taken: string[] = [];
  const ids = upTo(texts.map(idOf), 5);
  await readGitTexts(ids, { folder, environment: ENVIRONMENT }, (id) => taken.push(id));
  expect(taken).toEqual([idOf("12345")]);
});

it("reads nothing where all together is too much, and says how much it is", async () => {
  const texts = ["1".repeat(700_000), "2".repeat(800_000)];
  const folder = await repository(...texts);
  const taken: string[] = [];
  const ask = (most: number) =>
    readGitTexts(upTo(texts.map(idOf), 1e6), { folder, environment: ENVIRONMENT, most }, (id) =>
      taken.push(id),
    );
  await expect(ask(1_000_000)).rejects.toMatchObject({
    code: "git-too-much",
    message: expect.stringMatching(/ have 2 MB together, more than the 1 that are read: name fewer, /),
  });
  expect(taken).toEqual([]);
  await ask(1_500_000);
  expect(taken).toHaveLength(2);
});

describe("without a repository", () => {
  it("there is nothing, and git is not needed", async () => {
    expect(await read(scratchFolder(), [idOf("x")], { PATH: "/nonexistent" })).toEqual(new Map());
  });
});

describe("where there is a repository", () => {
  it("git must be installed", async () => {
    const folder = await repository("x");
    await expect(read(folder, [idOf("x")], { PATH: "/nonexistent" })).rejects.toMatchObject({
      code: "git-unreadable",
      message: expect.stringMatching(/git is not installed; install it, or move its \.git away$/),
    });
  });

  it("git must be able to read it", async () => {
    const folder = await repository("x");
    rmSync(join(folder, ".git/HEAD"));
    await expect(read(folder, [idOf("x")])).rejects.toMatchObject({
      code: "git-unreadable",
      message: expect.stringMatching(/^the git repository of .* cannot be read: .*not a git repository/),
    });
  });

  it.skipIf(process.platform === "win32")("git does not wait for ever at a pipe in its folder", async () => {
    const folder = await repository("x");
    const bin = scratchFolder();
    writeFileSync(join(bin, "git"), "#!/bin/sh\nexec sleep 1000\n");
    chmodSync(join(bin, "git"), 0o755);
    const environment = { PATH: `${bin}:/bin:/usr/bin` };
    const asked = readGitTexts(upTo([idOf("x")]), { folder, environment, silenceMs: 1 }, () => undefined);
    await expect(asked).rejects.toMatchObject({
      code: "git-unreadable",
      message: expect.stringContaining("git said nothing for 0 s; mend it"),
    });
  });

  it("a pipe in its place is said, and git not started", async () => {
    const folder = await repository("x");
    rmSync(join(folder, ".git/HEAD"));
    execFileSync("mkfifo", [join(folder, ".git/HEAD")]);
    await expect(read(folder, [idOf("x")])).rejects.toMatchObject({
      code: "git-unreadable",
      message: expect.stringContaining(".git/HEAD is a pipe or a device; put the file back"),
    });
  });

  it("a git that ends early is said", async () => {
    const folder = await repository("x");
    const bin = scratchFolder();
    writeFileSync(join(bin, "git"), "#!/bin/sh\necho broken pipes >&2\nexit 3\n");
    chmodSync(join(bin, "git"), 0o755);
    await expect(read(folder, [idOf("x")], { PATH: `${bin}:/bin:/usr/bin` })).rejects.toThrow(/broken pipes/);
  });
});

describe("a repository of somebody else", () => {
  it.each([
    ["fetches missing objects by a command", { "remote.origin.url": "ext::sh -c PWN" }],
    ["fetches by a login of its own", { "remote.origin.url": "ssh://h/x", "core.sshCommand": "PWN; false" }],
    ["watches its files", { "core.fsmonitor": "PWN" }],
    ["has hooks", { "core.hooksPath": "hooks" }],
  ])("that %s has nothing of it started", async (_, settings) => {
    const folder = await repository("present");
    const all = { ...settings, "protocol.allow": "always", "protocol.ext.allow": "always" };
    const partial = { "remote.origin.promisor": "true", "extensions.partialClone": "origin" };
    git(folder, "config", "core.repositoryFormatVersion", "1");
    for (const [key, value] of Object.entries({ ...all, ...partial })) {
      const touch = `touch${value.startsWith("ext") ? "% " : " "}${folder}/pwned`;
      git(folder, "config", key, value.replace("PWN", touch));
    }
    const found = await read(folder, ["present", "missing"].map(idOf));
    expect([...found.keys()]).toEqual([idOf("present")]);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  it("has no git of its own, and none for git to start", async () => {
    const folder = await repository("present");
    for (const name of ["git", "bin/git"]) {
      mkdirSync(join(folder, "bin"), { recursive: true });
      writeFileSync(join(folder, name), "#!/bin/sh\ntouch pwned\n");
      chmodSync(join(folder, name), 0o755);
    }
    const PATH = `.::${folder}/bin:${process.env.PATH}`;
    expect((await read(folder, [idOf("present")], { ...ENVIRONMENT, PATH })).size).toBe(1);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
});

it("reads no configuration of a home in the repository, and has git write no trace for any", async () => {
  const folder = await repository("one", "two");
  const trace = join(scratchFolder(), "trace");
  mkdirSync(join(folder, ".config/git"), { recursive: true });
  const spoilt = `[trace2]\n\teventTarget = ${trace}\n[core]\n\tpackedGitLimit = no number\n`;
  for (const home of [folder, scratchFolder()]) {
    writeFileSync(
      join(home, ".gitconfig"),
      home === folder ? spoilt : `[trace2]\n\tnormalTarget = ${trace}\n`,
    );
    const environment = { ...ENVIRONMENT, HOME: home };
    expect(await read(folder, [idOf("one")], environment)).toHaveProperty("size", 1);
  }
  writeFileSync(join(folder, ".config/git/config"), spoilt);
  const XDG_CONFIG_HOME = join(folder, ".config");
  expect(await read(folder, [idOf("one")], { ...ENVIRONMENT, XDG_CONFIG_HOME })).toHaveProperty("size", 1);
  expect(existsSync(trace)).toBe(false);
});

it("starts git outside of the tree, whose files could decide what a shim of git starts", async () => {
  const folder = await repository("one", "two");
  const shims = join(scratchFolder(), "shims");
  mkdirSync(shims);
  writeFileSync(
    join(shims, "git"),
    `#!/bin/sh\npwd > "${shims}/where"\nPATH='${ENVIRONMENT.PATH}' exec git "$@"\n`,
  );
  chmodSync(join(shims, "git"), 0o755);
  expect(await read(folder, [idOf("one")], { ...ENVIRONMENT, PATH: shims })).toHaveProperty("size", 1);
  expect(readFileSync(join(shims, "where"), "utf8")).toBe("/\n");
});
