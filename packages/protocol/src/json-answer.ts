import { isObject, type JsonObject, parseJson } from "@review/db/guards";
import type { ReviewerDecision } from "@review/db/vocabulary";
import { RESULT_LINE_START } from "./decision.ts";
import type { Finding } from "./findings/parse-findings.ts";
import { readSectionHeading } from "./findings/review-section.ts";
import { renderBundle } from "./render-bundle.ts";
import { renderRationale } from "./render-gate-review.ts";

/**
 * The bundle that a JSON document of `ANSWER_SCHEMA` stands for, so that there is one parser and one proof for both; undefined for a text that
 * is none. Nothing in the document's texts becomes structure: a message that looks like a token line, a heading or another finding stays a
 * message. Nothing is mended either: what is missing in the document, or is not as it should be, the parser finds.
 */
export function bundleFromJson(text: string, token: string): string | undefined {
  const notes = objectsOf(readDocument(text)?.notes);
  if (notes.length === 0) return undefined;
  return renderBundle(
    token,
    notes.map(({ path, reviews }) => ({
      notePath: textOf(path),
      reviews: objectsOf(reviews).map((review) => ({
        gateId: textOf(review.gate),
        text: renderReview(review),
      })),
    })),
  );
}

/** Servers that know of no schema put a fence or some words around it. */
function readDocument(text: string): JsonObject | undefined {
  const parsed = parseJson(text) ?? parseJson(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
  return isObject(parsed) ? parsed : undefined;
}

function renderReview({ summary, findings, revision, result }: JsonObject): string {
  const suggestedRevision = escapeStructure(withPlainBreaks(textOf(revision)).trim());
  const rationale = renderRationale({
    summary: escapeStructure(onOneLine(textOf(summary))),
    findings: objectsOf(findings).map(readFinding),
    ...(suggestedRevision !== "" && { suggestedRevision }),
  });
  const word = onOneLine(textOf(result));
  return word === "" ? rationale : `${rationale}\n\n${RESULT_LINE_START} ${word.toUpperCase()}`;
}

function readFinding({ severity, message, quotes }: JsonObject): Finding {
  return {
    severity: severityOf(textOf(severity)),
    text: shield(onOneLine(textOf(message))),
    quotes: (Array.isArray(quotes) ? quotes : [])
      .map((quote) => withPlainBreaks(textOf(quote)).trim())
      .filter((quote) => quote !== ""),
  };
}

/** What is no severity of a finding is refused by the parser, as `ERROR` is. */
function severityOf(word: string): ReviewerDecision {
  const known = (["warn", "fail", "pass"] as const).find((each) => each === word.trim().toLowerCase());
  return known ?? "error";
}

/** The parser takes marks behind `WARN:` for a part of it: so they stand on a line of their own, or behind one that it takes. */
function shield(message: string): string {
  if (/^[*|]/.test(message)) return `. ${message}`;
  return /^[_~`,;.!]/.test(message) ? `\n${message}` : message;
}

/** A line that would begin a section or a block begins with a backslash, which Markdown does not show before a sign. */
function escapeStructure(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.startsWith("=== ") || readSectionHeading(line) ? `\\${line}` : line))
    .join("\n");
}

const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const withPlainBreaks = (text: string) => text.replace(/\r\n?/g, "\n");
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const objectsOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
