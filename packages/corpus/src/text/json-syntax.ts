/** Where a text stops being JSON: line and column count from 1, `problem` says what was expected there. */
export interface JsonSyntaxProblem {
  line: number;
  column: number;
  problem: string;
}

type Expectation =
  | "a value"
  | "a value or ]"
  | "a key"
  | "a key or }"
  | ":"
  | ", or ]"
  | ", or }"
  | "nothing more";

const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/**
 * The first place at which a text is not JSON, or undefined if it is JSON. `JSON.parse` names no position for many
 * mistakes on Node 20, and none by line. jsonc-parser would save twenty lines, and be another dependency: it names its
 * mistakes by codes, and recurses, so that 8,000 brackets are an error (RangeError) which `JSON.parse` does not have.
 */
export function findJsonSyntaxProblem(text: string): JsonSyntaxProblem | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expectation = "a value";
  for (let at = endOf(SPACE, text, 0) ?? 0; ; at = endOf(SPACE, text, at) ?? at) {
    if (at >= text.length) return expected === "nothing more" ? undefined : problemAt(text, at, expected);
    const step = readToken(text, at, expected);
    if (step === undefined) return problemAt(text, at, expected);
    at = step.end;
    if (step.opens !== undefined) {
      open.push(step.opens);
      expected = step.opens === "{" ? "a key or }" : "a value or ]";
      continue;
    }
    if (step.closes) open.pop();
    expected = step.next ?? afterValue(open.at(-1));
  }
}

interface Step {
  end: number;
  opens?: "{" | "[";
  closes?: true;
  /** What must follow; not given when a value has just ended. */
  next?: Expectation;
}

function readToken(text: string, at: number, expected: Expectation): Step | undefined {
  const character = text[at];
  const end = at + 1;
  if (expected.endsWith("]") && character === "]") return { end, closes: true };
  if (expected.endsWith("}") && character === "}") return { end, closes: true };
  if (expected.startsWith(",")) {
    if (character !== ",") return undefined;
    return { end, next: expected.endsWith("}") ? "a key" : "a value" };
  }
  if (expected === ":") return character === ":" ? { end, next: "a value" } : undefined;
  const stringEnd = character === '"' ? endOfString(text, at) : undefined;
  if (expected.startsWith("a key"))
    return stringEnd === undefined ? undefined : { end: stringEnd, next: ":" };
  if (!expected.startsWith("a value")) return undefined;
  if (character === "{" || character === "[") return { end, opens: character };
  const scalarEnd = stringEnd ?? endOf(SCALAR, text, at);
  return scalarEnd === undefined ? undefined : { end: scalarEnd };
}

function afterValue(container: "{" | "[" | undefined): Expectation {
  if (container === undefined) return "nothing more";
  return container === "{" ? ", or }" : ", or ]";
}

/** Piece by piece: one pattern for the whole string would overflow the stack where it has a million escapes. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; ; ) {
    at = endOf(PLAIN, text, at) ?? at;
    if (text[at] === '"') return at + 1;
    const end = endOf(ESCAPE, text, at);
    if (end === undefined) return undefined;
    at = end;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function problemAt(text: string, at: number, expected: Expectation): JsonSyntaxProblem {
  const found = at < text.length ? `got ${JSON.stringify(text[at])}` : "got the end of the file";
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  let line = 1;
  for (let end = text.indexOf("\n"); end !== -1 && end < at; end = text.indexOf("\n", end + 1)) line += 1;
  return { line, column: at - (at === 0 ? 0 : lineStart) + 1, problem: `expected ${expected}, ${found}` };
}
