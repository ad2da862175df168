import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import type { NoteVersion } from "../../src/answers.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const m = "m" as ModelId;
const [first, second] = [snapshotOf("a note"), snapshotOf("newer")];
const shaOf = (gateId: string) => snapshotOf(`gate ${gateId}`).sha;

async function complete(storage: Storage, changes: Parameters<typeof newRun>[0] = {}): Promise<void> {
  const run = newRun(changes);
  const gateReviews = run.gates.map(
    ({ gateId }) => ({ gateId, decision: "pass", rationaleMarkdown: "fine" }) as const,
  );
  const id = await storage.createRun(run);
  await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
}

/** What is said of each note, without the notes themselves. */
async function accepted(storage: Storage, notes: NoteVersion[], modelId = m) {
  const answers = [];
  for await (const batch of storage.acceptancesOf(modelId, notes)) answers.push(...batch);
  expect(answers.map(({ note }) => note)).toEqual(notes);
  return answers.map(({ gates, others }) => ({
    gates: Object.fromEntries(gates),
    others: Object.fromEntries(others.map((other) => [other.noteSha, Object.fromEntries(other.gates)])),
  }));
}

const NOTHING = { gates: {}, others: {} };

/** What a storage must say is accepted of some notes. */
export function acceptancesOfContract(engine: Engine): void {
  it("acceptancesOf tells the asked version of a note from its others, gate by gate", async () => {
    const storage = await fresh(engine);
    await complete(storage);
    await complete(storage, { note: second, gates: [{ gateId: "b", ...snapshotOf("gate b") }] });
    await complete(storage, { modelId: "other" });
    const notes = [first, second, snapshotOf("neither")].map(({ sha }) => ({
      notePath: "n.md",
      noteSha: sha,
    }));
    const a = { a: [shaOf("a")] };
    const b = { b: [shaOf("b")] };
    expect(await accepted(storage, [...notes, { notePath: "none.md", noteSha: first.sha }])).toEqual([
      { gates: a, others: { [second.sha]: b } },
      { gates: b, others: { [first.sha]: a } },
      { gates: {}, others: { [first.sha]: a, [second.sha]: b } },
      NOTHING,
    ]);
  });

  it("acceptancesOf tells notes apart whose gates have ids with any character in them", async () => {
    const storage = await fresh(engine);
    const sha = shaOf("a");
    // Joined by NUL, these would be the same text.
    const ids = [
      ["x", `y\0${sha}z`],
      [`x\0${sha}y`, "z"],
      ["x", "y\n", "'"],
    ];
    for (const [index, gateIds] of ids.entries()) {
      const gates = gateIds.map((gateId) => ({ gateId, ...snapshotOf("gate a") }));
      await complete(storage, { notePath: `${index}.md`, gates });
    }
    const notes = ids.map((_, index) => ({ notePath: `${index}.md`, noteSha: first.sha }));
    const answers = await accepted(storage, notes);
    expect(answers.map(({ gates }) => Object.keys(gates).toSorted())).toEqual(
      ids.map((each) => each.toSorted()),
    );
  });

  it("acceptancesOf answers for any number of notes, in their order, as often as each is asked for", async () => {
    const storage = await fresh(engine);
    await complete(storage);
    const notes = Array.from({ length: 1203 }, (_, index) => ({
      notePath: index % 3 === 0 ? "n.md" : `${index}.md`,
      noteSha: first.sha,
    }));
    const both = { gates: { a: [shaOf("a")], b: [shaOf("b")] }, others: {} };
    expect(await accepted(storage, notes)).toEqual(
      notes.map(({ notePath }) => (notePath === "n.md" ? both : NOTHING)),
    );
  });

  it("acceptancesOf lets changes be made while it is read", async () => {
    const storage = await fresh(engine);
    await complete(storage);
    const notes = Array.from({ length: 1203 }, () => ({ notePath: "n.md", noteSha: first.sha }));
    const seen = new Set<number>();
    for await (const batch of storage.acceptancesOf(m, notes)) {
      for (const { gates } of batch) seen.add(gates.size);
      await complete(storage, { note: second });
    }
    expect(seen).toEqual(new Set([2, 0]));
  });
}
