import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Starts a program on a Node that says it is of another version. */
function startOn(version: string, program: string) {
  const pretend = `Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  const bin = join(root, `packages/cli-${program}/bin/review-${program}.cjs`);
  return spawnSync(process.execPath, ["--import", preload, bin, "--version"], { encoding: "utf8" });
}

it.each(["nested", "split"])("review-%s says which Node it needs where it is older", (program) => {
  for (const version of ["0.12.18", "18.20.4", "20.18.3"]) {
    expect(startOn(version, program)).toMatchObject({
      status: 3,
      stdout: "",
      stderr: `error: this needs Node 20.19 or newer (here: ${version}): install a newer one\n`,
    });
  }
  expect(startOn("20.19.0", program)).toMatchObject({ status: 0, stderr: "" });
  expect(startOn("24.0.0", program)).toMatchObject({ status: 0, stderr: "" });
});
