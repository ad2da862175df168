import { DEEPEST } from "@review/corpus/markdown-bounds";
import { gfm } from "micromark-extension-gfm";
import { TooMuchMarkdownError } from "./too-much.ts";

type Extension = ReturnType<typeof gfm>;
type Construct = Exclude<NonNullable<Extension["text"]>[string], readonly unknown[] | undefined>;
type Context = ThisParameterType<Construct["tokenize"]>;

/** About what the parser does in a fraction of a second; a long note of prose needs a tenth of it. */
const MOST_WORK = 20_000_000;

/** What it costs, in units of one event that is looked at, to try what may begin at a place: within a line, and where a line begins. */
const TRIED = { text: 400, line: 2000 };

const [HASH, ROUND, ASTERISK, DASH, LESS, EQUALS, OPEN, CLOSE, UNDERSCORE, BACKTICK, TILDE] = [
  35, 40, 42, 45, 60, 61, 91, 93, 95, 96, 126,
];
const DIGITS = Array.from({ length: 10 }, (_, at) => 48 + at);
const LINE_ENDS = [-5, -4, -3];

/** What the parser itself begins something at, in a line; what GitHub's Markdown adds says so. */
const IN_TEXT = [...LINE_ENDS, 33, 38, ASTERISK, LESS, OPEN, 92, CLOSE, UNDERSCORE];
/** What quotes, items of lists and footnotes begin with; and other blocks. */
const CONTAINERS = [62, ASTERISK, 43, DASH, OPEN, ...DIGITS];
const BLOCKS = [HASH, ASTERISK, DASH, LESS, EQUALS, UNDERSCORE, BACKTICK, TILDE];

/** A run of backticks begins nothing within itself. */
const IN_RUN: Construct["previous"] = function (code) {
  return code !== BACKTICK || this.events.at(-1)?.[1].type === "characterEscape";
};

/**
 * Counts what the parser has to look at, and throws TooMuchMarkdownError where that is more than a page has time for: marks of
 * emphasis are looked for among all that came before, the beginning of a label in all of the label, an end that is nowhere in
 * all that follows in the block. A count and no clock, so that a note is drawn alike on every machine.
 */
export function meter(text: string): Extension {
  const restAt = restFinder(text);
  let work = 0;
  const add = (cost: number) => {
    work += cost;
    if (work > MOST_WORK) throw new TooMuchMarkdownError("there are too many marks in it");
  };
  const before = triedFirst((code, context) => add(TRIED.text + lookedBack(code, context)));
  const behind = triedLast((code, next, context) => add(lookedOver(code, next, context, restAt)));
  const nested = triedFirst(countNested(() => add(TRIED.line)));
  const line = triedFirst((code, context) => add(TRIED.line + lookedUp(code, context)));
  const added = Object.entries(gfm().text ?? {}).map(([code, those]) => [
    code,
    [those].flat().map((each) => ({ ...before, ...(each?.previous && { previous: each.previous }) })),
  ]);
  return {
    document: atEach(CONTAINERS, nested),
    flow: { ...atEach(BLOCKS, line), null: line },
    contentInitial: { [OPEN]: line },
    text: {
      ...Object.fromEntries(added),
      ...atEach(IN_TEXT, [before, behind]),
      [BACKTICK]: [before, behind].map((each) => ({ ...each, previous: IN_RUN })),
    },
  };
}

const atEach = <T>(codes: readonly number[], value: T): Record<string, T> =>
  Object.fromEntries(codes.map((code) => [code, value]));

/** The line of which an underline may make a heading is looked for among all blocks. */
const lookedUp = (code: number, { events }: Context): number =>
  code === DASH || code === EQUALS ? events.length : 0;

/** What is looked at before a mark is understood. */
function lookedBack(code: number, context: Context & OpenLabels): number {
  if (code === ASTERISK || code === UNDERSCORE || code === TILDE) return context.events.length;
  const label = context._labelStarts?.at(-1);
  return label === undefined || code === OPEN ? 0 : 4 * (context.now().offset - label.end.offset);
}

/** The labels that are open; the parser has no type for them. */
interface OpenLabels {
  _labelStarts?: readonly { end: { offset: number } }[];
}

/** How much of its block stands behind a place: an empty line ends every block that has marks. */
function restFinder(text: string): (offset: number) => number {
  const empty = /\n[ \t]*\r?\n/g;
  let [from, end] = [0, -1];
  return (offset) => {
    if (offset < from || offset > end) {
      empty.lastIndex = offset;
      [from, end] = [offset, empty.exec(text)?.index ?? text.length];
    }
    return end - offset;
  };
}

/** What was looked at in vain: up to the end of the block, at most. */
function lookedOver(
  code: number,
  next: number | null,
  context: Context,
  restAt: (offset: number) => number,
): number {
  const rest = restAt(context.now().offset);
  if (code === LESS || code === BACKTICK) return rest;
  if (code !== CLOSE) return 0;
  return context.events.length + (next === ROUND || next === OPEN ? rest : 0);
}

/** Counts quotes and items that begin, and throws where too many do so in one line. */
function countNested(tell: () => void) {
  let [line, offset, nested] = [0, -1, 0];
  return (_: number, context: Context) => {
    const now = context.now();
    if (now.offset === offset) return;
    nested = now.line === line ? nested + 1 : 1;
    [line, offset] = [now.line, now.offset];
    tell();
    if (nested > DEEPEST) throw new TooMuchMarkdownError("it is nested too deep");
  };
}

/** Tells of every place at which something may begin, and is nothing itself. */
function triedFirst(tell: (code: number, context: Context) => void): Construct {
  return {
    partial: true,
    tokenize(_effects, _ok, nok) {
      return (code) => {
        if (code !== null) tell(code, this);
        return nok(code);
      };
    },
  };
}

/** Tells of every place at which nothing began, with what stands behind it. */
function triedLast(tell: (code: number, next: number | null, context: Context) => void): Construct {
  return {
    add: "after",
    partial: true,
    tokenize(effects, _ok, nok) {
      return (code) => {
        if (code === null) return nok(code);
        effects.enter("data");
        effects.consume(code);
        effects.exit("data");
        return (next) => {
          tell(code, next, this);
          return nok(next);
        };
      };
    },
  };
}
