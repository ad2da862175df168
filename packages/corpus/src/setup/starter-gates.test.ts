import { expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";

import { listGates } from "../gates/gates.ts";
import { lintGates } from "../lint/lint-gates.ts";
import { STARTER_FIXTURES } from "./starter-fixtures.ts";
import { STARTER_GATES } from "./starter-gates.ts";

it("the starter gates are gates that are in order, each with a name, a test and examples", async () => {
  const files = STARTER_GATES.map(({ id, text }) => [`gates/${id}.md`, text] as const);
  const fixtures = STARTER_FIXTURES.map(({ path, text }) => [`gates/${path}`, text] as const);
  const corpus = await createCorpus(Object.fromEntries([...files, ...fixtures]));
  expect(
    await lintGates(corpus, { whyUnstartable: async () => ({ says: "is not", remedy: "none" }) }),
  ).toEqual({ gates: 3, issues: [] });
  const { gates } = await listGates(corpus);
  expect(gates.map(({ id }) => id)).toEqual(STARTER_GATES.map(({ id }) => id).toSorted());
  for (const { name, id, watches, text } of gates) {
    expect(name).not.toBe(id);
    expect(watches).not.toEqual([]);
    for (const part of [
      "## Failure mode\n",
      "## Test\n",
      "## Example (fail)\n",
      "## Example (pass)\n",
      "WARN",
      "PASS",
    ])
      expect(text).toContain(part);
  }
});
