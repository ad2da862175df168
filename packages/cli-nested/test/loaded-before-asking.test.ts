import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startRawServer } from "@review/test-kit/raw-server.ts";
import { binPath, runProgram } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { ENVIRONMENT, makeSweepTree } from "./sweep-tree.ts";

/** Writes down, at the first connection, which files of the packed program were loaded by then. */
const WITNESS = `
const net = require("node:net");
const { connect } = net;
net.connect = (...asked) => {
  const { existsSync, writeFileSync } = require("node:fs");
  const { LOADED } = process.env;
  if (!existsSync(LOADED)) writeFileSync(LOADED, Object.keys(require.cache).join("\\n"));
  return connect(...asked);
};
`;

/** Which parts are loaded when a command asks a service, which hangs up. */
async function loadedBy(...command: string[]): Promise<string[]> {
  const folder = scratchFolder();
  const [witness, loaded] = [join(folder, "witness.cjs"), join(folder, "loaded")];
  writeFileSync(witness, WITNESS);
  const { root } = makeSweepTree({ notes: 1 });
  const { url } = await startRawServer("close");
  const environment = { ...ENVIRONMENT, LOADED: loaded, OPENAI_COMPATIBLE_BASE_URL: `${url}/v1` };
  const { exitCode } = await runProgram(
    process.execPath,
    [
      "--require",
      witness,
      binPath("review-nested"),
      ...command,
      "--runner",
      "api",
      "--model",
      "openai-compatible/toy",
    ],
    { cwd: root, environment },
  );
  expect(exitCode).toBe(1);
  const paths = readFileSync(loaded, "utf8").split("\n");
  // The ledger is new here, and once in its life.
  return paths.filter((path) => path.endsWith(".cjs") && path !== witness && !path.includes("/migrate-"));
}

const namesOf = (paths: readonly string[]) => paths.map((path) => path.replace(/^.*\/|-[\w-]{8}\.cjs$/g, ""));

const PROGRAMS = ["find-client-runner", "checks-runner", "subprocess", "execa", "markdown-it"];
const ANSWERS = ["after-answer", "read-whole-answer", "take-in", "execution-of"];
const OTHERS = ["tell-bundle", "locate-quotes", "reviews", "consent", "picomatch", "vaults"];

it("loads little before a service is asked: neither what starts programs nor what reads answers", async () => {
  const files = await loadedBy("bundle", "notes/n1.md", "prose/a");
  const names = namesOf(files);
  expect(names).toEqual(expect.arrayContaining(["api-runner", "ledger", "bundle"]));
  for (const late of [...PROGRAMS, ...ANSWERS, ...OTHERS]) expect(names).not.toContain(late);
  // All of it is found, read and compiled first. The library for the service is 210,000 bytes of it; what a server without TLS needs is not in it.
  const always = files.filter((path) => !/\/agent-[^/]*$/.test(path));
  expect(always.length).toBeLessThanOrEqual(42);
  expect(always.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThanOrEqual(525_000);
});

it("loads what reads answers before a sweep asks, since no file may be left to be opened when many are sent", async () => {
  const names = namesOf(await loadedBy("sweep", "--all-gates"));
  expect(names).toEqual(expect.arrayContaining(ANSWERS));
});
