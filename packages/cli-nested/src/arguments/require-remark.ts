import { UsageError } from "@review/cli-kit";

/** Why something is decided, without white space around it. Throws UsageError where nothing is said. */
export function requireRemark({ remark = "" }: { remark?: string | undefined }): string {
  const said = remark.trim();
  if (said === "") throw new UsageError("say why: --remark TEXT");
  return said;
}
