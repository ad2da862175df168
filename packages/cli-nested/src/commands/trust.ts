import { resolve } from "node:path";
import {
  agree,
  type Cell,
  type CommandRun,
  collectRequests,
  confirm,
  count,
  describeLength,
  describeRequests,
  EXIT,
  forgetAgreement,
  type GlobalArgs,
  type Io,
  layOutTable,
  newRequests,
  openWorkspace,
  print,
  printJson,
  printLines,
  readAgreement,
  readAgreements,
  tell,
  trustFilePath,
  UsageError,
} from "@review/cli-kit";
import { digestOf, findRoot, RootNotFoundError, type TrustRequest } from "@review/corpus";
import type {
  AgreedRoot,
  TrustDigestDocument,
  TrustDocument,
  TrustedRootsDocument,
  TrustRevokedDocument,
} from "./trust/trust-documents.ts";

export interface TrustArgs extends GlobalArgs {
  yes?: boolean | undefined;
  revoke?: boolean | undefined;
  list?: boolean | undefined;
  print?: boolean | undefined;
}

const WAYS = ["yes", "revoke", "list", "print"] as const;

/** Shows what the repository names, and keeps, prints or forgets the user's consent to it. */
export const runTrust: CommandRun<TrustArgs> = async (args, { io }) => {
  const given = WAYS.filter((way) => args[way]);
  if (given.length > 1) throw new UsageError(`give one of ${given.map((way) => `--${way}`).join(" and ")}`);
  if (args.list) return list(args, io);
  if (args.revoke) return revoke(args, io);
  const { corpus } = await openWorkspace(args, io);
  const { root } = corpus;
  const requests = await collectRequests(corpus);
  if (args.print) {
    const document: TrustDigestDocument = { root, digest: digestOf(requests) };
    if (args.json) printJson(io, document);
    else print(io, document.digest);
    return EXIT.done;
  }
  const agreement = await readAgreement(root, io);
  const strange = newRequests(requests, { agreed: agreement?.requests });
  const shown = args.json
    ? ""
    : show(requests, strange, { root, isFirst: agreement === undefined }, args, io);
  const agrees = strange.length > 0 && (await isAgreedTo(strange, shown, args, io));
  if (agrees) await agree(requests, root, io);
  const isTrusted = agrees || strange.length === 0;
  if (args.json) printJson(io, describe(requests, strange, { root, isTrusted }));
  else if (strange.length > 0) tell(io, args, agrees ? "agreed" : "nothing was agreed to");
  return isTrusted || args.json ? EXIT.done : EXIT.no;
};

function describe(
  requests: readonly TrustRequest[],
  strange: readonly TrustRequest[],
  { root, isTrusted }: { root: string; isTrusted: boolean },
): TrustDocument {
  return {
    root,
    digest: digestOf(requests),
    trusted: isTrusted,
    requests: requests.flatMap((request) =>
      request.values.map(({ key, value }) => ({
        subject: request.subject,
        key,
        value,
        isNew: strange.includes(request),
      })),
    ),
  };
}

function show(
  requests: readonly TrustRequest[],
  strange: readonly TrustRequest[],
  { root, isFirst }: { root: string; isFirst: boolean },
  args: TrustArgs,
  io: Io,
): string {
  const rows = requests.flatMap((request) =>
    describeRequests([request]).map(({ name, value }): Cell[] => [
      { text: strange.includes(request) ? (isFirst ? "" : "new") : "agreed", style: "dim" },
      { text: name },
      { text: value },
    ]),
  );
  const lines = layOutTable(rows, { head: 2, last: "wrapped" }, io);
  printLines(io, lines);
  if (requests.length === 0) tell(io, args, `${root} names nothing that would need your consent`);
  else if (strange.length === 0) tell(io, args, `you have agreed to all that ${root} names`);
  return lines.join("\n");
}

async function isAgreedTo(
  strange: readonly TrustRequest[],
  shown: string,
  args: TrustArgs,
  io: Io,
): Promise<boolean> {
  // A program that wants to know what is named is no person who could be asked.
  if (args.json) return args.yes === true;
  const values = strange.reduce((sum, request) => sum + request.values.length, 0);
  const length = describeLength(shown, values, io.stderr) || ` (${count(values, "value")} not agreed to yet)`;
  return confirm(`Agree to exactly this${length}?`, args, io);
}

/** A root that is gone, or whose configuration is broken, can be forgotten, too. */
async function revoke(args: TrustArgs, io: Io): Promise<number> {
  const { cwd, environment, userId } = io;
  const named = args.root ?? (environment.REVIEW_ROOT?.trim() || undefined);
  const root = await findRoot({ cwd, root: named, userId }).catch((error: unknown) => {
    if (error instanceof RootNotFoundError && named !== undefined) return resolve(cwd, named);
    throw error;
  });
  const revoked = forgetAgreement(root, io);
  const document: TrustRevokedDocument = { root, revoked };
  if (args.json) printJson(io, document);
  else tell(io, args, revoked ? `revoked for ${root}` : `nothing was agreed to for ${root}`);
  return EXIT.done;
}

function list(args: TrustArgs, io: Io): number {
  const roots: AgreedRoot[] = readAgreements(io).map(({ root, digest, agreedAt }) => ({
    root,
    digest,
    agreedAt,
  }));
  const document: TrustedRootsDocument = { file: trustFilePath(io) ?? null, roots };
  if (args.json) printJson(io, document);
  else for (const { root, agreedAt } of roots) print(io, `${agreedAt.slice(0, 10)}  ${root}`);
  return EXIT.done;
}
