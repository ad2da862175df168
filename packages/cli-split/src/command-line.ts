import { type GlobalArgs, shellWord } from "@review/cli-kit";

/** A command line that can be pasted into a shell; it finds the same tree and ledger as this call did. */
export function commandLine({ root, db }: Pick<GlobalArgs, "root" | "db">, ...words: string[]): string {
  const where = [...(root === undefined ? [] : ["--root", root]), ...(db === undefined ? [] : ["--db", db])];
  return ["review-split", ...words, ...where].map(shellWord).join(" ");
}
