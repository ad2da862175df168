import { fileURLToPath } from "node:url";
import { checkDocument, documentSchemas } from "@review/test-kit/documents.ts";
import { createGenerator, type Schema } from "ts-json-schema-generator";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What each program and the tools print, by command: the types that all others are reached from. */
const ROOTS = ["NestedDocuments", "SplitDocuments", "ToolDocuments"];

/** The documents have these types and descriptions; `"schema": 1` is added where they are printed. */
function makeSchemas(): Schema {
  const generator = createGenerator({
    path: `${root}packages/cli-{nested,split}/src/documents.ts`,
    tsconfig: `${root}tsconfig.base.json`,
    // The build has checked them, with the compiler that counts.
    skipTypeCheck: true,
    expose: "export",
    jsDoc: "extended",
    // New fields may come at any time.
    additionalProperties: true,
    encodeRefs: false,
  });
  const schemas = ROOTS.map((type) => generator.createSchema(type));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "What review-nested, review-split and its tools print as JSON",
    definitions: Object.assign({}, ...schemas.map(({ definitions }) => definitions)),
  };
}

it("the JSON schemas are those of the types", async () => {
  await expect(`${JSON.stringify(makeSchemas(), null, 2)}\n`).toMatchFileSnapshot(documentSchemas);
});

it.each<[what: string, document: Record<string, unknown>, problem: RegExp]>([
  ["a field that has no schema", { schema: 1, failed: [1], reason: "so", more: 1 }, /additional properties/],
  ["a value of another kind", { schema: 1, failed: ["1"], reason: "so" }, /failed\/0 must be number/],
  ["a field that is missing", { schema: 1, failed: [1] }, /must have required property 'reason'/],
  ["no version", { failed: [1], reason: "so" }, /no schema version/],
])("the tests of the commands would notice %s", (_, document, problem) => {
  expect(() => checkDocument("NestedDocuments", ["fail", "--json"], document)).toThrow(problem);
});
