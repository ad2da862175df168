import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it, vi } from "vitest";
import { editorOf } from "../src/commands/ui/open-in-editor.ts";

const place = { path: "/kb/a.md", line: 3 };

const open = (environment: Record<string, string>) =>
  editorOf(fakeIo({ environment }).io, scratchFolder())(place);

it("starts the editor that VISUAL names before that of EDITOR, with its arguments and the place", async () => {
  const folder = scratchFolder();
  const written = join(folder, "written");
  const code = join(folder, "code");
  writeFileSync(
    code,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${written}.new' && mv '${written}.new' '${written}'\n`,
  );
  chmodSync(code, 0o755);
  await open({ VISUAL: `${code} --reuse "a window"`, EDITOR: "/nonexistent", PATH: process.env.PATH ?? "" });
  await vi.waitUntil(() => existsSync(written), { timeout: 20_000, interval: 20 });
  expect(readFileSync(written, "utf8")).toBe("--reuse\na window\n-g\n/kb/a.md:3:1\n");
});

it.each<[environment: Record<string, string>, message: RegExp]>([
  [{}, /^no editor is named: set VISUAL or EDITOR/],
  [{ VISUAL: " ", EDITOR: "" }, /^no editor is named/],
  [{ EDITOR: "vim" }, /^vim needs a terminal, and this program runs in none: set VISUAL/],
  [{ EDITOR: "code; rm -rf /" }, /^EDITOR has ;, which needs a shell/],
  [{ VISUAL: "/nonexistent/code" }, /^\/nonexistent\/code cannot be started: /],
])("says what is wrong with %j", async (environment, message) => {
  await expect(open(environment)).rejects.toMatchObject({
    code: "no-editor",
    message: expect.stringMatching(message),
  });
});
