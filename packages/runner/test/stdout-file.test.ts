import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { runProgram as run } from "./run-program.ts";

describe("a program whose stdout goes through a file", () => {
  it("loses nothing of what it prints right before it exits", async () => {
    const stdoutFile = join(scratchFolder(), "stdout");
    const bytes = 8 * 1024 * 1024;
    const { cause, exitCode, stdout } = await run("exit-unread", [`${bytes}`], { stdoutFile });
    expect([cause, exitCode, stdout.length]).toEqual(["exited", 0, bytes]);
    expect((await stat(stdoutFile)).mode & 0o777).toBe(0o600);
  });

  it("is heard while it runs", async () => {
    const folder = scratchFolder();
    const heard: string[] = [];
    const onLine = (line: string) => {
      heard.push(line);
      if (line === "first") void writeFile(join(folder, "go"), "");
    };
    const end = await run("print-in-turn", [join(folder, "go")], {
      stdoutFile: join(folder, "stdout"),
      onLine,
    });
    expect([end.cause, heard]).toEqual(["exited", ["first", "second"]]);
  });

  it("is ended when it prints too much", async () => {
    const end = await run("flood", [], {
      stdoutFile: join(scratchFolder(), "stdout"),
      maxOutputBytes: 100_000,
    });
    expect(end.cause).toBe("too-much-output");
    expect(end.stdout.length).toBeLessThanOrEqual(100_000);
  });

  it("is not started where the file cannot be made, or is there", async () => {
    const folder = scratchFolder();
    await writeFile(join(folder, "taken"), "of another");
    for (const stdoutFile of [join(folder, "none/stdout"), join(folder, "taken")]) {
      expect(await run("say-nothing", ["0"], { stdoutFile })).toMatchObject({ cause: "cannot-start" });
    }
  });
});
