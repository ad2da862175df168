import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { runProof, summarize } from "./proof.mjs";
import { endServer } from "./server.mjs";

/**
 * Makes a proof's file a program: `node scripts/prove/crash.mjs [--short] [--seed N] [--only TRIAL]`. Does nothing if
 * the file was imported.
 * @param {ImportMeta} meta of the proof's file
 * @param {import("./proof.mjs").Proof} proof
 */
export async function runAsProgram(meta, proof) {
  const [, program = ""] = process.argv;
  if (meta.url !== pathToFileURL(program).href) return;
  const { size, seed, only } = readArguments();
  console.log(`${proof.name}: ${proof.title} (${size} version, seed ${seed})`);
  const outcome = await runProof(proof, { size, seed, only, say: console.log });
  console.log(summarize(outcome));
  await endServer();
  process.exitCode = isBroken(outcome) ? 1 : 0;
}

/** Whether something failed, or nothing was tried without a reason. @param {import("./proof.mjs").Outcome} outcome */
export const isBroken = ({ failures, trials, skipped }) =>
  failures.length > 0 || (trials === 0 && skipped.length === 0);

/** What every program here understands; without `--seed` a new one, which is then printed. Ends the process where it understands nothing. */
export function readArguments() {
  try {
    return understood();
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : error} (understood: --short, --seed N, --only TRIAL)`,
    );
    process.exit(2);
  }
}

function understood() {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean", default: false },
      seed: { type: "string" },
      only: { type: "string" },
    },
  });
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${values.seed} is no whole number`);
  const only = values.only === undefined ? undefined : Number(values.only);
  /** @type {import("./proof.mjs").Size} */
  const size = values.short ? "short" : "long";
  return { size, seed, only };
}
