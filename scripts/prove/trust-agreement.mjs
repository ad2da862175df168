// What is planted does start once the user agrees: else nothing would be known about the attack.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TRUSTED } from "./knowledge-base.mjs";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED } from "./review.mjs";
import { runNode } from "./run-process.mjs";
import { linesIn } from "./trust-scene.mjs";

/** @typedef {import("./trust-scene.mjs").Scene} Scene */

/**
 * The attack works where the user agrees, once or for good, and no longer when something new is named.
 * @param {Scene} scene
 * @param {readonly string[]} words
 * @param {import("./proof.mjs").TrialContext["count"]} count
 */
export async function agreeAndStart(scene, words, count) {
  const start = async (/** @type {readonly string[]} */ more, environment = scene.environment) => {
    rmSync(scene.ran, { force: true });
    // What was reviewed would be fresh, and nothing be started for it.
    for (const folder of [".review", ".git/review"])
      rmSync(join(scene.root, folder), { recursive: true, force: true });
    const ran = await runNode([REVIEW_NESTED, ...words, ...more], { cwd: scene.root, environment });
    return { ran, isStarted: linesIn(scene.ran).some((line) => line.startsWith("planted")) };
  };
  const requireStarted = (/** @type {{ isStarted: boolean }} */ { isStarted }, /** @type {string} */ how) => {
    if (!isStarted) throw new Error(`what the user agreed to by ${how} was not started`);
    count("programs started once their user agreed");
  };
  requireStarted(await start([TRUSTED]), "--trust");
  const trust = async (/** @type {string} */ way, environment = scene.environment) =>
    runNode([REVIEW_NESTED, "trust", way], { cwd: scene.root, environment });
  const { stdout: REVIEW_TRUST } = await trust("--print");
  requireStarted(await start([], { ...scene.environment, REVIEW_TRUST }), "REVIEW_TRUST");

  const home = join(scene.shared, "../own/home");
  const atHome = { ...scene.environment, HOME: home };
  requireEnd(await trust("--yes", atHome), 0);
  requireStarted(await start([], atHome), "trust --yes");
  // A repository that brings that very file with it, in what is the user's home.
  if (scene.environment.HOME === scene.root) {
    const planted = join(scene.root, ".config/review");
    mkdirSync(planted, { recursive: true, mode: 0o700 });
    copyFileSync(join(home, ".config/review/trust.json"), join(planted, "trust.json"));
    requireRefused(await start([]));
  }
  writeFileSync(join(scene.root, "gates/prose/new.md"), "---\ncheck: ./planted new\n---\nx");
  requireRefused(await start([], atHome));
  requireRefused(await start([], { ...scene.environment, REVIEW_TRUST }));
  count("programs refused for something new", 2);
}

/** @param {{ ran: import("./run-process.mjs").Ran, isStarted: boolean }} started */
function requireRefused({ ran, isStarted }) {
  requireEnd(ran, 3, /trust/);
  if (isStarted) throw new Error("something was started that nobody has agreed to");
}
