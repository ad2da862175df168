import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LARGEST_INPUT_BYTES } from "@review/cli-kit";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { expectRefusal, type Refusal } from "@review/test-kit/refusal.ts";
import { binPath } from "@review/test-kit/run-bin.ts";
import { describe, expect, it } from "vitest";
import { REVIEWER, split } from "./split.ts";
import { splitHere } from "./split-here.ts";

const WRITE = ["write", "--run", "1", "--gate", "prose/clarity", "--file"];
const FINALIZE = ["finalize", "--run", "1", "--telemetry"];
const usage = (message: string): Refusal => ({ exitCode: 2, code: "usage", message });

/** A tree with run 1 for one gate. */
async function makeRun() {
  const { root, write } = makeKnowledgeBase();
  write("sparse.md", "");
  await splitHere(root, ["create", "kb/notes/a.md", "prose/clarity", ...REVIEWER]);
  return { root, write };
}

describe.each([
  [WRITE, "the review of prose/clarity"],
  [FINALIZE, "the telemetry"],
])("%j", (args, what) => {
  it("refuses a named pipe and a device instead of reading them", async () => {
    const { root } = await makeRun();
    execFileSync("mkfifo", [join(root, "pipe")]);
    for (const name of ["pipe", "/dev/zero"]) {
      const message = `${name} is not a regular file: name the file with ${what}, or give - for standard input`;
      await expectRefusal(splitHere, root, [...args, name], usage(message));
    }
  });

  it("refuses a file that is too large", async () => {
    const { root } = await makeRun();
    truncateSync(join(root, "sparse.md"), 40 * LARGEST_INPUT_BYTES);
    const message = `sparse.md is larger than 16 MB: give only ${what}, which is shorter`;
    await expectRefusal(split, root, [...args, "sparse.md"], usage(message));
  });

  it("refuses standard input that is too large", async () => {
    const { root } = await makeRun();
    const input = Buffer.alloc(LARGEST_INPUT_BYTES + 1, "x");
    const { stderr, exitCode } = await split(root, [...args, "-"], { input });
    expect(stderr).toBe(`error: standard input is larger than 16 MB: give only ${what}, which is shorter\n`);
    expect(exitCode).toBe(2);
  });

  it("says before it reads that there is no such run, or that it has ended", async () => {
    const { root } = await makeRun();
    const inRun = (id: string, file: string) => [...args, file].map((arg) => (arg === "1" ? id : arg));
    const gone = await splitHere(root, inRun("999", "none.md"));
    expect(gone.stderr).toMatch(/^error: run 999 is not in the ledger: /);
    await splitHere(root, ["fail", "--run", "1", "--remark", "enough"]);
    const ended = await splitHere(root, inRun("1", "none.md"));
    expect(ended.stderr).toMatch(/^error: run 1 is failed, not running: /);
  });
});

it("reads no more of a standard input that never ends than it may", async () => {
  const { root } = await makeRun();
  const megabyte = Buffer.alloc(1_000_000, "x");
  let taken = 0;
  function* upTo200Megabytes() {
    for (; taken < 200; taken += 1) yield megabyte;
  }
  const child = spawn(process.execPath, [binPath("review-split"), ...WRITE, "-"], { cwd: root });
  const ended = once(child, "close");
  // The program ends first, which breaks the pipe.
  await expect(pipeline(Readable.from(upTo200Megabytes()), child.stdin)).rejects.toThrow(/EPIPE|ECONNRESET/);
  expect(await ended).toEqual([2, null]);
  expect(taken).toBeLessThan(40);
});

it("takes a review that is as large as can be", async () => {
  const { root, write } = await makeRun();
  const text = reviewText("PASS", "x");
  const padding = "x".repeat(LARGEST_INPUT_BYTES - Buffer.byteLength(text) + 1);
  const largest = reviewText("PASS", padding);
  expect(Buffer.byteLength(largest)).toBe(LARGEST_INPUT_BYTES);
  write("largest.md", largest);
  expect(await splitHere(root, [...WRITE, "largest.md"])).toMatchObject({ stdout: "1\n", exitCode: 0 });
});
