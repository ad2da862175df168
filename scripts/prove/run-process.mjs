import { spawn } from "node:child_process";
import { once } from "node:events";
import { program } from "./review.mjs";

/**
 * @typedef {{ stdout: string, stderr: string, exitCode: number | null, signal: string | null, ms: number }} Ran
 *
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {string | Buffer} [input] standard input, empty by default
 * @property {Readonly<Record<string, string | undefined>>} [environment] beside PATH and HOME
 * @property {string} [preload] a module of `programs` that is loaded first, e.g. `kill-at.mjs`
 * @property {boolean} [group] lead a process group of its own
 * @property {(child: import("node:child_process").ChildProcess) => void} [started]
 */

/**
 * Runs a Node program to its end, whichever way, with nothing of our environment but what programs need to start.
 * @param {readonly string[]} args the program's file and its arguments
 * @param {RunOptions} [options]
 * @returns {Promise<Ran>}
 */
export async function runNode(args, { preload, ...options } = {}) {
  const importing = preload === undefined ? [] : ["--import", program(preload)];
  return runProgram(process.execPath, [...importing, ...args], options);
}

/**
 * As `runNode`, for any program.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Omit<RunOptions, "preload">} [options]
 * @returns {Promise<Ran>}
 */
export async function runProgram(file, args, options = {}) {
  const { cwd, input = "", environment = {}, group = false, started } = options;
  const { PATH, HOME } = process.env;
  const began = performance.now();
  const child = spawn(file, args, { cwd, env: { PATH, HOME, ...environment }, detached: group });
  /** @type {Buffer[]} */
  const out = [];
  /** @type {Buffer[]} */
  const err = [];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  // A program may end without reading its input.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  started?.(child);
  const [exitCode, signal] = await once(child, "close");
  const text = (/** @type {Buffer[]} */ chunks) => Buffer.concat(chunks).toString();
  return { stdout: text(out), stderr: text(err), exitCode, signal, ms: performance.now() - began };
}
