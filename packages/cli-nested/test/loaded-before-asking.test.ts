import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binPath, runProgram } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { ENVIRONMENT, makeSweepTree } from "./sweep-tree.ts";

/** Writes down, when something is first fetched, which files of the packed program were loaded by then. */
const WITNESS = `
const { fetch } = globalThis;
globalThis.fetch = (...asked) => {
  const { writeFileSync } = require("node:fs");
  writeFileSync(process.env.LOADED, Object.keys(require.cache).join("\\n"));
  return fetch(...asked);
};
`;

it("loads little before a service is asked: neither what starts programs nor what reads answers", async () => {
  const folder = scratchFolder();
  const [witness, loaded] = [join(folder, "witness.cjs"), join(folder, "loaded")];
  writeFileSync(witness, WITNESS);
  const { root } = makeSweepTree({ notes: 1 });
  const reviewer = ["--runner", "api", "--model", "openai-compatible/toy"];
  // Nobody listens there.
  const environment = { ...ENVIRONMENT, LOADED: loaded, OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:9/v1" };
  const line = ["bundle", "notes/n1.md", "prose/a", ...reviewer];
  const { exitCode } = await runProgram(
    process.execPath,
    ["--require", witness, binPath("review-nested"), ...line],
    { cwd: root, environment },
  );
  expect(exitCode).toBe(3);
  const files = readFileSync(loaded, "utf8")
    .split("\n")
    .filter((path) => path.endsWith(".cjs") && path !== witness)
    // The ledger is new here, and once in its life.
    .filter((path) => !path.includes("/migrate-"));
  const names = files.map((path) => path.replace(/^.*\/|-[\w-]{8}\.cjs$/g, ""));
  expect(names).toEqual(expect.arrayContaining(["api-runner", "ledger", "bundle"]));
  for (const late of [
    ...["find-client-runner", "checks-runner", "subprocess", "execa", "markdown-it"],
    ...["after-answer", "read-whole-answer", "take-in", "execution-of", "tell-bundle", "locate-quotes"],
    ...["reviews", "consent", "picomatch", "vaults"],
  ])
    expect(names).not.toContain(late);
  // All of it is found, read and compiled first. The library for the service is 210,000 bytes of it.
  expect(files.length).toBeLessThanOrEqual(40);
  expect(files.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThanOrEqual(500_000);
});
