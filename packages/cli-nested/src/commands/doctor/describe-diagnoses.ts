import { type Io, nameLine, painter, type Style, wrapText } from "@review/cli-kit";
import { type Diagnosis, SECTIONS } from "./diagnosis.ts";

const STYLES: Record<Diagnosis["level"], Style> = { ok: "green", note: "yellow", problem: "red" };
const MARK_WIDTH = Math.max(...Object.keys(STYLES).map((level) => level.length));
const INDENT = " ".repeat(MARK_WIDTH + 4);

/** The diagnoses under the names of their sections, a level before each. */
export function describeDiagnoses(
  diagnoses: readonly Diagnosis[],
  { stdout, environment }: Pick<Io, "stdout" | "environment">,
): string[] {
  const paint = painter(stdout, environment);
  const room = stdout.columns && stdout.columns - INDENT.length;
  const describe = ({ level, message }: Diagnosis) => {
    const [first = "", ...more] = wrapText(nameLine(message), room);
    const mark = paint(STYLES[level], level.padEnd(MARK_WIDTH));
    return [`  ${mark}  ${first}`, ...more.map((line) => INDENT + line)];
  };
  return SECTIONS.flatMap((section) => {
    const lines = diagnoses.filter((diagnosis) => diagnosis.section === section).flatMap(describe);
    return lines.length === 0 ? [] : [paint("bold", section), ...lines];
  });
}
