import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modelPartition } from "@review/lifecycle";
import { ENVIRONMENT, program } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { layTraps } from "../src/conformance/scratch-tree.ts";
import { TRAPS } from "../src/conformance/traps.ts";
import { type TrapResult, tryTraps } from "../src/conformance/try-traps.ts";
import { PATIENCE } from "../src/process/patience.ts";
import type { Runner } from "../src/runner.ts";
import { configuredRunner } from "../src/runners/configured.ts";
import { apiContext, runnerAt, serve } from "./api-setup.ts";
import { IMPATIENT } from "./impatient.ts";

const runnerOf = (name: string, ...args: string[]) =>
  configuredRunner("mine", {
    command: [program(name), ...args],
    prompt: "stdin",
    passEnv: [],
    secretEnv: [],
  });

/** Tries all traps, or some, and gives those that did not hold. A machine that is busy is no reason to dismiss a program. */
async function tryOn(runner: Runner, only?: readonly string[], patience = PATIENCE) {
  await using tree = await layTraps(scratchFolder(), runner);
  const environment = { ...ENVIRONMENT, THE_KEY: "k-0123456789" };
  const context = { ...apiContext(), environment, patience, timeoutMs: 60_000, toolVersion: "1" };
  const traps = tree.traps.filter(({ trap }) => only?.includes(trap.name) ?? true);
  const asked = { runner, model: "m", modelId: modelPartition("m") };
  const results: TrapResult[] = [];
  for await (const result of tryTraps(context, asked, { ...tree, traps })) results.push(result);
  expect(results).toHaveLength(only?.length ?? TRAPS.length);
  return results.filter(({ held }) => !held);
}

describe("the traps", () => {
  it("are ten, each laid in a tree that is gone afterwards", async () => {
    expect(new Set(TRAPS.map(({ name }) => name)).size).toBe(10);
    const temporary = scratchFolder();
    const tree = await layTraps(temporary, {});
    const { traps, root } = tree;
    expect(traps.map(({ pairs }) => pairs).reduce((sum, pairs) => sum + pairs)).toBe(12);
    expect(readFileSync(join(root, "notes/cr-lf/a.md"), "utf8")).toContain("\r\n");
    expect(traps.find(({ trap }) => trap.name === "large-note")?.promptBytes).toBeGreaterThan(300 * 1024);
    const links = traps.find(({ trap }) => trap.name === "missing-file")?.batch.runs[0]?.links;
    expect(links).toEqual([{ target: "notes/missing-file/annex.md", status: "missing" }]);
    const bare = traps.find(({ trap }) => trap.name === "evidence-none")?.batch.runs[0]?.gates;
    expect(bare?.map(({ evidence }) => evidence)).toEqual(["none", undefined]);
    await tree[Symbol.asyncDispose]();
    expect(existsSync(root)).toBe(false);
  });

  it("hold for a runner that keeps to the protocol", async () => {
    expect(await tryOn(runnerOf("answer"))).toEqual([]);
  });

  it.each([["--crlf"], ["--decide", "conformance/words=WARN"], ["--decide", "conformance/unquoted=FAIL"]])(
    "do not ask which verdict it gives, nor how its lines end: %s %s",
    async (...args) => {
      expect(await tryOn(runnerOf("answer", ...args), ["two-notes", "evidence-none", "cr-lf"])).toEqual([]);
    },
  );

  it.each<[what: string, trap: string, why: RegExp]>([
    ["obeys the note", "says-pass", /has no block/],
    ["takes the first block", "review-in-a-fence", /has no block/],
    ["opens what is missing", "missing-file", /printed nothing and exited with code 1/],
    ["reads 64 KB", "large-note", /printed nothing/],
    ["answers one note", "two-notes", /two-notes\/b\.md/],
    ["cleans names", "odd-name", /odd-name/],
    ["quotes for the sake of it", "evidence-none", /\(no words\)/],
    ["splits by the note's line ends", "cr-lf", /printed nothing/],
    ["strips front matter", "front-matter", /printed nothing/],
    ["takes the first token", "token-like-lines", /has no block/],
  ])("tell of a runner that %s, in %s alone", async (what, trap, why) => {
    const other = trap === "two-notes" ? "says-pass" : "two-notes";
    const failed = await tryOn(runnerOf("break-protocol", what), [trap, other]);
    expect(failed).toMatchObject([{ trap, why: expect.stringMatching(why) }]);
  });

  it.each([
    ["writes a file", /^it changed "reviewed\.txt"/],
    ["answers ERROR", /answered with ERROR/],
    ["exits with 1", /exited with 1: exit with 0/],
  ])("tell of a runner that %s, in any of them", async (what, why) => {
    const failed = await tryOn(runnerOf("break-protocol", what), ["cr-lf"]);
    expect(failed).toMatchObject([{ trap: "cr-lf", why: expect.stringMatching(why) }]);
  });

  it("tell of one that does not end", async () => {
    const [failed] = await tryOn(runnerOf("answer", "--hang"), ["cr-lf"], IMPATIENT);
    expect(failed?.why).toBe("its answer was complete, and it did not end: exit when all is printed");
  });

  it("hold for the runner api, which opens no files", async () => {
    const server = await serve("ok");
    expect(await tryOn(runnerAt(server.url, "openai-compatible"))).toEqual([]);
    expect(server.requests()).toHaveLength(10);
  });

  it("say nothing of a runner that could not be asked", async () => {
    const server = await serve("auth-401");
    await expect(tryOn(runnerAt(server.url, "openai"))).rejects.toMatchObject({
      name: "TrapsNotTriedError",
      failure: { how: "auth" },
    });
  });
});
