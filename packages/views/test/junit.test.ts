import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { junit } from "../src/projections/junit.ts";
import { xmlAttribute, xmlText } from "../src/projections/xml-text.ts";
import type { ReportDocument } from "../src/report/report-document.ts";
import { HOSTILE_REPORT } from "./hostile-report.ts";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** Reads XML 1.0 with a parser that refuses what is not well-formed. */
function parse(text: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (words) => {
    const element = open.at(-1);
    if (element) element.text += words;
  });
  parser.on("closetag", () => open.pop());
  parser.write(text).close();
  const [document] = root.children;
  if (!document) throw new Error("no element");
  return document;
}

/** What junit-10.xsd of Jenkins' xUnit plug-in allows, as far as we write it: attributes (`!`: needed), children. */
const ALLOWED: Record<string, { attributes: string[]; children: string[] }> = {
  testsuites: { attributes: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: {
    attributes: ["name!", "tests!", "failures!", "errors!", "skipped", "file"],
    children: ["testcase"],
  },
  testcase: {
    attributes: ["name!", "time", "classname", "group"],
    children: ["skipped", "error", "failure", "system-out"],
  },
  failure: { attributes: ["type", "message"], children: [] },
  error: { attributes: ["type", "message"], children: [] },
  skipped: { attributes: ["type", "message"], children: [] },
  "system-out": { attributes: [], children: [] },
};

function checkElement({ name, attributes, children }: Element): void {
  const allowed = ALLOWED[name];
  if (!allowed) throw new Error(`<${name}> is unknown`);
  const names = allowed.attributes.map((each) => each.replace("!", ""));
  expect(Object.keys(attributes).filter((each) => !names.includes(each))).toEqual([]);
  const needed = allowed.attributes.filter((each) => each.endsWith("!")).map((each) => each.slice(0, -1));
  expect(needed.filter((each) => attributes[each] === undefined)).toEqual([]);
  for (const child of children) {
    expect(allowed.children).toContain(child.name);
    checkElement(child);
  }
}

function read(report: ReportDocument): Element {
  const document = parse([...junit(report)].join(""));
  checkElement(document);
  for (const suite of document.children) {
    const count = (what: string) =>
      suite.children.filter(({ children }) => children.some(({ name }) => name === what)).length;
    expect(suite.attributes).toMatchObject({
      tests: `${suite.children.length}`,
      failures: `${count("failure")}`,
      errors: `${count("error")}`,
      skipped: `${count("skipped")}`,
    });
  }
  return document;
}

describe("JUnit", () => {
  it("tells what became of each pair: fail fails, waived is skipped, stale is an error, a warning is only told", () => {
    const cases = read(HOSTILE_REPORT).children.flatMap(({ children }) => children);
    expect(cases.map(({ attributes, children }) => [attributes.name, children[0]?.name])).toEqual([
      ["prose/clear, opus", "failure"],
      ["prose/clear, gpt-5-high", "system-out"],
      ["prose/odd|name, opus", "skipped"],
      ["prose/odd|name, gpt-5-high", undefined],
      ["prose/odd|name", "error"],
      // Of a note whose name looks the same in XML.
      ["prose/odd|name #2", "error"],
    ]);
    expect(cases[0]?.children[0]?.text).toContain("notes/a b.md:3:17: FAIL prose/clear, opus: The smile");
  });

  it("has no two cases of one name", () => {
    const [first] = HOSTILE_REPORT.pairs;
    if (!first) throw new Error("no pair");
    const gates = ["a\u0001", "a\u0002", "a #2", "a"];
    const pairs = gates.map((gateId) => ({ ...first, gateId }));
    const { children } = read({ ...HOSTILE_REPORT, pairs: [...pairs, ...HOSTILE_REPORT.pairs] });
    const names = children.flatMap((suite) =>
      suite.children.map(({ attributes: { classname, name } }) => `${classname} ${name}`),
    );
    expect(new Set(names).size).toBe(gates.length + HOSTILE_REPORT.pairs.length);
  });

  it("is read back as it was written, whatever stands in it, but for what XML cannot hold", () => {
    const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
    const marks = ["]]>", "&", "<", ">", '"', "'", "\r\n", "\r", "\t", "\u0000", "\ud800", "\ufffe"];
    const part = fc.oneof(fc.constantFrom(...marks), fc.string({ unit: "binary", maxLength: 2 }));
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (value) => {
        const { attributes, text: content } = parse(`<a b="${xmlAttribute(value)}">${xmlText(value)}</a>`);
        const kept = value.replace(NO_XML, "\ufffd");
        expect(attributes.b).toBe(kept);
        expect(content).toBe(kept);
      }),
    );
  });
});
