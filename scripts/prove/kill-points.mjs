import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "./run-process.mjs";

let counted = 0;

/**
 * Runs a program undisturbed and counts its SQL statements.
 * @param {readonly string[]} args
 * @param {Omit<import("./run-process.mjs").RunOptions, "preload">} [options]
 */
export async function countStatements(args, options = {}) {
  counted += 1;
  const file = join(tmpdir(), `review-prove-count-${process.pid}-${counted}`);
  const environment = { ...options.environment, PROVE_COUNT_FILE: file };
  const ran = await runNode(args, { ...options, preload: "kill-at.mjs", environment });
  if (ran.signal !== null || ran.stderr.includes("    at ")) throw new Error(`it broke: ${ran.stderr}`);
  const statements = Number(readFileSync(file, "utf8"));
  rmSync(file);
  return { ...ran, statements };
}

/**
 * `before:1`, `after:1`, `before:2`, …: every moment around so many statements, or a sample of them.
 * @param {number} statements
 * @param {((list: string[], amount: number) => string[]) | undefined} sample
 * @param {number} amount
 */
export function killPoints(statements, sample, amount) {
  const points = Array.from({ length: statements }, (_, index) => [
    `before:${index + 1}`,
    `after:${index + 1}`,
  ]).flat();
  return sample ? sample(points, amount) : points;
}

/**
 * Runs a program and has it killed at one of these points; throws if it came to its end instead, unless it `mayEnd`.
 * @param {string} point
 * @param {readonly string[]} args
 * @param {Omit<import("./run-process.mjs").RunOptions, "preload"> & { mayEnd?: boolean }} [options]
 */
export async function killedAt(point, args, { mayEnd = false, ...options } = {}) {
  const environment = { ...options.environment, PROVE_KILL: point };
  const ran = await runNode(args, { ...options, preload: "kill-at.mjs", environment });
  if (ran.signal !== "SIGKILL" && !mayEnd)
    throw new Error(`it was not killed ${point}: ${ran.exitCode} ${ran.stderr}`);
  return ran;
}
