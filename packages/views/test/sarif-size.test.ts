import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { resultsWithin } from "../src/projections/sarif-limits.ts";

it("takes results as long as they fit compressed, and says how many that were", () => {
  const results = Array.from({ length: 30 }, () => JSON.stringify(randomBytes(50_000).toString("base64")));
  const writer = resultsWithin(results, { bytes: 1_000_000 });
  let text = "";
  let step = writer.next();
  for (; !step.done; step = writer.next()) text += step.value;
  const written = step.value;
  expect(JSON.parse(`[${text}]`)).toHaveLength(written);
  expect(written).toBeGreaterThan(5);
  expect(written).toBeLessThanOrEqual(20);
});
