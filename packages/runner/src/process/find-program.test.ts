import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram } from "./find-program.ts";

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "find-program-")));
  await mkdir(join(root, "bin/folder"), { recursive: true });
  for (const [name, mode] of [
    ["bin/reviewer", 0o755],
    ["bin/text", 0o644],
    ["local", 0o755],
  ] as const) {
    await writeFile(join(root, name), "#!/bin/sh\n");
    await chmod(join(root, name), mode);
  }
});
afterAll(() => rm(root, { recursive: true }));

const find = (program: string, PATH?: string) => findProgram(program, { cwd: root, environment: { PATH } });

describe("findProgram", () => {
  it("looks for a bare name on the environment's PATH alone", async () => {
    expect(await find("reviewer", `/no/such/folder:${root}/bin`)).toBe(`${root}/bin/reviewer`);
    expect(await find("reviewer", root)).toBeUndefined();
    expect(await find("node", root)).toBeUndefined();
    expect(await find("local", `${root}/bin`)).toBeUndefined();
  });

  it("takes a path from the given folder, but no relative folder of PATH", async () => {
    expect(await find("bin/reviewer", "")).toBe(`${root}/bin/reviewer`);
    expect(await find("./bin/reviewer", "")).toBe(`${root}/bin/reviewer`);
    expect(await find(`${root}/bin/reviewer`, "")).toBe(`${root}/bin/reviewer`);
    expect(await find("reviewer", "no:./bin")).toBeUndefined();
    for (const PATH of [":/no", ".", ":.", ""]) expect(await find("local", PATH)).toBeUndefined();
  });

  it("finds nothing that may not be executed", async () => {
    for (const program of ["text", "folder", "nothing", ""]) {
      expect(await find(program, `${root}/bin`)).toBeUndefined();
      expect(await find(`bin/${program}`, "")).toBeUndefined();
    }
  });

  it("does without a PATH", async () => {
    expect(await find("no-such-program")).toBeUndefined();
    expect(await find("local")).toBeUndefined();
  });
});
