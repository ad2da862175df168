import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { expect, it } from "vitest";
import type { ModelId } from "../../src/vocabulary.ts";
import { pairA, review } from "../contract/events.ts";
import { emptyPostgres, openStorage } from "./scratch-postgres.ts";

/** More than are asked for in two questions at once. */
const NOTES = 9_001;
const notes = Array.from({ length: NOTES }, (_, index) => ({
  notePath: index % 3_000 === 7 ? pairA.notePath : `other-${index}.md`,
  noteSha: pairA.noteSha,
}));

it.skipIf(!hasPostgres)(
  "answers many questions at once, in the order of the notes, and for nobody who stops asking",
  async () => {
    const storage = await openStorage(await emptyPostgres());
    await review(storage, ["pass"]);
    const modelId = "m" as ModelId;
    const answers = [];
    for await (const batch of storage.acceptancesOf(modelId, notes)) answers.push(...batch);
    expect(answers.map(({ note }) => note)).toEqual(notes);
    expect(answers.flatMap(({ accepted }, index) => (accepted.size > 0 ? [index] : []))).toEqual(
      [7, 3_007, 6_007, 9_007].filter((at) => at < NOTES),
    );

    let seen = 0;
    for await (const batch of storage.acceptancesOf(modelId, notes)) {
      seen += batch.length;
      break;
    }
    expect(seen).toBeLessThan(NOTES);
    await storage.close();
    await expect(storage.acceptancesOf(modelId, notes)[Symbol.asyncIterator]().next()).rejects.toThrow(
      /is closed/,
    );
  },
);
