import type { StructuredPatchHunk } from "diff";

/** Lines around a change. */
const CONTEXT = 3;
// Comparing line by line takes a time that grows with the square of the edits; with these bounds it takes 0.1 s at most.
const MOST_EDITS = 700;
const MOST_LINES = 10_000;
const MOST_CHARACTERS = 500_000;

/**
 * A unified diff of two versions of a file, with three lines of context. Where too much changed to compare line by
 * line, all that stands between the first and the last change is replaced as a whole, and the diff says so; where that
 * is more than anybody reads, its lines are left out. Takes time in proportion to the texts.
 */
export async function unifiedDiff(name: string, before: string, after: string): Promise<string> {
  const { FILE_HEADERS_ONLY, formatPatch } = await import("diff");
  const names = { oldFileName: name, newFileName: name, oldHeader: "accepted", newHeader: "now" };
  const format = (hunks: StructuredPatchHunk[]) => formatPatch({ ...names, hunks }, FILE_HEADERS_ONLY);
  const compared = await compareLines(before, after);
  if (compared) return format(compared);
  const { old, now, linesBefore } = changedSpan(before, after, 0);
  const hunk = {
    oldStart: linesBefore + 1,
    oldLines: countLines(old),
    newStart: linesBefore + 1,
    newLines: countLines(now),
    // Many thousands of them: put behind the head as they are.
    lines: [],
  };
  const head = format([hunk]).trimEnd();
  if (Math.max(old.length, now.length) > MOST_CHARACTERS) return `${head} ${WHOLE}, and too much to show\n`;
  return `${head} ${WHOLE}\n${markLines(old, "-")}${markLines(now, "+")}`;
}

/** Undefined where too much changed. */
async function compareLines(before: string, after: string): Promise<StructuredPatchHunk[] | undefined> {
  const { structuredPatch } = await import("diff");
  const { old, now, linesBefore } = changedSpan(before, after, CONTEXT);
  if (Math.max(old.length, now.length) > MOST_CHARACTERS) return undefined;
  if (countLines(old) + countLines(now) > MOST_LINES) return undefined;
  const options = { context: CONTEXT, maxEditLength: MOST_EDITS };
  const patch = structuredPatch("", "", old, now, "", "", options);
  return patch?.hunks.map((hunk) => ({
    ...hunk,
    oldStart: hunk.oldStart + linesBefore,
    newStart: hunk.newStart + linesBefore,
  }));
}

const WHOLE = "too much changed to compare line by line";

/** The parts of two texts between their first and last difference: whole lines, and so many more on either side. */
function changedSpan(before: string, after: string, context: number) {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  const firstLine = lineStartBefore(before, same);
  let sameAtEnd = 0;
  while (
    sameAtEnd < most - firstLine &&
    before.charCodeAt(before.length - 1 - sameAtEnd) === after.charCodeAt(after.length - 1 - sameAtEnd)
  ) {
    sameAtEnd += 1;
  }
  let end = before.length - sameAtEnd;
  // One line more: the first may have begun before what is the same.
  for (let lines = 0; lines <= context && end < before.length; lines += 1) end = lineEndAfter(before, end);
  let start = firstLine;
  for (let lines = 0; lines < context && start > 0; lines += 1) start = lineStartBefore(before, start - 1);
  return {
    old: before.slice(start, end),
    now: after.slice(start, after.length - (before.length - end)),
    linesBefore: countLines(before.slice(0, start)),
  };
}

function lineStartBefore(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function lineEndAfter(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

const LINE_FEED = 10;

/** How many lines a text has; one that does not end counts. */
function countLines(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  // Searching for each end takes five times as long where lines are short.
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) === LINE_FEED) lines += 1;
  return lines;
}

/** A text with a mark in front of each line, as in a hunk. */
function markLines(text: string, mark: string): string {
  if (text === "") return "";
  const ends = text.endsWith("\n");
  const marked = mark + (ends ? text.slice(0, -1) : text).replaceAll("\n", `\n${mark}`);
  return ends ? `${marked}\n` : `${marked}\n\\ No newline at end of file\n`;
}
