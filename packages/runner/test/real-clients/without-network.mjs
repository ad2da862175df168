#!/usr/bin/env node
// node without-network.mjs PROGRAM ARG...: runs a program with no network but loopback (Linux, where unprivileged
// namespaces are allowed; elsewhere as it is, and says so). What is tested is made to talk to 127.0.0.1 alone;
// this makes sure that a mistake in that cannot reach a real service.
import { spawnSync } from "node:child_process";

const command = process.argv.slice(2);
const LOOPBACK_ONLY = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];

const isolated = run([...LOOPBACK_ONLY, "true"], "ignore").status === 0;
if (!isolated) process.stderr.write("no network namespace here: relying on the clients' settings alone\n");
const { status, error } = run(isolated ? [...LOOPBACK_ONLY, ...command] : command, "inherit");
if (error) throw error;
process.exitCode = status ?? 1;

/** @param {string[]} words @param {"ignore" | "inherit"} stdio */
function run([program = "", ...args], stdio) {
  return spawnSync(program, args, { stdio });
}
