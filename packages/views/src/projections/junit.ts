import { grouped } from "@review/corpus";
import { nameLine, oneLine } from "../printed/printable.ts";
import type { ReportDocument, ReportedPair, UnseenPath } from "../report/report-document.ts";
import { withoutLinks } from "./markdown-text.ts";
import { textLine } from "./text.ts";
import { judgeOf, type ToldItem, toldItems } from "./told-items.ts";
import { xmlAttribute, xmlText } from "./xml-text.ts";

interface Case {
  name: string;
  outcome: "passed" | "failure" | "error" | "skipped";
  /** What stands within its element, as XML. */
  content: string;
}

/**
 * A JUnit report by the schema of Jenkins' xUnit plug-in (junit-10.xsd), of which GitLab reads the same parts: a suite for each
 * note, a test case for each gate and partition. GitLab shows the text of a failure, not its attribute, so that says all.
 */
export function* junit({ pairs, unseen = [] }: ReportDocument): Generator<string> {
  const suites = grouped(pairs, ({ notePath }) => notePath);
  const numbers = new Map<string, number>();
  const cases = new Map([...suites].map(([notePath, some]) => [notePath, casesOf(some, numbers)]));
  for (const path of unseen)
    cases.set(path.notePath, [...(cases.get(path.notePath) ?? []), unseenCase(path)]);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<testsuites name="review" ${countsOf([...cases.values()].flat())}>\n`;
  for (const [notePath, some] of cases) {
    const skipped = some.filter(({ outcome }) => outcome === "skipped").length;
    const name = xmlAttribute(notePath);
    yield `  <testsuite name="${name}" ${countsOf(some)} skipped="${skipped}" file="${name}">\n`;
    for (const { name: caseName, content } of some) {
      const start = `    <testcase classname="${name}" name="${xmlAttribute(caseName)}"`;
      yield content === "" ? `${start}/>\n` : `${start}>${content}</testcase>\n`;
    }
    yield "  </testsuite>\n";
  }
  yield "</testsuites>\n";
}

function countsOf(cases: readonly Case[]): string {
  const count = (outcome: Case["outcome"]) => cases.filter((each) => each.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}"`;
}

/** Of two cases with one name only the first counts: names that look the same as XML are numbered. `numbers` has the last one of each name. */
function casesOf(pairs: readonly ReportedPair[], numbers: Map<string, number>): Case[] {
  return pairs.map((pair) => {
    const nameOf = (number: number) => (number === 1 ? judgeOf(pair) : `${judgeOf(pair)} #${number}`);
    const keyOf = (number: number) => xmlAttribute(`${pair.notePath}\n${nameOf(number)}`);
    let number = (numbers.get(keyOf(1)) ?? 0) + 1;
    while (numbers.has(keyOf(number))) number += 1;
    numbers.set(keyOf(1), number);
    numbers.set(keyOf(number), number === 1 ? 1 : 0);
    return { name: nameOf(number), ...outcomeOf(pair) };
  });
}

function unseenCase(path: UnseenPath): Case {
  const told = [...toldItems({ pairs: [], unseen: [path] })];
  const attributes = `type="unread" message="${xmlAttribute(withoutLinks(nameLine(path.message)))}"`;
  return {
    name: told.map(({ pair }) => judgeOf(pair)).join(),
    outcome: "error",
    content: `<error ${attributes}>${xmlText(told.map(lineOf).join("\n"))}</error>`,
  };
}

function outcomeOf(pair: ReportedPair): Omit<Case, "name"> {
  const { problem, findings, decision } = pair;
  const told = [...toldItems({ pairs: [pair] })].map(lineOf).join("\n");
  if (problem) {
    const outcome = problem.kind === "failing" ? "failure" : "error";
    const type = problem.kind === "failing" ? (decision ?? problem.kind) : problem.kind;
    const attributes = `type="${xmlAttribute(type)}" message="${xmlAttribute(withoutLinks(nameLine(problem.message)))}"`;
    return { outcome, content: `<${outcome} ${attributes}>${xmlText(told)}</${outcome}>` };
  }
  if (told !== "") return { outcome: "passed", content: `<system-out>${xmlText(told)}</system-out>` };
  const reasons = [
    ...reasonsOf(
      "waived",
      findings.flatMap((finding) => finding.waived ?? []),
    ),
    ...reasonsOf(
      "disputed",
      findings.flatMap((finding) => (finding.waived ? [] : (finding.disputed ?? []))),
    ),
  ];
  if (reasons.length === 0) return { outcome: "passed", content: "" };
  return {
    outcome: "skipped",
    content: `<skipped message="${xmlAttribute(withoutLinks(reasons.join("; ")))}"/>`,
  };
}

/** What shows reports in Markdown, in comments of a forge, does so with the words of findings. */
const lineOf = (item: ToldItem): string => textLine({ ...item, message: withoutLinks(item.message) });

const reasonsOf = (word: string, settled: readonly { reason: string }[]): string[] =>
  settled.length === 0 ? [] : [`${word}: ${settled.map(({ reason }) => oneLine(reason)).join("; ")}`];
