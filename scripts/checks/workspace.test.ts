import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

it.skipIf(process.platform === "win32")("says how to learn why something could not be installed", () => {
  const folder = scratchFolder();
  const npx = join(folder, "npx");
  writeFileSync(npx, "#!/bin/sh\nexit 7\n");
  chmodSync(npx, 0o755);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const { status, stderr } = spawnSync(process.execPath, ["scripts/workspace.mjs", "install", "build"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({
    status: 7,
    stderr: expect.stringMatching(
      /^error: what this needs could not be installed: `npx --yes pnpm@\S+ install --frozen-lockfile` says why\n$/,
    ),
  });
});
