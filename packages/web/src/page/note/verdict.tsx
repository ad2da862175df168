import type { PageVerdict } from "@review/views";
import type { ComponentChildren } from "preact";
import { personIn } from "../model/cell.ts";
import { Decision } from "../parts/badges.tsx";

/** What was decided of a pair under a partition, with what else is told of it. */
export function Verdict(props: {
  decision: string | undefined;
  modelId: string | undefined;
  /** That it was before note or gate changed. */
  isBefore: boolean;
  person?: Pick<PageVerdict, "isOverridden" | "acknowledged"> | undefined;
  children?: ComponentChildren;
}) {
  const { decision, modelId, isBefore, person = {}, children } = props;
  return (
    <span class="verdict">
      <Decision decision={decision} /> {modelId}
      {personIn(person)}
      {isBefore && " (before the change)"}
      {children}
    </span>
  );
}
