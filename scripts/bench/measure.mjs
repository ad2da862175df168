// Times whole processes from outside, the measured one and its floor in turn: the machine's speed drifts, a ratio of
// neighbours does not.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** With this variable Node reads a file of certificates at its start, for longer than it takes for all else: beside that every command would seem quick. */
const { NODE_EXTRA_CA_CERTS: _, ...surroundings } = process.env;

/** @typedef {{ median: number, min: number, max: number }} Spread */
/** @typedef {{ ours: Spread, floor: Spread, ratio: Spread }} Comparison milliseconds, and ours / floor */

/** @param {readonly number[]} values @returns {Spread} */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { median, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** @param {readonly number[]} ours @param {readonly number[]} floor @returns {Comparison} */
export function compare(ours, floor) {
  const ratios = ours.map((time, index) => time / (floor[index] ?? Number.NaN));
  return { ours: spread(ours), floor: spread(floor), ratio: spread(ratios) };
}

/**
 * Runs both in turn, one uncounted round first. Each returns its time in milliseconds.
 * @param {number} rounds
 * @param {(round: number) => Promise<number>} ours
 * @param {(round: number) => Promise<number>} floor
 */
export async function inTurn(rounds, ours, floor) {
  const times = { ours: /** @type {number[]} */ ([]), floor: /** @type {number[]} */ ([]) };
  for (let round = -1; round < rounds; round += 1) {
    const [a, b] = [await ours(round), await floor(round)];
    if (round < 0) continue;
    times.ours.push(a);
    times.floor.push(b);
  }
  return compare(times.ours, times.floor);
}

/** As runNode, the time alone. @param {Parameters<typeof runNode>} given */
export const timeNode = async (...given) => (await runNode(...given)).time;

/**
 * Runs `node ARGS` to its end and returns its wall time in milliseconds and what it printed, unless that is not kept.
 * Throws if it fails.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, input?: string, environment?: Record<string, string>, keep?: boolean }} [options]
 */
export async function runNode(args, { cwd, input = "", environment = {}, keep = true } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, env: { ...surroundings, ...environment } });
  let complaint = "";
  /** @type {Buffer[]} */
  const printed = [];
  // Kept as it comes: the child is still at work, and waits where its reader does.
  child.stdout.on("data", (chunk) => {
    if (keep) printed.push(chunk);
  });
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise((ended) => child.once("close", ended));
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with ${code}: ${complaint}`);
  return { time: performance.now() - started, printed: Buffer.concat(printed).toString() };
}

/** The time of several at once. @param {readonly (() => Promise<unknown>)[]} starts */
export async function timeTogether(starts) {
  const started = performance.now();
  await Promise.all(starts.map((start) => start()));
  return performance.now() - started;
}

/** The floor of every command: Node that does nothing. */
export const timeNothing = () => timeNode(["-e", "0"]);

/** The peak memory of `node ARGS` in MiB. @param {readonly string[]} args @param {{ cwd?: string }} [options] */
export async function peakMemory(args, { cwd } = {}) {
  const file = join(tmpdir(), `review-bench-peak-${process.pid}`);
  const hook = fileURLToPath(new URL("programs/report-peak.cjs", import.meta.url));
  const environment = { REVIEW_BENCH_PEAK: file };
  await timeNode(["--require", hook, ...args], {
    environment,
    keep: false,
    ...(cwd !== undefined && { cwd }),
  });
  const peak = Number(readFileSync(file, "utf8")) / 1024;
  rmSync(file);
  return peak;
}
