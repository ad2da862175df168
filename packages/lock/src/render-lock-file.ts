import {
  type AcceptedEntry,
  identityOf,
  isAccepted,
  type LockEntry,
  type LockedDispute,
  type LockedFinding,
  type LockedSample,
  type LockedUnwaiver,
  type LockedWaiver,
  type WithdrawnEntry,
} from "./lock-entry.ts";

/**
 * The text of a lock file: a JSON array with one entry a line, by gate and partition. The same entries give the same bytes,
 * in whatever order they and their keys come. Nothing in it acts on a terminal. `spend` is told how many bytes each line takes, and says whether to go on: what is given then is not the whole.
 */
export function renderLockFile(
  entries: readonly LockEntry[],
  spend: (bytes: number) => boolean = () => true,
): string {
  const rendered: { identity: string; line: string }[] = [];
  for (const entry of entries) {
    const line = renderEntry(entry);
    if (!spend(Buffer.byteLength(line) + 2)) return "";
    rendered.push({ identity: identityOf(entry), line });
  }
  const lines = rendered
    .sort((a, b) => (a.identity < b.identity || (a.identity === b.identity && a.line < b.line) ? -1 : 1))
    .map(({ line }) => line);
  return `[\n${lines.join(",\n")}\n]\n`;
}

/** An entry on one line. */
export function renderEntry(entry: LockEntry): string {
  const inOrder = isAccepted(entry) ? acceptedInOrder(entry) : withdrawnInOrder(entry);
  return jsonLine(inOrder);
}

/** A value on one line of which nothing acts on a terminal. */
export const jsonLine = (value: object): string => JSON.stringify(value).replace(ACTING, escaped);

function acceptedInOrder(entry: AcceptedEntry): AcceptedEntry {
  const { gate, gateVersion, noteSha, model, requested, decision, evidence, kind, at, ...more } = entry;
  const { remark, sample, findings } = more;
  return {
    ...{ gate, gateVersion, noteSha, model },
    ...(requested !== undefined && { requested }),
    ...{ decision, evidence, kind, at },
    ...(remark !== undefined && { remark }),
    ...(sample && { sample: sampleInOrder(sample) }),
    findings: findings.map(findingInOrder),
  };
}

const sampleInOrder = ({ reviewed, of, flipsAtMost, confidence }: LockedSample): LockedSample => ({
  ...{ reviewed, of, flipsAtMost, confidence },
});

function withdrawnInOrder(entry: WithdrawnEntry): WithdrawnEntry {
  const { gate, gateVersion, noteSha, model, kind, at, remark } = entry;
  return { gate, gateVersion, noteSha, model, kind, at, remark };
}

const findingInOrder = ({
  key,
  severity,
  message,
  quote,
  waived,
  unwaived,
  disputed,
}: LockedFinding): LockedFinding => ({
  ...(key !== undefined && { key }),
  ...{ severity, message },
  ...(quote !== undefined && { quote }),
  ...(waived && { waived: waiverInOrder(waived) }),
  ...(unwaived && { unwaived: unwaiverInOrder(unwaived) }),
  ...(disputed && { disputed: disputeInOrder(disputed) }),
});

const waiverInOrder = ({ severity, reason, author, until, at }: LockedWaiver): LockedWaiver => ({
  ...(severity !== undefined && { severity }),
  reason,
  ...(author !== undefined && { author }),
  ...(until !== undefined && { until }),
  ...(at !== undefined && { at }),
});

const disputeInOrder = ({ model, reason, at }: LockedDispute): LockedDispute => ({ model, reason, at });

const unwaiverInOrder = ({ reason, author, at }: LockedUnwaiver): LockedUnwaiver => ({
  reason,
  ...(author !== undefined && { author }),
  at,
});

// What `JSON.stringify` leaves as it is, although a terminal or an editor would obey it: DEL and C1 controls, the line ends of
// Unicode, and the controls that reorder text.
const ACTING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
