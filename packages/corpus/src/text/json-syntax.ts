/** Where a text stops being JSON: line and column count from 1, `problem` says what was expected there. */
export interface JsonSyntaxProblem {
  line: number;
  column: number;
  problem: string;
}

/** What may stand at a place. Objects, not their words, which would be compared for each of millions of brackets. */
interface Expectation {
  says: string;
  takes: "value" | "key" | "colon" | "comma" | "nothing";
  /** A bracket that may stand there, too. */
  closing?: "]" | "}";
}

const VALUE: Expectation = { says: "a value", takes: "value" };
const FIRST_VALUE: Expectation = { says: "a value or ]", takes: "value", closing: "]" };
const KEY: Expectation = { says: "a key", takes: "key" };
const FIRST_KEY: Expectation = { says: "a key or }", takes: "key", closing: "}" };
const COLON: Expectation = { says: ":", takes: "colon" };
const MORE_VALUES: Expectation = { says: ", or ]", takes: "comma", closing: "]" };
const MORE_KEYS: Expectation = { says: ", or }", takes: "comma", closing: "}" };
const NOTHING: Expectation = { says: "nothing more", takes: "nothing" };

const UNICODE_ESCAPE = /u[0-9a-fA-F]{4}/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/**
 * The first place at which a text is not JSON, or undefined if it is JSON. `JSON.parse` names no position for many
 * mistakes on Node 20, and none by line. jsonc-parser would save twenty lines, and be another dependency: it names its
 * mistakes by codes, and recurses, so that 8,000 brackets are an error (RangeError) which `JSON.parse` does not have.
 */
export function findJsonSyntaxProblem(text: string): JsonSyntaxProblem | undefined {
  /** What may follow in the objects and lists that are open, once a value in them has ended. */
  const open: Expectation[] = [];
  let expected = VALUE;
  for (let at = behindSpace(text, 0); ; at = behindSpace(text, at)) {
    if (at >= text.length) return expected === NOTHING ? undefined : problemAt(text, at, expected);
    const character = text[at] ?? "";
    if (character === expected.closing) {
      at += 1;
      open.pop();
      expected = open.at(-1) ?? NOTHING;
    } else if (expected.takes === "value" && (character === "{" || character === "[")) {
      at += 1;
      open.push(character === "{" ? MORE_KEYS : MORE_VALUES);
      expected = character === "{" ? FIRST_KEY : FIRST_VALUE;
    } else {
      const end = endOfToken(text, at, expected);
      if (end === undefined) return problemAt(text, at, expected);
      at = end;
      expected = behindToken(expected, open.at(-1));
    }
  }
}

function endOfToken(text: string, at: number, { takes }: Expectation): number | undefined {
  const character = text[at];
  if (takes === "nothing") return undefined;
  if (takes === "comma") return character === "," ? at + 1 : undefined;
  if (takes === "colon") return character === ":" ? at + 1 : undefined;
  if (character === '"') return endOfString(text, at);
  return takes === "value" ? endOf(SCALAR, text, at) : undefined;
}

function behindToken(token: Expectation, container: Expectation | undefined): Expectation {
  if (token.takes === "key") return COLON;
  if (token.takes === "comma") return token === MORE_KEYS ? KEY : VALUE;
  return token === COLON ? VALUE : (container ?? NOTHING);
}

/** Unit by unit: one pattern for the whole string would overflow the stack where it has a million escapes. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at + 1;
    if (unit < SPACE) return undefined;
    if (unit !== BACKSLASH) continue;
    at += 1;
    const isEscape = '"\\/bfnrt'.includes(text[at] ?? "?") || endOf(UNICODE_ESCAPE, text, at) !== undefined;
    if (!isEscape) return undefined;
  }
  return undefined;
}

const [SPACE, TAB, LINE_FEED, CARRIAGE_RETURN, QUOTE, BACKSLASH] = [0x20, 0x09, 0x0a, 0x0d, 0x22, 0x5c];

function behindSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit !== SPACE && unit !== TAB && unit !== LINE_FEED && unit !== CARRIAGE_RETURN) break;
  }
  return at;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function problemAt(text: string, at: number, { says }: Expectation): JsonSyntaxProblem {
  const found = at < text.length ? `got ${JSON.stringify(text[at])}` : "got the end of the file";
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  let line = 1;
  for (let index = 0; index < at; index += 1) if (text.charCodeAt(index) === LINE_FEED) line += 1;
  return { line, column: at - (at === 0 ? 0 : lineStart) + 1, problem: `expected ${says}, ${found}` };
}
