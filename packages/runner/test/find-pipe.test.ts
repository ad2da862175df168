import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { ENVIRONMENT } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { commitOf } from "../src/git/commit-of.ts";
import { findPipe } from "../src/git/find-pipe.ts";

/** A folder in a repository of these files. */
function repository(files: Record<string, string> = {}): string {
  const root = scratchFolder();
  for (const [path, text] of Object.entries({ ".git/HEAD": "ref: refs/heads/main\n", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function pipeAt(root: string, path: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  execFileSync("mkfifo", [join(root, path)]);
  return join(root, path);
}

describe("a pipe in the files of git", () => {
  it.each(["packed-refs", "objects/info/alternates", "refs/heads/main", "objects/ab/cdef"])(
    "is found at %s, also from a folder below, and no git is started",
    async (path) => {
      const root = repository({ "notes/a.md": "" });
      const pipe = pipeAt(root, `.git/${path}`);
      expect(findPipe(join(root, "notes"))).toBe(pipe);
      const asked = commitOf("main", {
        folder: join(root, "notes"),
        environment: { ...ENVIRONMENT, PATH: "" },
      });
      await expect(asked).rejects.toThrow(
        `"main" cannot be read as a commit of this repository: ${pipe} is a pipe`,
      );
    },
  );

  it("is found behind a symlink, and in place of the folder", () => {
    const [linked, folder] = [repository(), scratchFolder()];
    symlinkSync("/dev/zero", join(linked, ".git/index"));
    expect(findPipe(linked)).toBe(join(linked, ".git/index"));
    expect(findPipe(folder)).toBeUndefined();
    expect(findPipe(dirname(pipeAt(folder, ".git")))).toBe(join(folder, ".git"));
  });

  it("is found in what a worktree is of", () => {
    const main = repository({ ".git/worktrees/w/commondir": "../..\n" });
    const worktree = scratchFolder();
    writeFileSync(join(worktree, ".git"), `gitdir: ${join(main, ".git/worktrees/w")}\n`);
    expect(findPipe(worktree)).toBeUndefined();
    const pipe = pipeAt(main, ".git/config");
    expect(findPipe(worktree)).toBe(pipe);
  });

  it("is none where there are files alone, symlinks that lead in a circle, and a socket as git has one", async () => {
    const root = repository({ ".git/refs/heads/main": "x" });
    symlinkSync(".", join(root, ".git/loop"));
    symlinkSync("self", join(root, ".git/self"));
    const server = createServer().listen(join(root, ".git/fsmonitor--daemon.ipc"));
    await new Promise((resolve) => server.once("listening", resolve));
    expect(findPipe(root)).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
  });
});
