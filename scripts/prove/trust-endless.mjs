// Ledgers that git brings along, of some hundred kB, that nobody reads to their end.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeSchemaEndless, makeTreeEndless } from "@review/test-kit/endless-tree.mjs";
import { everyState } from "./every-state.mjs";
import { withLedger } from "./review.mjs";

const LEDGER = ".review/ledger.sqlite";

/** @type {readonly import("./trust-repositories.mjs").Repository[]} */
export const endlessLedgers = ["review_runs", "acceptance_events_current", undefined].map((tree) => ({
  name: `a ledger with endless rows in ${tree ?? "its schema"}, by its git`,
  plant: plantEndlessLedger(tree),
}));

/**
 * @param {string | undefined} tree a table or an index; its schema without it
 * @returns {(place: import("./trust-repositories.mjs").Place) => Promise<void>}
 */
function plantEndlessLedger(tree) {
  return async ({ root }) => {
    const path = join(root, LEDGER);
    mkdirSync(dirname(path));
    await withLedger(path, everyState);
    if (tree === undefined) makeSchemaEndless(path);
    else makeTreeEndless(path, tree);
    // As git makes files.
    chmodSync(path, 0o644);
    rmSync(join(root, ".git"), { recursive: true });
    for (const args of [
      ["init", "--quiet"],
      ["add", "--force", LEDGER],
    ]) {
      execFileSync("git", args, {
        cwd: root,
        env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null" },
      });
    }
  };
}
