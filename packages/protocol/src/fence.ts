/**
 * Text in a code fence that nothing in it can close: the fence is longer than the longest run of backticks inside.
 * The text stands between the fences unchanged, followed by a line break if it does not end with one.
 */
export function fenceText(text: string, language: string): string {
  let longestRun = 2;
  for (const run of text.matchAll(/`{3,}/g)) longestRun = Math.max(longestRun, run[0].length);
  const fence = "`".repeat(longestRun + 1);
  return `${fence}${language}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}
