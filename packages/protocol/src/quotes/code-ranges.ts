const FENCE = /^[ \t>]*(`{3,}|~{3,})([^\n]*)/;
const BLANK = /^[ \t>\r]*$/;

/**
 * Answers whether an offset of Markdown is in code: between fences, or in a span between two runs of as many backticks in one
 * paragraph. Offsets are to be asked for in ascending order. Takes time in proportion to the text.
 */
export function codeFinder(source: string): (at: number) => boolean {
  const ranges = codeRanges(source);
  let next = 0;
  return (at) => {
    while ((ranges[next]?.end ?? Infinity) <= at) next += 1;
    return (ranges[next]?.start ?? Infinity) <= at;
  };
}

interface Range {
  start: number;
  end: number;
}

function codeRanges(source: string): Range[] {
  const ranges: Range[] = [];
  let fence: { mark: string; start: number } | undefined;
  let paragraph = 0;
  const addSpans = (from: number, to: number) => {
    for (const span of spansOf(source, from, to)) ranges.push(span);
  };
  for (const { index, 0: line } of source.matchAll(/[^\n]+|(?<=\n)(?=\n)/g)) {
    const [, mark = "", rest = ""] = FENCE.exec(line) ?? [];
    if (fence) {
      const isClosed = mark.startsWith(fence.mark) && rest.trim() === "";
      if (!isClosed) continue;
      ranges.push({ start: fence.start, end: index });
      fence = undefined;
      paragraph = index + line.length;
    } else if (mark !== "" && !(mark.startsWith("`") && rest.includes("`"))) {
      addSpans(paragraph, index);
      fence = { mark, start: index };
    } else if (BLANK.test(line)) {
      addSpans(paragraph, index);
      paragraph = index;
    }
  }
  if (fence) ranges.push({ start: fence.start, end: source.length });
  else addSpans(paragraph, source.length);
  return ranges;
}

/** The code spans of one paragraph. */
function spansOf(source: string, from: number, to: number): Range[] {
  const runs = Array.from(source.slice(from, to).matchAll(/`+/g), ({ index, 0: { length } }) => ({
    start: from + index,
    length,
  }));
  /** The last run of each length: one behind it has none to close it. */
  const last = new Map(runs.map(({ length }, index) => [length, index]));
  const spans: Range[] = [];
  for (let opened = 0; opened < runs.length; opened += 1) {
    const run = runs[opened];
    if (!run || (last.get(run.length) ?? 0) <= opened) continue;
    let closing = opened + 1;
    while (runs[closing]?.length !== run.length) closing += 1;
    spans.push({ start: run.start, end: (runs[closing]?.start ?? to) + run.length });
    opened = closing;
  }
  return spans;
}
