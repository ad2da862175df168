import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const program = fileURLToPath(new URL("fixtures/long-work.mjs", import.meta.url));

it.each([
  ["ends a command at once in work that hears of nothing", "long", [null, "SIGINT"]],
  ["is heard again once such work is done", "short", [130, null]],
])("a signal %s", async (_, how, ending) => {
  const child = spawn(process.execPath, [program, how], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual(ending);
});
