import { fenceText } from "./fence.ts";

const TEXT = { type: "string" } as const;

/** All properties are required and no others are let in: services that hold a model to a schema want it so. */
function closed<Properties extends Record<string, object>>(properties: Properties) {
  return {
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  } as const;
}

/** An answer as JSON (JSON Schema 7): what `bundleFromJson` makes a bundle of. */
export const ANSWER_SCHEMA = closed({
  notes: {
    type: "array" as const,
    items: closed({
      path: TEXT,
      reviews: {
        type: "array" as const,
        items: closed({
          gate: TEXT,
          summary: TEXT,
          findings: {
            type: "array" as const,
            items: closed({
              severity: { type: "string" as const, enum: ["WARN", "FAIL"] },
              message: TEXT,
              quotes: { type: "array" as const, items: TEXT },
            }),
          },
          revision: TEXT,
          result: { type: "string" as const, enum: ["PASS", "WARN", "FAIL", "ERROR"] },
        }),
      },
    }),
  },
});

const EXAMPLE = {
  notes: [
    {
      path: "path/of/note.md",
      reviews: [
        {
          gate: "lens/gate",
          summary: "One short paragraph.",
          findings: [{ severity: "WARN", message: "what is wrong", quotes: ["the exact words of the note"] }],
          revision: "",
          result: "WARN",
        },
      ],
    },
  ],
};

/** What stands at the end of a prompt whose answer is to be JSON: after the template, which says what is asked for. */
export const JSON_FORM = `# Form of the answer

Print this bundle as one JSON document and nothing else: no START and END lines, no Markdown around it. Each note block above is an entry of \`notes\`, with its path as it stands there, and each gate review block an entry of its \`reviews\`, with its id. What holds for summary, findings, quotes and result holds here, too; without findings the list is empty, and without a suggested revision that is "".

${fenceText(JSON.stringify(EXAMPLE, null, 1), "json")}`;
