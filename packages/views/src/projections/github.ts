import { createHash } from "node:crypto";
import { printable } from "../printed/printable.ts";
import type { ReportDocument } from "../report/report-document.ts";
import { textLine } from "./text.ts";
import { judgeOf, type ToldItem, toldItems, worstFirst } from "./told-items.ts";

/**
 * GitHub shows so many annotations of each level a step (REST API, "Update a check run": "GitHub Actions are limited to 10
 * warning annotations and 10 error annotations per step").
 */
const ANNOTATIONS = 10;

/**
 * The log of a step of GitHub Actions: all there is to tell as text, in which no command is obeyed, then the worst of it as
 * workflow commands, which GitHub shows beside the lines.
 */
export function* github(report: ReportDocument): Generator<string> {
  const items = worstFirst(toldItems(report));
  yield* withoutCommands(items.map(textLine));
  const shown: ToldItem[] = [];
  for (const level of ["error", "warning"] as const) {
    const some = items.filter((item) => item.level === level).slice(0, ANNOTATIONS);
    shown.push(...some);
    for (const item of some) yield `${annotation(item)}\n`;
  }
  const left = items.length - shown.length + (report.more ?? 0);
  if (left > 0) {
    yield `::notice title=review::${left} left out here: GitHub shows ${ANNOTATIONS} errors and ${ANNOTATIONS} warnings a step\n`;
  }
}

/** The lines between two commands that switch commands off and on again, by a word that cannot stand in them: their own hash. */
function* withoutCommands(lines: readonly string[]): Generator<string> {
  if (lines.length === 0) return;
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${line}\n`);
  const word = hash.digest("hex");
  yield `::stop-commands::${word}\n`;
  for (const line of lines) yield `${line}\n`;
  yield `::${word}::\n`;
}

function annotation({ pair, level, label, message, place }: ToldItem): string {
  const { startLine, startColumn, endLine, endColumn } = place ?? {};
  // GitHub takes columns only where the line is one.
  const isOneLine = startLine !== undefined && startLine === endLine;
  const properties: [name: string, value: string | number | undefined][] = [
    ["file", pair.notePath],
    ["line", startLine ?? 1],
    ["endLine", endLine],
    ["col", isOneLine ? startColumn : undefined],
    ["endColumn", isOneLine ? endColumn : undefined],
    ["title", printable(`${label} ${judgeOf(pair)}`)],
  ];
  const written = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${level} ${written.join(",")}::${escapeData(message)}`;
}

/** As the toolkit of GitHub Actions writes what a command says. */
const escapeData = (value: string) =>
  value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (value: string) => escapeData(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
