// Random sequences of lifecycle calls against a plain in-memory model: a longer version of the slow test in
// packages/lifecycle/test/model.test.ts, which makes and checks them.
import { join } from "node:path";
import { REPOSITORY } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runProgram } from "./run-process.mjs";
import { dropServerLedger, isOnServer, newServerLedger } from "./server.mjs";

const TEST = "packages/lifecycle/test/model.test.ts";
/** So many make every move with every result. */
const SEQUENCES = 500;
/** On a server each takes some ten times as long. */
const TIMES = isOnServer ? 4 : 40;

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "model",
  title: "any sequence of lifecycle calls has the results, errors and rows of a plain model",
  jobs: 2,
  *trials({ size }) {
    for (let time = 0; time < (size === "long" ? TIMES : 1); time += 1) {
      yield { name: `${SEQUENCES} sequences of up to 30 calls`, run: compareWithModel };
    }
  },
};

/** @param {import("./proof.mjs").TrialContext} context */
async function compareWithModel({ random, count }) {
  const vitest = join(REPOSITORY, "node_modules/vitest/vitest.mjs");
  const server = isOnServer ? await newServerLedger() : undefined;
  const place = server && { PROVE_DB: server.url, PROVE_DB_OWNER: server.owner };
  const environment = { ...place, PROVE_RUNS: String(SEQUENCES), PROVE_SEED: String(random.below(2 ** 31)) };
  const args = [vitest, "run", TEST, "--tags-filter=slow"];
  const { exitCode, stdout, stderr } = await runProgram(process.execPath, args, {
    cwd: REPOSITORY,
    environment,
  });
  if (exitCode !== 0) throw new Error(`${stdout}${stderr}`);
  if (server) await dropServerLedger(server);
  count("sequences", SEQUENCES);
}

await runAsProgram(import.meta, proof);
