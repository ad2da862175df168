import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type AnySchemaObject } from "ajv";

/** Where the JSON schemas of all documents are. */
export const documentSchemas = fileURLToPath(
  new URL("../../views/schemas/documents.schema.json", import.meta.url),
);

/** Who prints: the type that lists its documents by command. */
export type Printer = "NestedDocuments" | "SplitDocuments" | "ToolDocuments";

let schemas: AnySchemaObject | undefined;

/** The schemas as they are shipped. */
export function readSchemas(): AnySchemaObject {
  schemas ??= JSON.parse(readFileSync(documentSchemas, "utf8")) as AnySchemaObject;
  return schemas;
}

/** Of documents that a field was taken from, or one that means something else; of all others it is 1. */
const VERSIONS: Readonly<Record<string, number>> = { "SplitDocuments create": 2 };
const versionOf = (printer: Printer, name: string, args: readonly string[]) =>
  name === "stale" && args.includes("--diff") ? 2 : (VERSIONS[`${printer} ${name}`] ?? 1);

let ajv: Ajv | undefined;

/** Throws if what a command printed with `--json` is not what its schema says, or has a field that the schema does not name. */
export function checkPrinted(printer: Printer, args: readonly string[], stdout: string): void {
  if (!args.includes("--json")) return;
  for (const line of stdout.split("\n").filter((text) => text !== ""))
    checkDocument(printer, args, JSON.parse(line));
}

/** The same for one document of a command, or of a tool. */
export function checkDocument(
  printer: Printer,
  args: readonly string[],
  { schema, ...document }: Record<string, unknown>,
): void {
  ajv ??= new Ajv({ allErrors: true, strict: false }).addSchema(closed(readSchemas()), "documents");
  const name = documentName(printer, args, document);
  if (schema !== versionOf(printer, name, args)) throw new Error(`${name} has no schema version`);
  const pointer = `documents#/definitions/${printer}/properties/${encodeURIComponent(name)}`;
  if (ajv.validate(pointer, document)) return;
  throw new Error(
    `${printer} ${name} is not as its schema says: ${ajv.errorsText()}\n${JSON.stringify(document)}`,
  );
}

/**
 * Under which name the schemas have a document: `sweep --dry-run` rather than `sweep`, if the arguments say so, and
 * `gates NOTE` rather than `gates`, if it is about a note.
 */
export function documentName(
  printer: Printer,
  [command = "", ...args]: readonly string[],
  document: object,
): string {
  if ("error" in document) return "error";
  const names = Object.keys(readSchemas().definitions[printer].properties);
  const fitting = names.filter((name) => {
    const [first, ...more] = name.split(" ");
    const isSaid = (word: string) =>
      word === word.toUpperCase() ? `${word.toLowerCase()}Path` in document : args.includes(word);
    return first === command && more.every(isSaid);
  });
  const [name] = fitting.toSorted((a, b) => b.length - a.length);
  if (name === undefined) throw new Error(`${printer} has no document of ${command}`);
  return name;
}

/** The schemas without room for fields that they do not name. */
function closed(schema: AnySchemaObject): AnySchemaObject {
  return JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.type === "object" && value.properties && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  );
}
