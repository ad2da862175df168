import { UsageError } from "@review/cli-kit";

/** Why something is decided, without white space around it. Throws UsageError where nothing is said. */
export function requireReason({ reason = "" }: { reason?: string | undefined }): string {
  const said = reason.trim();
  if (said === "") throw new UsageError("say why: --reason TEXT");
  return said;
}
