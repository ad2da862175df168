import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { storageOf } from "../../src/ledger.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { decidingEvents, newestDecidingEvents } from "../../src/sqlite/reads/deciding-events.ts";
import { accept, overrideTo, review, withdrawal } from "../contract/events.ts";

it("of what was decided about a review only the newest under each of its names is read for its verdict", async () => {
  const path = join(scratchFolder(), "ledger.sqlite");
  await using ledger = await openLedger(path);
  const database = new Database(path);
  onTestFinished(() => void database.close());
  const storage = storageOf(ledger);
  await review(storage, ["warn"]);
  for (let time = 0; time < 3; time += 1) await accept(storage, overrideTo("pass", `long remark ${time}`));
  await accept(storage, { notePath: "new.md" });
  await accept(storage, { notePath: "new.md", ...overrideTo("fail", "under a new name") });
  await accept(storage, { notePath: "third.md" });
  await accept(storage, withdrawal);
  const remarks = (events: ReturnType<typeof decidingEvents>) => events(1).map(({ remark }) => remark);
  expect(remarks(newestDecidingEvents(database, [1]))).toEqual(["seen again", "under a new name"]);
  expect(remarks(decidingEvents(database, [1]))).toHaveLength(5);
});
