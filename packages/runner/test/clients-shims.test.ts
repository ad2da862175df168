import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import { reportClient } from "../src/clients/client-report.ts";
import { clientRunner } from "../src/clients/client-runner.ts";
import { createFakeMachine, type FakeMachine } from "./fake-client.ts";

let machine: FakeMachine;
beforeEach(async () => {
  machine = await createFakeMachine();
});
afterEach(async () => {
  await machine.remove();
});

const context = (PATH: string) => ({
  root: machine.root,
  signal: new AbortController().signal,
  environment: { ...machine.environment, PATH },
});

it.each<[file: string, target: string | undefined]>([
  [".tool-versions", undefined],
  [".mise.toml", "mise"],
  [".config/mise/config.toml", undefined],
  [".node-version", undefined],
  ["package.json", "volta-shim"],
])("starts no shim of a version manager in a tree with %s, as of no other tree", async (file, target) => {
  const real = await machine.install("claude", 'note("started", "yes")');
  const shims = join(machine.home, "shims");
  await mkdir(shims);
  if (target === undefined) await rename(real, join(shims, "claude"));
  else {
    await rename(real, join(machine.home, target));
    await symlink(join(machine.home, target), join(machine.bin, "claude"));
  }
  const PATH = `${shims}:${machine.bin}`;
  const at = { ...context(PATH), root: join(machine.root, "kb") };
  await mkdir(join(machine.root, ".git"));
  await mkdir(at.root);
  expect(await clientRunner(claudeCode).preflight(at)).toBeUndefined();
  await mkdir(dirname(join(machine.root, file)), { recursive: true });
  await writeFile(join(machine.root, file), "");
  const where = join(target === undefined ? shims : machine.bin, "claude");
  expect(await clientRunner(claudeCode).preflight(at)).toMatchObject({
    how: "not-installed",
    message: `claude is ${where}, a shim of a version manager, which has ${file.split("/")[0]} of the tree decide what it starts`,
  });
  const request = {
    invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
    prompt: "You are a reviewer.",
    token: "0a1b2c3d",
    notes: [],
    model: "opus",
    root: machine.root,
    timeoutMs: 600_000,
  };
  expect(await clientRunner(claudeCode).execute(request, context(PATH))).toMatchObject({
    ended: { how: "not-installed" },
  });
  expect(await reportClient(claudeCode, {}, at)).toMatchObject({
    path: where,
    problem: expect.any(String),
  });
  await expect(machine.noted("started")).rejects.toThrow("ENOENT");
  // What the configuration names was agreed to.
  expect(await clientRunner(claudeCode, { path: where }).preflight(at)).toBeUndefined();
});

it("starts no script by a shim that its first line looks for", async () => {
  const script = await machine.install("claude", "");
  await writeFile(script, "#!/usr/bin/env node\n");
  await mkdir(join(machine.home, "shims"));
  await symlink(process.execPath, join(machine.home, "shims/node"));
  await writeFile(join(machine.root, ".tool-versions"), "");
  const at = context(`${join(machine.home, "shims")}:${machine.bin}`);
  expect(await clientRunner(claudeCode).preflight(at)).toMatchObject({
    message: expect.stringContaining(`claude is started by ${join(machine.home, "shims/node")}, a shim`),
    remedy: [expect.stringContaining("the folder of the node that you mean"), expect.any(String)],
  });
  const beside = {
    ...at,
    environment: { ...at.environment, PATH: `${dirname(process.execPath)}:${machine.bin}` },
  };
  expect(await clientRunner(claudeCode).preflight(beside)).toBeUndefined();
});
