import { join } from "node:path";
import { expect, it } from "vitest";
import { makeReviewedBase, nested } from "./reviewed-base.ts";

const SAID = "warning: the ledger .review/ledger.sqlite is not used, ";

it("says that the ledger is not used when the configuration names another file in the root", async () => {
  const { root, write } = await makeReviewedBase();
  expect((await nested(root, ["verify"])).err).not.toContain(SAID);
  write("review.config.json", JSON.stringify({ database: "other/l.sqlite" }));
  for (const command of ["verify", "warns"]) {
    const { err } = await nested(root, [command]);
    expect(err.split(SAID)).toHaveLength(2);
  }
  const named = ["verify", "--db", join(root, "other/l.sqlite")];
  expect((await nested(root, named)).err).not.toContain(SAID);
});
