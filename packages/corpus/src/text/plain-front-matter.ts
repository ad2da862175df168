/**
 * Reads, as `readYaml` does, the YAML of front matter that holds only `key: word`, `key: "text"`, `key: [words]` and lists of `- word`;
 * undefined for anything else. It must agree with YAML wherever it answers. The YAML parser takes 1.8 s of processor
 * time for six lines in each of 5,000 notes, and 0.08 s to load; this takes 0.1 s, hashing the notes as long, and all of
 * `stale` 0.7 s where nobody asks for front matter (`pnpm bench front-matter`).
 */
export function readPlainFrontMatter(yaml: string): Record<string, unknown> | undefined {
  const data: Record<string, unknown> = {};
  let list: OpenList | undefined;
  for (const line of yaml.split(/\r?\n/)) {
    const [, key, written] = KEY_LINE.exec(line) ?? [];
    if (key !== undefined) {
      if (Object.hasOwn(data, key) || key === "__proto__") return undefined;
      const value = written === undefined ? "" : readValue(written);
      if (value === undefined) return undefined;
      data[key] = value;
      list = written === undefined ? { key, items: [] } : undefined;
      continue;
    }
    const [, indent, item] = ITEM_LINE.exec(line) ?? [];
    const value = item === undefined ? undefined : readText(item);
    if (list === undefined || value === undefined || (list.indent ?? indent) !== indent) return undefined;
    list.indent = indent;
    list.items.push(value);
    data[list.key] = list.items;
  }
  return data;
}

// A key with nothing after it has an empty text until a list follows.
interface OpenList {
  key: string;
  items: string[];
  indent?: string | undefined;
}

// YAML limits such a key to 1,024 characters.
const KEY_LINE = /^([A-Za-z_][\w-]{0,99}):(?: (.+))?$/;
const ITEM_LINE = /^( *)- (.+)$/;

// A text that starts with a letter or a digit and holds none of these is the same in YAML and here.
const WORD = /^[\p{L}\p{Nd}]/u;
const SPECIAL = /: | #|[: ]$|[\u0000-\u001f\u007f-\u009f\ufeff]/;
const QUOTED = /^"([^"\\\u0000-\u001f\u007f-\u009f]*)"$|^'([^'\u0000-\u001f\u007f-\u009f]*)'$/;
const FLOW_WORD = /^[A-Za-z\d](?:[\w./ -]*[\w./-])?$/;

function readValue(written: string): string | string[] | undefined {
  if (!written.startsWith("[")) return readText(written);
  if (!written.endsWith("]")) return undefined;
  const inner = withoutSpaces(written.slice(1, -1));
  const words = inner === "" ? [] : inner.split(/, */);
  return words.every((word) => FLOW_WORD.test(word)) ? words : undefined;
}

// A regular expression that looks for spaces at the end takes quadratic time for spaces in the middle.
function withoutSpaces(text: string): string {
  let end = text.length;
  while (text[end - 1] === " ") end -= 1;
  return text.slice(0, end).replace(/^ +/, "");
}

function readText(written: string): string | undefined {
  const quoted = QUOTED.exec(written);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? "";
  return WORD.test(written) && !SPECIAL.test(written) ? written : undefined;
}
