import { stripVTControlCharacters } from "node:util";
import { type JsonObject, parseJsonObject } from "@review/db/guards";
import { textOf } from "./json-fields.ts";

/** An event of a client: what kind it is, and all its fields. */
export interface ClientEvent {
  type: string;
  fields: JsonObject;
}

/** Noise in front of an event may hold a brace or two of its own. */
const MOST_BRACES = 8;

/**
 * The event in a line of a client's output, whatever the order of its keys, whatever terminal codes or other noise
 * stand before its brace. Undefined for a line that holds none.
 */
export function readEventLine(line: string): ClientEvent | undefined {
  return asEvent(parseJsonObject(line)) ?? findEvent(stripVTControlCharacters(line));
}

function findEvent(line: string): ClientEvent | undefined {
  let at = line.indexOf("{");
  for (let tries = 0; at !== -1 && tries < MOST_BRACES; tries += 1) {
    const event = asEvent(parseJsonObject(line.slice(at)));
    if (event) return event;
    at = line.indexOf("{", at + 1);
  }
  return undefined;
}

function asEvent(fields: JsonObject | undefined): ClientEvent | undefined {
  const type = textOf(fields?.type);
  return fields && type !== undefined ? { type, fields } : undefined;
}
