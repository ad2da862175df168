// Folders and files that may not be read, listed or entered, as an archive may bring them.
import { chmodSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { CannotTry } from "./proof.mjs";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runProgram } from "./run-process.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

/** Whoever has no rights of root: nobody. */
const NOBODY = 65_534;
const MODES = [0o000, 0o400, 0o600];
const PLACES = {
  short: [".git/review", ".review"],
  long: [".git", ".git/review", ".git/review/.review", ".review", ".review/ledger.sqlite", "gates", "notes"],
};
const DOCTOR = [REVIEW_NESTED, "doctor"];
const COMMANDS = [
  [REVIEW_NESTED, "stale", "--all-gates", "--model", "opus"],
  DOCTOR,
  [REVIEW_NESTED, "lock"],
  [REVIEW_NESTED, "runs"],
  [REVIEW_SPLIT, "create", "notes/one.md", "claims", ...REVIEWER],
];

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* modeTrials(size) {
  for (const place of PLACES[size])
    yield { name: `${place} that may not be read`, run: (context) => forbid(context, place) };
}

/** @param {Context} context @param {string} place */
async function forbid({ folder, count }, place) {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new CannotTry("only root on Linux can become nobody");
  const made = join(folder, "made");
  makeKnowledgeBase(made);
  await runProgram("git", ["init", "--quiet"], { cwd: made });
  await runProgram("chown", ["--recursive", `${NOBODY}:${NOBODY}`, folder]);
  for (let above = dirname(folder); above.length > tmpdir().length; above = dirname(above))
    chmodSync(above, 0o755);
  requireEnd(await asNobody(made, [REVIEW_NESTED, "bundle", "notes/one.md", "claims", ...REVIEWER]), 0);
  for (const mode of MODES) {
    for (const command of COMMANDS) {
      const root = join(folder, "tree");
      await runProgram("cp", ["--archive", made, root]);
      chmodSync(join(root, place), mode);
      const ran = await asNobody(root, command);
      // `doctor` tells of it among what it found, on stdout.
      const isTold = [0, 1, 2, 3].includes(ran.exitCode ?? 70);
      if (!isTold || (ran.exitCode === 3 && command !== DOCTOR)) requireEnd(ran, 3);
      rmSync(root, { recursive: true });
      count("commands in a tree that may not be read");
    }
  }
}

/** @param {string} cwd @param {readonly string[]} command */
const asNobody = (cwd, command) =>
  runProgram(
    "setpriv",
    [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", process.execPath, ...command],
    { cwd, environment: { HOME: cwd } },
  );
