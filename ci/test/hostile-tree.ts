import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { binPath, runProgram } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { onTestFinished } from "vitest";
import { commitAll } from "./reviewed-clone.ts";

const PACKAGE = "@review/cli-nested";

/** Commits all by which a tree could have npx, npm or node run something of its own; what of it was run. */
export function makeHostile(tree: string): () => string {
  const log = join(scratchFolder(), "run-of-the-tree");
  writeFileSync(log, "");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text, { mode: 0o755 });
  };
  const script = (name: string) => `#!/bin/sh\necho ${name} >> '${log}'\n`;
  write("forged-shell", script("script-shell"));
  write("forged.cjs", `require("node:fs").appendFileSync(${JSON.stringify(log)}, "node-options\\n");\n`);
  const settings = { "script-shell": "./forged-shell", "node-options": `--require=${tree}/forged.cjs` };
  const elsewhere = { registry: "http://127.0.0.1:1/", prefix: "./forged" };
  const npmrc = Object.entries({ ...settings, ...elsewhere }).map((setting) => `${setting.join("=")}\n`);
  write(".npmrc", npmrc.join(""));
  const manifest = { name: PACKAGE, version: "9.9.9", bin: { "review-nested": "forged-package" } };
  write("package.json", JSON.stringify(manifest));
  write("forged-package", script("package.json"));
  write(`node_modules/${PACKAGE}/package.json`, JSON.stringify(manifest));
  write(`node_modules/${PACKAGE}/forged-package`, script(`node_modules/${PACKAGE}`));
  for (const bin of ["review-nested", "npx", "node", "sh", PACKAGE])
    write(`node_modules/.bin/${bin}`, script(`node_modules/.bin/${bin}`));
  commitAll(tree, "what a stranger could bring");
  return () => readFileSync(log, "utf8");
}

/** What the real npx needs to find the built program on a registry, and what the program was started with, each time. */
export async function publishBuilt() {
  const folder = scratchFolder();
  const log = join(folder, "starts");
  writeFileSync(log, "");
  const version = { name: PACKAGE, version: "1.0.0", bin: { "review-nested": "start.cjs" } };
  mkdirSync(join(folder, "package"));
  writeFileSync(join(folder, "package/package.json"), JSON.stringify(version));
  const start = `#!/usr/bin/env node
const told = JSON.stringify({ cwd: process.cwd(), names: Object.keys(process.env) });
require("node:fs").appendFileSync(${JSON.stringify(log)}, told + "\\n");
require(${JSON.stringify(binPath("review-nested"))});
`;
  writeFileSync(join(folder, "package/start.cjs"), start);
  await runProgram("tar", ["czf", "package.tgz", "package"], { cwd: folder });
  const tarball = readFileSync(join(folder, "package.tgz"));
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const server = createServer(({ url = "", headers }, response) => {
    const dist = { tarball: `http://${headers.host}/package.tgz`, integrity };
    const versions = { "1.0.0": { ...version, dist } };
    const answer = JSON.stringify({ name: PACKAGE, "dist-tags": { latest: "1.0.0" }, versions });
    response.end(url.endsWith(".tgz") ? tarball : answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  writeFileSync(join(folder, ".npmrc"), `registry=${registry}\naudit=false\nupdate-notifier=false\n`);
  return {
    environment: { HOME: folder, PATH: process.env.PATH ?? "" },
    starts: (): { cwd: string; names: string[] }[] => {
      const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
      return lines.map((line) => JSON.parse(line));
    },
  };
}
