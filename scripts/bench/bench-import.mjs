// Bringing in months of the old scripts' reviews.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withFolder } from "./knowledge-base.mjs";
import { inTurn, peakMemory, timeNode } from "./measure.mjs";
import { makeOldBase } from "./old-base.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

const COPY_ROWS = fileURLToPath(new URL("programs/copy-rows.mjs", import.meta.url));
const SIZE = { notes: 1250, versions: 10, gates: 8 };

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchImport(rounds, report) {
  await withFolder(async (root) => {
    const old = makeOldBase(root, SIZE);
    const copy = join(root, "copy.sqlite");
    const importOld = [REVIEW_NESTED, "import", old, "--quiet", "--root", root];
    const afresh = (
      /** @type {(args: string[]) => Promise<number>} */ measure,
      /** @type {string[]} */ args,
    ) => {
      rmSync(join(root, ".review"), { recursive: true, force: true });
      rmSync(copy, { force: true });
      return measure(args);
    };
    const times = await inTurn(
      rounds,
      () => afresh(timeNode, importOld),
      () => afresh(timeNode, [COPY_ROWS, old, copy]),
    );
    report.compared({
      what: "`import`, 100,000 gate reviews",
      than: "SQLite copies the old rows",
      times: times,
      target: 20,
    });
    report.peak({
      what: "`import`, 100,000 gate reviews",
      mib: await afresh(peakMemory, importOld),
      target: 500,
    });
  });
}
