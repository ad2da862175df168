// What CI waits for: whether all that is committed holds, from the lock alone; and what `lock` writes after a review.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderLockFile } from "../../packages/lock/dist/render-lock-file.js";
import { makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, peakMemory, timeNode, timeNothing } from "./measure.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

/** @typedef {import("./knowledge-base.mjs").KnowledgeBase} KnowledgeBase */

const GATES = 10;

const verifyIn = (/** @type {string} */ root) => [REVIEW_NESTED, "verify", "--frozen", "--root", root];
const timeVerify = (/** @type {KnowledgeBase} */ { root }) => timeNode(verifyIn(root));

/** Notes with a lock in which every pair is accepted; one in ten is a warning. @param {string} root @param {number} notes */
function makeLockedBase(root, notes) {
  const base = makeKnowledgeBase(root, { notes, gates: GATES });
  for (const note of base.notes) {
    const entries = base.gates.map(({ id, sha }, index) => ({
      gate: id,
      gateVersion: sha,
      noteSha: note.sha,
      model: "claude-opus-4-8",
      decision: index === 0 ? /** @type {const} */ ("warn") : /** @type {const} */ ("pass"),
      evidence: /** @type {const} */ ("observed"),
      kind: /** @type {const} */ ("full-review"),
      at: "2026-01-01T00:00:00.000Z",
      findings: index === 0 ? [{ ...FINDING, key: note.sha.slice(0, 16) }] : [],
    }));
    const file = join(root, "review.lock", `${note.id}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, renderLockFile(entries));
  }
  return base;
}

const FINDING = {
  severity: /** @type {const} */ ("warn"),
  message: "The second sentence leans on a term that nobody has explained so far.",
  quote: "Some words of note",
};

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchVerify(rounds, report) {
  await withFolder(async (folder) => {
    const none = makeLockedBase(join(folder, "0"), 1);
    const small = makeLockedBase(join(folder, "500"), 500);
    const large = makeLockedBase(join(folder, "5000"), 5000);
    for (const { base, pairs, target } of [
      { base: small, pairs: "5,000", target: 5 },
      { base: large, pairs: "50,000", target: 15 },
    ]) {
      report.compared({
        what: `\`verify --frozen\`, ${pairs} pairs`,
        than: "`node -e 0`",
        times: await inTurn(rounds, () => timeVerify(base), timeNothing),
        target,
      });
    }
    let start = 0;
    const growth = await inTurn(
      rounds,
      async () => {
        start = await timeVerify(none);
        return (await timeVerify(large)) - start;
      },
      async () => 10 * ((await timeVerify(small)) - start),
    );
    report.compared({
      what: "`verify --frozen`, 50,000 pairs, beyond its start",
      than: "10 × 5,000 pairs",
      times: growth,
      target: 1.2,
    });
    report.peak({
      what: "`verify --frozen`, 50,000 pairs",
      mib: await peakMemory(verifyIn(large.root)),
      target: 200,
    });
  });
}
