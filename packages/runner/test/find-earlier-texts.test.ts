import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { ENVIRONMENT } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { findEarlierTexts } from "../src/git/find-earlier-texts.ts";

const shaOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** A repository with one commit for each text of a note in a folder; gives that folder. */
function repository(...texts: string[]): string {
  const top = scratchFolder();
  gitIn(top, "init", "--quiet");
  const folder = join(top, "deep/kb");
  mkdirSync(folder, { recursive: true });
  for (const text of texts) commit(folder, "é [n].md", text);
  return folder;
}

function commit(folder: string, path: string, text: string): void {
  writeFileSync(join(folder, path), text);
  gitIn(folder, "add", "--all");
  gitIn(folder, "commit", "--quiet", "--message", "x");
}

const find = (folder: string, texts: readonly string[], path = "é [n].md") =>
  findEarlierTexts(
    texts.map((text) => ({ path, sha: shaOf(text) })),
    { folder, environment: ENVIRONMENT },
  );

it("finds what a file was at HEAD and in earlier commits, to the byte, and nothing else", async () => {
  const texts = ["\uFEFFone\r\n", "two", "three\n"];
  const folder = repository(...texts);
  writeFileSync(join(folder, "é [n].md"), "now");
  const found = await find(folder, [...texts, "now", "never"]);
  expect(found).toEqual(new Map(texts.map((text) => [shaOf(text), text])));
});

it("looks only at the files that are named", async () => {
  const folder = repository("one", "two");
  commit(folder, "other.md", "three");
  expect(await find(folder, ["one", "three"], "other.md")).toEqual(new Map([[shaOf("three"), "three"]]));
});

it("finds what only one side of a merge had", async () => {
  const folder = repository("one");
  gitIn(folder, "checkout", "--quiet", "-b", "side");
  commit(folder, "é [n].md", "side");
  gitIn(folder, "checkout", "--quiet", "-");
  commit(folder, "other.md", "x");
  gitIn(folder, "merge", "--quiet", "--no-ff", "--message", "m", "side");
  commit(folder, "é [n].md", "two");
  expect([...(await find(folder, ["one", "side"])).values()].sort()).toEqual(["one", "side"]);
});

it("takes no replaced object for what was there", async () => {
  const folder = repository("accepted", "now");
  const idOf = (commitName: string) => gitIn(folder, "rev-parse", `${commitName}:./é [n].md`).trim();
  gitIn(folder, "replace", idOf("HEAD~1"), idOf("HEAD"));
  expect([...(await find(folder, ["accepted"])).values()]).toEqual(["accepted"]);
});

it("finds nothing, and says so without an error, where there is no repository, no commit, no git, or no such file", async () => {
  expect(await find(scratchFolder(), ["one"])).toEqual(new Map());
  expect(await find(repository(), ["one"])).toEqual(new Map());
  expect(await find(repository("one"), ["one"], "none.md")).toEqual(new Map());
  const nowhere = { folder: repository("one"), environment: { PATH: "/nonexistent" } };
  expect(await findEarlierTexts([{ path: "é [n].md", sha: shaOf("one") }], nowhere)).toEqual(new Map());
});
