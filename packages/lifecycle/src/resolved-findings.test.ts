import { expect, it } from "vitest";
import { reviewBefore } from "./resolved-findings.ts";

it.each<[ids: (number | undefined)[], asked: number, before: number | undefined]>([
  [[1, 2, 3], 3, 2],
  [[1, 2, 3], 2, 1],
  [[1], 1, undefined],
  [[], 1, undefined],
  // Acknowledged again, carried over without a review, and not accepted at all.
  [[1, 1, 2, 2], 2, 1],
  [[1, 2, 1], 1, undefined],
  [[undefined, 1, undefined, 2], 2, 1],
  [[undefined, 1], 1, undefined],
  [[1, 2], 9, undefined],
])("among %j the review before %i is %s", (ids, asked, before) => {
  const events = ids.map((acceptedReviewId) => ({ ...(acceptedReviewId && { acceptedReviewId }) }));
  expect(reviewBefore(events, asked)).toBe(before);
});
