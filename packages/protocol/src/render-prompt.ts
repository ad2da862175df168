import { fenceText } from "./fence.ts";
import { stripFrontMatter } from "./front-matter.ts";
import { JSON_FORM } from "./json-form.ts";
import { nameOnOneLine } from "./names.ts";
import { promptContract, UNANSWERED_REVIEW } from "./prompt-contract.ts";
import { renderBundle } from "./render-bundle.ts";
import { renderSettled, type Settled } from "./render-settled.ts";

/** A gate to judge by. `text` is the whole gate file; `name` its readable name, if it has one. */
export interface PromptGate {
  readonly gateId: string;
  readonly name?: string;
  readonly text: string;
  /** `none` where findings need no words of the note. */
  readonly evidence?: "none" | undefined;
}

/** A local link of a note: the canonical path of its target or, when that is outside the root or not known, as written. */
export interface PromptLink {
  readonly target: string;
  readonly status: "exists" | "missing" | "unresolved" | "outside";
}

/** A note to judge, by the gates named. `text` is the whole note file. */
export interface PromptNote {
  readonly notePath: string;
  readonly text: string;
  readonly links: readonly PromptLink[];
  readonly gateIds: readonly string[];
  /** What the owner lets stand in it, under whatever gates; of those asked for it is listed. */
  readonly settled?: readonly Settled[];
}

/** What is asked in one prompt. `gates` holds every gate that a note names. */
export interface PromptRequest {
  readonly token: string;
  readonly gates: readonly PromptGate[];
  readonly notes: readonly PromptNote[];
  /** Of reviews that were answered before and are asked for again: what was wrong with them, one line each. */
  readonly problems?: readonly string[];
  /** False for a reviewer that cannot look at the files that links lead to. Default: true. */
  readonly opensFiles?: boolean | undefined;
  /** Whether the answer is to be JSON, of which `bundleFromJson` makes a bundle. Default: false. */
  readonly asJson?: boolean | undefined;
}

const NOTES = "\n\n# Notes\n\n";

/**
 * The prompt for one batch, ending with the template of the expected bundle. Everything up to the notes depends on
 * the gates alone and is byte-equal in every batch of a sweep, so that prompt caches hit. The token stands only after
 * the notes, and no note can know it.
 */
export function renderPrompt({
  token,
  gates,
  notes,
  problems = [],
  opensFiles,
  asJson,
}: PromptRequest): string {
  return `${renderPromptPrefix(gates, opensFiles)}${NOTES}${notes.map(renderNote).join("\n\n")}
${renderProblems(problems)}
${renderTemplate(token, notes)}${renderForm(asJson)}`;
}

/** A prompt in two: what is byte-equal in every batch of the same gates, so that a service can keep it, and the rest. */
export function splitPrompt(prompt: string): [common: string, rest: string] {
  const at = prompt.indexOf(NOTES);
  return at === -1 ? ["", prompt] : [prompt.slice(0, at), prompt.slice(at)];
}

/** What is asked once more of a reviewer that still has the prompt before it, and its answer: `problems` says why. */
export interface RepairRequest {
  readonly token: string;
  readonly notes: readonly Pick<PromptNote, "notePath" | "gateIds">[];
  readonly problems: readonly string[];
  /** As of the first prompt. */
  readonly asJson?: boolean | undefined;
}

/** The prompt that goes on in a conversation: notes, gates and rules stand in the one before, and are not told again. */
export function renderRepairPrompt({ token, notes, problems, asJson }: RepairRequest): string {
  return `Print some reviews of your last answer once more. What the first prompt says of notes, gates and form holds for them, too.
${renderProblems(problems)}
${renderTemplate(token, notes)}${renderForm(asJson)}`;
}

/** Behind all that is the same without it. */
const renderForm = (asJson = false) => (asJson ? `\n${JSON_FORM}\n` : "");

function renderTemplate(token: string, notes: RepairRequest["notes"]): string {
  return `# Answer

The token of this prompt is ${token}. The bundle to print, to be filled in: keep the START and END lines as they are, replace what stands in parentheses, and leave one word in each result line.

${renderBundle(token, notes.map(requestReviews))}`;
}

/** Behind the notes, so that what comes before is the same as in the first prompt. */
function renderProblems(problems: readonly string[]): string {
  if (problems.length === 0) return "";
  return `
# What was wrong

These reviews were printed before, and could not be recorded. Judge them again, and mend what was wrong:

${fenceText(problems.map(nameOnOneLine).join("\n"), "text")}
`;
}

/** The part of a prompt that depends on its gates alone. */
export function renderPromptPrefix(gates: readonly PromptGate[], opensFiles = true): string {
  // By code unit, not by locale: the order must be the same on every machine.
  const inIdOrder = gates.toSorted((a, b) => (a.gateId < b.gateId ? -1 : 1));
  return [promptContract(opensFiles), "# Gates", ...inIdOrder.map(renderGate)].join("\n\n");
}

/** Without front matter: it steers the tool (`watches`, `check`, …), and a reviewer might take it for the criterion. */
function renderGate({ gateId, name, text, evidence }: PromptGate): string {
  const title = name === undefined ? gateId : `${gateId} (${name})`;
  const unquoted = evidence === "none" ? "\n\nFindings of this gate need no words of the note." : "";
  return `## Gate ${nameOnOneLine(title)}\n\n${fenceText(stripFrontMatter(text), "markdown")}${unquoted}`;
}

function renderNote({ notePath, text, links, gateIds, settled = [] }: PromptNote): string {
  const heading = `## Note ${nameOnOneLine(notePath)}`;
  const parts = [heading, fenceText(text, "markdown"), renderLinks(links), renderSettled(settled, gateIds)];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function renderLinks(links: readonly PromptLink[]): string {
  if (links.length === 0) return "Local links: none.";
  const list = links.map(({ target, status }) => `${status} ${nameOnOneLine(target)}`).join("\n");
  const unresolved = links.some(({ status }) => status === "unresolved") ? `\n\n${UNRESOLVED}` : "";
  return `Local links:\n\n${fenceText(list, "text")}${unresolved}`;
}

const UNRESOLVED =
  "Where the `unresolved` ones lead is not known, so they cannot be opened; that alone is no fault of the note.";

function requestReviews({ notePath, gateIds }: RepairRequest["notes"][number]) {
  return { notePath, reviews: gateIds.map((gateId) => ({ gateId, text: UNANSWERED_REVIEW })) };
}
