import { readFileSync } from "node:fs";
import { type Printer, readSchemas } from "@review/test-kit/documents.ts";
import type { AnySchemaObject } from "ajv";

const page = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");

/** What has a section, or a page, of its own. */
const ELSEWHERE = ["Finding", "Telemetry", "ReviewConfig", "ErrorDocument"];

/** The fields of what a command or a tool prints; those of an inner object or of the entries of a list with a dot. */
export function fieldsOfDocument(printer: Printer, name: string): Set<string> {
  return new Set(fieldsIn({ $ref: `#/definitions/${printer}` }, [name]));
}

/** The fields of a type. */
export function fieldsOfType(name: string): Set<string> {
  return new Set(fieldsIn({ $ref: `#/definitions/${name}` }));
}

/** Everything below a schema, or only what is below the first of the names. */
function fieldsIn(schema: AnySchemaObject, only?: readonly string[]): string[] {
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.slice("#/definitions/".length);
    return fieldsIn(readSchemas().definitions[name], only);
  }
  const parts: AnySchemaObject[] = schema.anyOf ?? (schema.items ? [schema.items] : []);
  const properties: [string, AnySchemaObject][] = Object.entries(schema.properties ?? {});
  if (only) return properties.filter(([name]) => only.includes(name)).flatMap(([, inner]) => fieldsIn(inner));
  return [
    ...parts.flatMap((part) => (isElsewhere(part) ? [] : fieldsIn(part))),
    ...properties.flatMap(([name, inner]) => [
      name,
      ...(isElsewhere(inner) ? [] : fieldsIn(inner)).map((field) => `${name}.${field}`),
    ]),
  ];
}

function isElsewhere({ $ref = "" }: AnySchemaObject): boolean {
  return ELSEWHERE.some((name) => $ref === `#/definitions/${name}`);
}

/** The sections of docs/json.md. */
export const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);

/** The fields in the tables of a section. */
export function tableFields(section: string): Set<string> {
  const cells = textOf(section)
    .split("\n")
    .flatMap((line) => /^\| (`[^|]+`) \|/.exec(line)?.[1] ?? []);
  return new Set(
    cells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)(?:\[\])?`/g)].map(([, name = ""]) => name)),
  );
}

/** Whether a section has a field: in its table, or the field's own name in a sentence, also of a section it refers to. */
export function isDocumented(section: string, field: string): boolean {
  if ([...tableFields(section)].some((named) => isNamed(field, named))) return true;
  const text = textOf(section);
  const linked = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = ""]) => anchor);
  const referred = sections.filter((title) => linked.includes(title.toLowerCase()));
  const own = field.split(".").at(-1) ?? "";
  const sentences = text.replaceAll(/^\| `[^|]+` \|/gm, "");
  if (namesIn(sentences).has(own)) return true;
  return referred.some((title) => namesIn(textOf(title)).has(own));
}

/** Whether a field is what a table calls so; a part in capitals stands for any name. */
export function isNamed(field: string, named: string): boolean {
  const parts = named.split(".");
  const path = field.split(".");
  return (
    path.length === parts.length &&
    parts.every((part, index) => part === path[index] || /^[A-Z]+$/.test(part))
  );
}

function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/`(?:[\w$-]+\.)*([\w$-]+)(?:\[\])?`/g)].map(([, name = ""]) => name));
}

function textOf(section: string): string {
  return (page.split(`\n## ${section}\n`)[1] ?? "").split("\n## ")[0] ?? "";
}
