import { isUtf8 } from "node:buffer";
import { ConfigError } from "../errors.ts";
import { describeFileError } from "../files/file-errors.ts";
import { readRegularFile } from "../files/open-regular-file.ts";
import type { ConfigFile } from "./config-schema.ts";
import { findJsonSyntaxProblem } from "./json-syntax.ts";

// More issues than this in one line help nobody.
const ISSUES_SHOWN = 3;

/** Reads and checks a `review.config.json`. Throws ConfigError with the line and column, or the keys, to mend. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const { configSchema, describeIssue } = await import("./config-schema.ts");
  const { data, error } = configSchema.safeParse(parseJson(path, readText(path)));
  if (!error) return data;
  const issues = error.issues.map(describeIssue);
  const more = issues.length > ISSUES_SHOWN ? `; and ${issues.length - ISSUES_SHOWN} more` : "";
  throw new ConfigError(path, issues.slice(0, ISSUES_SHOWN).join("; ") + more);
}

function readText(path: string): string {
  const bytes = readBytes(path);
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

function parseJson(path: string, text: string): unknown {
  const mistake = findJsonSyntaxProblem(text);
  if (mistake !== undefined) {
    throw new ConfigError(`${path}:${mistake.line}:${mistake.column}`, `is not JSON: ${mistake.problem}`);
  }
  return JSON.parse(text, (key, value: unknown) => {
    // The schema would leave it out without a word.
    if (key === "__proto__") throw new ConfigError(path, "__proto__ is no name; choose another one");
    return value;
  });
}
