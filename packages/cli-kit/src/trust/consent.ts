import {
  type Corpus,
  digestOf,
  escapeUnclear,
  fingerprintOf,
  type Gate,
  GatesDirectoryError,
  listGates,
  requestsOf,
  type TrustRequest,
} from "@review/corpus";
import type { GlobalArgs } from "../command-line/command.ts";
import { TrustNeededError } from "../errors/trust-errors.ts";
import { shellWord } from "../output/shell-word.ts";
import { printable, shorten } from "../output/text.ts";
import type { Io } from "../process/io.ts";
import { isYes } from "../process/yes.ts";
import { nonBlank } from "../settings.ts";
import { describeLength } from "./describe-length.ts";
import { describeRequests } from "./describe-requests.ts";
import { keepAgreement, readAgreement, readAgreements, whyIgnored } from "./trust-file.ts";

/** What a command asks before it lets anything take effect that the repository names. */
export interface Consent {
  /**
   * Settles that what these subjects name may take effect, asking the person at the terminal if need be. `gates` are
   * those about to be used, as they were read. Throws TrustNeededError, TrustNotKeptError or TrustFileError.
   */
  require(subjects: readonly string[], gates?: readonly Gate[]): Promise<void>;
  /** What of all that the repository names nobody has agreed to. Asks nobody. Throws TrustFileError. */
  pending(): Promise<readonly TrustRequest[]>;
}

/** Everything the repository names now, sorted: `requestsOf` over all its usable gates, and over `gates` as they were read. */
export async function collectRequests(corpus: Corpus, gates: readonly Gate[] = []): Promise<TrustRequest[]> {
  const requests = requestsOf(corpus, [...(await usableGates(corpus)), ...gates]);
  const byFingerprint = new Map(requests.map((request) => [fingerprintOf(request), request]));
  return [...byFingerprint.values()];
}

async function usableGates(corpus: Corpus): Promise<Gate[]> {
  try {
    return (await listGates(corpus)).gates;
  } catch (error) {
    if (error instanceof GatesDirectoryError) return [];
    throw error;
  }
}

/** Those of the requests that nobody has agreed to. */
export function newRequests(
  requests: readonly TrustRequest[],
  { digest, agreed = [] }: { digest?: string | undefined; agreed?: readonly string[] | undefined },
): TrustRequest[] {
  if (digest !== undefined && digest === digestOf(requests)) return [];
  return requests.filter((request) => !agreed.includes(fingerprintOf(request)));
}

/** The consent to what a repository names, as the flag `--trust`, `REVIEW_TRUST` and the user's own file give it. */
export function consentOf(args: GlobalArgs, io: Io, corpus: Corpus): Consent {
  const { root } = corpus;
  const digest = nonBlank(io.environment.REVIEW_TRUST);

  /** Those of the requests that nobody has agreed to, and whether nothing was ever agreed to for this root. */
  const look = async (requests: readonly TrustRequest[]) => {
    const strange = args.trust ? [] : newRequests(requests, { digest });
    if (strange.length === 0) return { strange, isFirst: true };
    const agreement = await readAgreement(root, io);
    return {
      strange: newRequests(strange, { agreed: agreement?.requests }),
      isFirst: agreement === undefined,
    };
  };

  let last: Promise<unknown> = Promise.resolve();
  /** What is agreed to in one answer nobody is asked for again by who waited for it. */
  const inTurn = <Done>(act: () => Promise<Done>): Promise<Done> => {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  };

  return {
    pending: async () => (await look(await collectRequests(corpus))).strange,
    require: async (subjects, gates) => {
      if (args.trust) return;
      const requests = await collectRequests(corpus, gates);
      if (!requests.some(({ subject }) => subjects.includes(subject))) return;
      const { strange, answer } = await inTurn(async () => {
        const { strange, isFirst } = await look(requests);
        if (strange.length === 0) return { strange, answer: true };
        const answer = await askFor(strange, { root, isFirst }, io);
        if (answer === true) await agree(requests, root, io);
        return { strange, answer };
      });
      if (answer === true) return;
      const isOther = answer === undefined && digest !== undefined;
      const mismatch = isOther ? "REVIEW_TRUST is the digest of something else, and " : "";
      const ignored = await describeIgnored(root, io);
      const where = args.root === undefined ? "" : ` --root ${shellWord(args.root)}`;
      throw new TrustNeededError(
        `${mismatch}${ignored}you have not agreed to what ${root} names: ${summarize(strange)}`,
        `review-nested trust${where}`,
      );
    },
  };
}

/** Keeps in the user's own file that everything a repository names now is agreed to. Throws as `keepAgreement`. */
export async function agree(
  requests: readonly TrustRequest[],
  root: string,
  io: Pick<Io, "environment" | "userId">,
): Promise<void> {
  const agreedAt = new Date().toISOString();
  await keepAgreement(
    { root, digest: digestOf(requests), requests: requests.map(fingerprintOf), agreedAt },
    io,
  );
}

/** Why what stands in the user's file for a root does not count; nothing if it has nothing, or counts. */
async function describeIgnored(root: string, io: Io): Promise<string> {
  const why = await whyIgnored(root, io);
  if (why === undefined || !readAgreements(io).some((agreement) => agreement.root === root)) return "";
  return `${why}, so no agreement in it counts (set XDG_CONFIG_HOME to a folder elsewhere), and `;
}

/** Shows what is new and asks; undefined if there is nobody to ask. */
async function askFor(
  requests: readonly TrustRequest[],
  { root, isFirst }: { root: string; isFirst: boolean },
  io: Io,
): Promise<boolean | undefined> {
  const shown = describeRequests(requests).map(({ name, value }) => `  ${name}  ${value}`);
  const what = isFirst ? "names what would be started, handed on or written to" : "names something new";
  const text = printable([`${escapeUnclear(root)} ${what}:`, ...shown].join("\n"));
  const question = `Agree to exactly this${describeLength(text, shown.length, io.stderr)}? [y/N] `;
  const answer = await io.ask(`${text}\n${question}`);
  return answer === undefined ? undefined : isYes(answer);
}

/** More than these in one line help nobody. */
const SUMMARIZED = 3;

function summarize(requests: readonly TrustRequest[]): string {
  const all = describeRequests(requests).map(({ name, value }) => shorten(`${name} ${value}`, 80));
  const more = all.length > SUMMARIZED ? `; and ${all.length - SUMMARIZED} more` : "";
  return all.slice(0, SUMMARIZED).join("; ") + more;
}
