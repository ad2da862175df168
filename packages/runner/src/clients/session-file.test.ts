import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rolloutFile } from "./codex/rollout.ts";
import { readSessionFile } from "./session-file.ts";

const THREAD = "01a202e9-d9a1-7381-b285-9b32b526081c";
let home = "";

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "review-session-"));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

async function plant(day: string, thread: string, text: string): Promise<void> {
  const folder = join(home, ".codex", "sessions", ...day.split("-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `rollout-${day}T11-00-09-${thread}.jsonl`), text);
}

async function read(): Promise<string[] | undefined> {
  const file = rolloutFile(THREAD, { HOME: home });
  const lines: string[] = [];
  return file && (await readSessionFile(file, (line) => lines.push(line))) ? lines : undefined;
}

describe("readSessionFile", () => {
  it("finds the record of its own thread among others, whatever day it is", async () => {
    await plant("2026-11-23", "01a202e9-ffff-7381-b285-9b32b526081c", "other");
    await plant("2026-11-22", THREAD, "one\ntwo\n");
    await plant("2025-01-01", "01a202e9-eeee-7381-b285-9b32b526081c", "other");
    expect(await read()).toEqual(["one", "two"]);
  });

  it("finds nothing where there is nothing", async () => {
    expect(await read()).toBeUndefined();
    await plant("2026-11-22", "01a202e9-ffff-7381-b285-9b32b526081c", "other");
    await writeFile(join(home, ".codex", "sessions", "stray.txt"), "");
    expect(await read()).toBeUndefined();
  });
});

describe("rolloutFile", () => {
  it("is in CODEX_HOME if that is set", () => {
    expect(rolloutFile(THREAD, { CODEX_HOME: "/c", HOME: "/h" })?.directory).toBe(join("/c", "sessions"));
    expect(rolloutFile(THREAD, { CODEX_HOME: "", HOME: "/h" })?.directory).toBe(
      join("/h", ".codex", "sessions"),
    );
  });

  it.each([[undefined], [""], ["../../etc"], ["a*b-0123456"], ["x/01234567"]])(
    "takes no file for the thread %j",
    (thread) => {
      expect(rolloutFile(thread, { HOME: "/h" })).toBeUndefined();
    },
  );

  it("takes no file without a home", () => {
    expect(rolloutFile(THREAD, {})).toBeUndefined();
  });
});
