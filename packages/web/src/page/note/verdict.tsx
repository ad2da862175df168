import type { ComponentChildren } from "preact";
import { Decision } from "../parts/badges.tsx";

/** What was decided of a pair under a partition, with what else is told of it. */
export function Verdict(props: {
  decision: string | undefined;
  modelId: string | undefined;
  /** That it was before note or gate changed. */
  isBefore: boolean;
  isOverridden?: boolean | undefined;
  children?: ComponentChildren;
}) {
  const { decision, modelId, isBefore, isOverridden = false, children } = props;
  return (
    <span class="verdict">
      <Decision decision={decision} /> {modelId}
      {isOverridden && " (overridden)"}
      {isBefore && " (before the change)"}
      {children}
    </span>
  );
}
