import type { ModelArgs } from "@review/cli-kit";

/** The arguments of `ack`, in all its forms. */
export interface AckArgs extends ModelArgs {
  /** The note that is named with its gates. */
  path?: string | undefined;
  /** Of which notes, folders and globs pairs are taken. */
  note?: readonly string[] | undefined;
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  gate?: readonly string[] | undefined;
  reason?: string | undefined;
  all?: boolean | undefined;
  trivial?: boolean | undefined;
  moved?: readonly string[] | undefined;
  override?: string | undefined;
  remark?: string | undefined;
  expectNoteSha?: string | undefined;
  expectReview?: number | undefined;
  dryRun?: boolean | undefined;
  yes?: boolean | undefined;
}
