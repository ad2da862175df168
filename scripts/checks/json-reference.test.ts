import { type Printer, readSchemas } from "@review/test-kit/documents.ts";
import { describe, expect, it } from "vitest";
import { commands as nestedCommands } from "../../packages/cli-nested/src/commands.ts";
import { commands as splitCommands } from "../../packages/cli-split/src/commands.ts";
import {
  fieldsOfDocument,
  fieldsOfType,
  isDocumented,
  isNamed,
  sections,
  tableFields,
} from "./document-fields.ts";

/** Sections of what stands in many documents, and the types of it. */
const SHARED = { Findings: "Finding", Telemetry: "Telemetry" };

/** What has no document, or is documented in sweep.md and in sentences. */
const ELSEWHERE = ["sweep", "work", "error"];

/** Every command of both programs that prints a document, with the section that tells of it. */
const documents = (["SplitDocuments", "NestedDocuments"] satisfies Printer[]).flatMap((printer) =>
  Object.keys(readSchemas().definitions[printer].properties)
    .filter((name) => !ELSEWHERE.includes(name))
    .map((name) => ({ printer, name, section: sectionOf(name) })),
);

/** `gates lint` has its own section, `show --raw` stands in that of `show`. */
function sectionOf(name: string): string {
  return sections.includes(name) ? name : (name.split(" ")[0] ?? "");
}

describe("docs/json.md", () => {
  it("has a section of every command", () => {
    const words = [...splitCommands, ...nestedCommands].map(({ usage }) => usage[0].split(" ")[0] ?? "");
    // Their output is not JSON, or is documented beside the server it belongs to.
    const wanted = words.filter((word) => !["completion", "mcp"].includes(word));
    expect(wanted.filter((word) => !sections.some((section) => section.split(" ")[0] === word))).toEqual([]);
  });

  it.each(documents)("names every field of $name ($printer)", ({ printer, name, section }) => {
    const fields = [...fieldsOfDocument(printer, name)];
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter((field) => !isDocumented(section, field))).toEqual([]);
  });

  it.each(Object.entries(SHARED))("names every field of %s", (section, type) => {
    expect([...fieldsOfType(type)].filter((field) => !isDocumented(section, field))).toEqual([]);
  });

  it.each(sections)("names no field that there is not: %s", (section) => {
    const shared = Object.entries(SHARED).flatMap(([title, type]) =>
      title === section ? [fieldsOfType(type)] : [],
    );
    const printed = documents
      .filter((document) => document.section === section)
      .map(({ printer, name }) => fieldsOfDocument(printer, name));
    const known = [...shared, ...printed].flatMap((fields) => [...fields]);
    const unknown = [...tableFields(section)].filter(
      (named) => !known.some((field) => isNamed(field, named)),
    );
    expect(unknown).toEqual([]);
  });
});
