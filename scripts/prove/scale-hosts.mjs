// Machines of a trial: network namespaces on a bridge, whose cables can be cut; or, where none can be made, plain processes, which
// are stopped instead and go on later.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { REVIEW_NESTED } from "./review.mjs";

const BRIDGE = "review0";
/** The network of the trial, and the server's address in it. */
export const NETWORK = "10.213.0.0/24";
const SERVER = "10.213.0.1";

/** @param {readonly string[]} words */
const ip = (...words) => spawnSync("ip", words, { encoding: "utf8" });

/** @param {readonly string[]} words */
function must(...words) {
  const { status, stderr, error } = ip(...words);
  if (status !== 0) throw new Error(`ip ${words.join(" ")}: ${stderr}`, { cause: error });
}

/** @param {number} number */
const spaceOf = (number) => `review-host-${number}`;

/**
 * As many machines as that. Each starts workers and can lose its cable.
 * @param {number} amount
 */
export function makeHosts(amount) {
  const canBeCut = isConnected(amount);
  return {
    canBeCut,
    address: canBeCut ? SERVER : "127.0.0.1",
    /** @param {number} host @param {readonly string[]} args @param {import("node:child_process").SpawnOptions} options */
    start: (host, args, options) => {
      const command = [process.execPath, REVIEW_NESTED, ...args];
      const [program = "", ...words] = canBeCut
        ? ["ip", "netns", "exec", spaceOf(host), ...command]
        : command;
      return spawn(program, words, options);
    },
    /** @param {number} host @param {boolean} isUp */
    plug: (host, isUp) => must("link", "set", `review-cable-${host}`, isUp ? "up" : "down"),
    takeDown: () => canBeCut && takeDown(amount),
  };
}

/** Makes the machines and their network; false where this may not be done here. @param {number} amount */
function isConnected(amount) {
  takeDown(amount);
  try {
    must("link", "add", BRIDGE, "type", "bridge");
    must("addr", "add", `${SERVER}/24`, "dev", BRIDGE);
    must("link", "set", BRIDGE, "up");
    for (let host = 1; host <= amount; host += 1) connect(host);
    return true;
  } catch {
    takeDown(amount);
    return false;
  }
}

/** @param {number} host */
function connect(host) {
  const space = spaceOf(host);
  // A name of an interface has fifteen characters at most.
  const cable = `review-cable-${host}`;
  must("netns", "add", space);
  must("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space);
  must("link", "set", cable, "master", BRIDGE);
  must("link", "set", cable, "up");
  must("-n", space, "addr", "add", `10.213.0.${10 + host}/24`, "dev", "eth0");
  must("-n", space, "link", "set", "eth0", "up");
  must("-n", space, "link", "set", "lo", "up");
}

/** Whatever is there of an earlier trial, too. @param {number} amount */
function takeDown(amount) {
  for (let host = 1; host <= amount; host += 1) ip("netns", "del", spaceOf(host));
  ip("link", "del", BRIDGE);
}

/** Waits for the end of a process. @param {import("node:child_process").ChildProcess} child */
export async function ended(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}
