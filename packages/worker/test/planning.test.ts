import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import { makeScene, type Scene } from "./scene.ts";

const PLANNER = "SELECT pg_advisory_lock(1919252069, 3)";
const WAITS =
  "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/** Plans a sweep, and does something when it has looked at all notes and not yet handed over their texts. */
async function shareWhile({ raw, share }: Scene, change: () => void): Promise<number> {
  await raw.query(PLANNER);
  const shared = share();
  await expect.poll(async () => (await raw.query(WAITS)).rowCount).toBe(1);
  change();
  await raw.query(PLANNER.replace("lock", "unlock"));
  return shared;
}

const textsIn = async ({ raw }: Scene, id: number) =>
  (
    await raw.query(
      `SELECT note_path, text FROM review.sweep_notes JOIN review.snapshots ON sha = note_sha WHERE sweep_id = ${id} ORDER BY 1`,
    )
  ).rows.map(({ note_path, text }) => [note_path, text]);

describe.skipIf(!hasPostgres)("a sweep whose notes change while it is planned", () => {
  it("is of the text that is there when it is handed over", async () => {
    const scene = await makeScene(2);
    const id = await shareWhile(scene, () =>
      writeFileSync(join(scene.corpus.root, "notes/n2.md"), "# Note 2\n\nAnother text.\n"),
    );
    expect(await textsIn(scene, id)).toEqual([
      ["notes/n1.md", "# Note 1\n\nText.\n"],
      ["notes/n2.md", "# Note 2\n\nAnother text.\n"],
    ]);
    expect((await scene.raw.query("SELECT 1 FROM review.sweeps")).rowCount).toBe(1);
  });

  it("goes on without a note that is gone", async () => {
    const scene = await makeScene(2);
    const id = await shareWhile(scene, () => rmSync(join(scene.corpus.root, "notes/n2.md")));
    expect((await textsIn(scene, id)).map(([path]) => path)).toEqual(["notes/n1.md"]);
  });
});
