import { isUtf8 } from "node:buffer";
import { ConfigError } from "../errors.ts";
import { describeFileError } from "../files/file-errors.ts";
import { readRegularFile } from "../files/open-regular-file.ts";
import { findJsonSyntaxProblem } from "../text/json-syntax.ts";
import type { ConfigFile } from "./config-schema.ts";

// More issues than this in one line help nobody.
const ISSUES_SHOWN = 3;

/** Reads and checks a `review.config.json`. Throws ConfigError with the line and column, or the keys, to mend. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  return parseConfig(path, readBytes(path));
}

/** Checks the bytes of a `review.config.json`; `path` says where they are from. Throws ConfigError as `readConfigFile` does. */
export async function parseConfig(path: string, bytes: Buffer): Promise<ConfigFile> {
  const { configSchema } = await import("./config-schema.ts");
  const { getDotPath, safeParse } = await import("valibot");
  const result = safeParse(configSchema, parseJson(path, toText(path, bytes)));
  if (result.success) return result.output;
  const issues = result.issues.map((issue) => {
    const key = getDotPath(issue);
    return key === null ? issue.message : `${key} ${issue.message}`;
  });
  const more = issues.length > ISSUES_SHOWN ? `; and ${issues.length - ISSUES_SHOWN} more` : "";
  throw new ConfigError(path, issues.slice(0, ISSUES_SHOWN).join("; ") + more);
}

function toText(path: string, bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new ConfigError(path, "is not UTF-8; save it as UTF-8");
  // JSON.parse refuses the byte order mark that some editors write.
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

function readBytes(path: string): Buffer {
  try {
    return readRegularFile(path, "configuration");
  } catch (error) {
    throw new ConfigError(path, `cannot be read: ${describeFileError(error)}`);
  }
}

/** Keys that valibot leaves out without a word. */
const LEFT_OUT = ["__proto__", "constructor", "prototype"];

function parseJson(path: string, text: string): unknown {
  const value = readJson(path, text);
  requireUsable(path, value);
  return value;
}

function readJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mistake = findJsonSyntaxProblem(text);
    if (mistake === undefined) throw error;
    throw new ConfigError(`${path}:${mistake.line}:${mistake.column}`, `is not JSON: ${mistake.problem}`);
  }
}

/** Deeper than any key; whoever goes through thousands of levels runs out of stack. */
const DEEPEST = 100;

function requireUsable(path: string, value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new ConfigError(path, "is nested too deep: make it simpler");
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (LEFT_OUT.includes(key)) throw new ConfigError(path, `${key} is no name; choose another one`);
    requireUsable(path, inner, depth + 1);
  }
}
