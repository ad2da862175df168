import { parseJson } from "@review/db/guards";

export interface FoundFrontMatter {
  format: "yaml" | "toml" | "json";
  /** All of it, with the lines around it. */
  whole: string;
  inside: string;
}

// From "---" (YAML) or "+++" (TOML) on the first line, after a byte order mark, to the next such line, each with or
// without blanks after it; "..." ends YAML, too. A few blank lines may stand before "+++", which is nothing else, as Zola writes
// it; "---" after one may be a rule. JSON is an object from "{" alone on the first line to "}" alone on one.
const YAML = /^\uFEFF?---[ \t]*(?:\r?\n|\r)(?:([\s\S]*?)(?:\r?\n|\r))??(?:---|\.\.\.)[ \t]*(?:\r?\n|\r|$)/;
const TOML =
  /^\uFEFF?(?:[ \t]{0,9}(?:\r\n?|\n)){0,9}\+\+\+[ \t]*(?:\r?\n|\r)(?:([\s\S]*?)(?:\r?\n|\r))??\+\+\+[ \t]*(?:\r?\n|\r|$)/;
const JSON_OBJECT = /^\uFEFF?(\{[ \t]*(?:\r?\n|\r)(?:[\s\S]*?(?:\r?\n|\r))??\})[ \t]*(?:\r?\n|\r|$)/;
const OPENING = /^\uFEFF?(?:(---)|(?:[ \t]{0,9}(?:\r\n?|\n)){0,9}(\+\+\+))[ \t]*(?:[\r\n]|$)/;

/** The front matter of a text, whichever of the three ways it is written in; undefined if there is none. */
export function findFrontMatter(text: string): FoundFrontMatter | undefined {
  return find("yaml", YAML, text) ?? find("toml", TOML, text) ?? findJson(text);
}

/** The line with which a text begins as front matter does, which may never end; undefined if it does not. */
export function frontMatterOpening(text: string): string | undefined {
  const [, yaml, toml] = OPENING.exec(text) ?? [];
  return yaml ?? toml;
}

function find(format: FoundFrontMatter["format"], block: RegExp, text: string): FoundFrontMatter | undefined {
  const [whole, inside = ""] = block.exec(text) ?? [];
  return whole === undefined ? undefined : { format, whole, inside };
}

/** Braces may stand at the beginning of any text; what is no JSON is none of it. */
function findJson(text: string): FoundFrontMatter | undefined {
  const found = find("json", JSON_OBJECT, text);
  return found && parseJson(found.inside) !== undefined ? found : undefined;
}

/**
 * A gate's text without its front matter, trimmed. All of it is kept if the front matter never ends or if
 * nothing else is there: a reviewer must be shown something to judge by.
 */
export function stripFrontMatter(text: string): string {
  return text.slice(findFrontMatter(text)?.whole.length).trim() || text.trim();
}
