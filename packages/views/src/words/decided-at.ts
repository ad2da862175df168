/** When an acceptance was decided: of what was taken in from the lock, as that says, but not later than it was taken in. */
export const decidedAt = ({
  acceptedAt,
  attested,
}: {
  acceptedAt: string;
  attested?: { at: string } | undefined;
}): string => (attested && attested.at < acceptedAt ? attested.at : acceptedAt);
