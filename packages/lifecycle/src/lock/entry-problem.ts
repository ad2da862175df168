import { ACCEPTABLE_DECISIONS, FINDING_SEVERITIES } from "@review/db";
import { saysSomething } from "@review/db/guards";
import { isModelId } from "@review/db/vocabulary";
import { isCanonicalPath } from "../canonical-path.ts";
import { isTimestamp } from "../create-run.ts";
import { isDay } from "../waiver-holds.ts";
import type {
  AttestedDispute,
  AttestedEntry,
  AttestedFinding,
  AttestedSample,
  AttestedUnwaiver,
  AttestedWaiver,
  TakenBackEntry,
} from "./attested-entry.ts";

/** What makes an entry none that could have been written by `lock`, in one sentence; undefined if nothing does. */
export function entryProblem(entry: AttestedEntry): string | undefined {
  const { notePath, gate, modelId, requestedModelId = modelId, decision, evidence, kind, at } = entry;
  if (![notePath, gate.gateId].every(isCanonicalPath)) return "its note or gate leads out";
  if (![modelId, requestedModelId].every(isModelId)) return `${told(modelId)} is no partition`;
  if (!ACCEPTABLE_DECISIONS.includes(decision)) return `${told(decision)} is no decision that is accepted`;
  const word = [evidence, kind].find((each) => !isWord(each));
  if (word !== undefined) return `${told(word)} is no word for evidence or kind`;
  if (!isTimestamp(at)) return `${told(at)} is no time in UTC with milliseconds`;
  if (entry.remark !== undefined && !isText(entry.remark)) return "its remark says nothing";
  if (entry.sample && !isSample(entry.sample)) return "its sample is none";
  for (const [index, finding] of entry.findings.entries()) {
    const problem = findingProblem(finding);
    if (problem !== undefined) return `finding ${index + 1}: ${problem}`;
  }
  return undefined;
}

/** The same of one that takes back what was accepted. */
export function takenBackProblem({
  notePath,
  gate,
  modelId,
  at,
  remark,
}: TakenBackEntry): string | undefined {
  if (![notePath, gate.gateId].every(isCanonicalPath)) return "its note or gate leads out";
  if (!isModelId(modelId)) return `${told(modelId)} is no partition`;
  if (!isTimestamp(at)) return `${told(at)} is no time in UTC with milliseconds`;
  return isText(remark) ? undefined : "it is taken back without a reason";
}

function findingProblem({
  key,
  severity,
  message,
  quotes,
  waived,
  unwaived,
  disputed,
}: AttestedFinding): string | undefined {
  if (disputed && !isDispute(disputed)) return "it is disputed by nobody, without a reason, or at no time";
  if (!FINDING_SEVERITIES.includes(severity)) return `${told(severity)} is no severity`;
  if (key !== undefined && !/^[0-9a-f]{16}$/.test(key)) return `${told(key)} is no key`;
  if (![message, ...quotes].every((text) => text.isWellFormed())) return "it holds half of a character";
  return (waived && waiverProblem(waived)) ?? (unwaived && unwaiverProblem(unwaived));
}

/** The same of what takes back a waiver. */
export function unwaiverProblem({ reason, author, at }: AttestedUnwaiver): string | undefined {
  if (![reason, author ?? reason].every(isText))
    return "a waiver of it is taken back without a reason or a name";
  return isTimestamp(at) ? undefined : `a waiver of it is taken back at ${told(at)}, which is no time`;
}

/** The same of a waiver. */
export function waiverProblem({ severity, reason, author, until, at }: AttestedWaiver): string | undefined {
  if (!isText(reason)) return "it is waived without a reason";
  if (severity !== undefined && !FINDING_SEVERITIES.includes(severity)) {
    return `it is waived up to ${told(severity)}, which is no severity`;
  }
  if (author !== undefined && !isText(author)) return "it is waived by somebody without a name";
  if (at !== undefined && !isTimestamp(at)) return `it is waived at ${told(at)}, which is no time`;
  return until === undefined || isDay(until)
    ? undefined
    : `it is waived until ${told(until)}, which is no day`;
}

const isDispute = ({ model, reason, at }: AttestedDispute) =>
  isModelId(model) && isText(reason) && isTimestamp(at);

const isSample = ({ reviewed, of, flipsAtMost, confidence }: AttestedSample) =>
  [reviewed, of, flipsAtMost].every(
    (amount) => Number.isSafeInteger(amount) && amount >= 0 && amount <= of,
  ) &&
  reviewed > 0 &&
  confidence > 0 &&
  confidence < 1;

const isText = (text: string) => saysSomething(text) && text.isWellFormed();

const isWord = (text: string) => /^[a-z]+(?:-[a-z]+)*$/.test(text) && text.length <= 40;

/** As much as shows what was written without repeating what is hostile. */
export const told = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
