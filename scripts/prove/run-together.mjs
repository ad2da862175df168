import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { runNode } from "./run-process.mjs";

/**
 * Runs a program in many processes, which all come to their first SQL statement before one goes on.
 * @param {{ cwd: string, environment?: Readonly<Record<string, string>> }} where
 * @param {number} processes
 * @param {readonly string[]} args
 */
export async function runTogether({ cwd, environment = {} }, processes, args) {
  const meeting = join(cwd, "meeting");
  mkdirSync(meeting);
  const options = {
    cwd,
    preload: "start-together.mjs",
    environment: { ...environment, PROVE_TOGETHER: meeting },
  };
  const running = Array.from({ length: processes }, () => runNode(args, options));
  while (readdirSync(meeting).length < processes) await setTimeout(10);
  writeFileSync(join(meeting, "go"), "");
  return Promise.all(running);
}
