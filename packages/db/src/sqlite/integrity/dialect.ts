import type { Dialect } from "../../integrity/invariant.ts";

const IS_DATE = (column: string, pattern: string) =>
  `${column} GLOB '${pattern}' AND date(${column}) IS substr(${column}, 1, 10)`;
const DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";

/** How SQLite asks. */
export const DIALECT: Dialect = {
  isTime: (column) => IS_DATE(column, `${DAY}T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z`),
  isDay: (column) => IS_DATE(column, DAY),
  isHex: (column, digits) => `length(${column}) = ${digits} AND trim(${column}, '0123456789abcdef') = ''`,
  isPartition: (column) =>
    `${column} <> '' AND trim(${column}, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''`,
  saysSomething: (column) => `trim(${column}, ' ' || char(9, 10, 13)) <> ''`,
  isJson: (column) => `json_valid(${column})`,
  // What is no JSON must not be asked for its type: that is an error, not an answer.
  isObject: (column) => `CASE WHEN json_valid(${column}) THEN json_type(${column}) = 'object' ELSE FALSE END`,
  isTrue: (column, field) => `${column} ->> '$.${field}'`,
  isThere: (column, field) => `${column} ->> '$.${field}' IS NOT NULL`,
  reviewsIn: (column) => `(SELECT CASE WHEN type = 'integer' THEN value END AS id FROM json_each(
    CASE WHEN json_valid(${column}) THEN iif(json_type(${column}, '$.reviews') = 'array', ${column} -> '$.reviews', '[]') ELSE '[]' END))`,
};
