import type * as z from "zod";

/** What an argument must be, by the kind that a schema declares. */
const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a whole number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What is wrong with an argument, as a person would say it: the validator's own words are about its schema. */
export function explainIssue(issue: z.core.$ZodIssue): string {
  const { path } = issue;
  return `${path.join(".")} must be ${whatMustBe(issue)}`;
}

function whatMustBe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    case "too_small":
      return `a whole number of at least ${Number(issue.minimum) + (issue.inclusive === false ? 1 : 0)}`;
    case "too_big":
      return `a whole number of at most ${Number(issue.maximum) - (issue.inclusive === false ? 1 : 0)}`;
    default:
      return `otherwise: ${issue.message}`;
  }
}
