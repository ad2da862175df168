import type { GlobalArgs } from "@review/cli-kit";
import type { ReviewerArgs } from "../../reviewing/choose-reviewer.ts";

/** The arguments of `ack`, in all its forms. */
export interface AckArgs extends Omit<ReviewerArgs, "failOn">, GlobalArgs {
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
  yes?: boolean | undefined;
  /** How many of a cohort are reviewed. */
  sample?: number | undefined;
  /** What the sample is drawn by. */
  seed?: string | undefined;
}
