import type { Dialect } from "../../integrity/invariant.ts";

/** How PostgreSQL says what the rules of the ledger ask for. */
export const DIALECT: Dialect = {
  isTime: (column) => `review.is_time(${column})`,
  isDay: (column) => `review.is_day(${column})`,
  isHex: (column, digits) => `${column} ~ '^[0-9a-f]{${digits}}$'`,
  isPartition: (column) => `${column} ~ '^[a-z0-9_-]+$'`,
  saysSomething: (column) => `btrim(${column}, E' \\t\\n\\r') <> ''`,
  isJson: (column) => `review.is_json(${column})`,
  isObject: (column) => `review.is_json_object(${column})`,
  isTrue: (column, field) => `review.json_text(${column}, '${field}') = 'true'`,
  isThere: (column, field) => `review.json_text(${column}, '${field}') IS NOT NULL`,
  reviewsIn: (column) => `(SELECT unnest(review.evidence_reviews(${column})) AS id)`,
};
