import type { WaiverKind } from "@review/db/vocabulary";

/** What became of a finding, as people say it. */
export const describeWaiverKind = (kind: WaiverKind): string =>
  kind === "waived" ? "waived" : "counts again";

/** By whom that was decided and until when, if that is known: `by Ada, until 2026-03-01`. */
export const describeWaiverTerms = ({
  author,
  until,
}: {
  author?: string | undefined;
  until?: string | undefined;
}): string => [author && `by ${author}`, until && `until ${until}`].filter(Boolean).join(", ");
