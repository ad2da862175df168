/** The digest of all that a repository names. */
export interface TrustDigestDocument {
  /** Absolute path. */
  root: string;
  /** As `REVIEW_TRUST` takes it. */
  digest: string;
}

/** What a repository names, and whether it is agreed to. */
export interface TrustDocument extends TrustDigestDocument {
  /** Whether all of it is agreed to, by what is kept. */
  trusted: boolean;
  /** Each value that has no effect without consent. */
  requests: RequestedValue[];
}

export interface RequestedValue {
  /** Where it stands: `runners.NAME`, `defaults`, `database`, or the path of a gate. */
  subject: string;
  /** Its name there. */
  key: string;
  /** As written. */
  value: unknown;
  /** Whether its subject was not agreed to as it stands. */
  isNew: boolean;
}

export interface TrustRevokedDocument {
  /** Absolute path. */
  root: string;
  /** Whether there was anything to take back. */
  revoked: boolean;
}

export interface TrustedRootsDocument {
  /** Absolute path of the user's agreements; `null` without a home. */
  file: string | null;
  /** What was agreed to, oldest first. */
  roots: AgreedRoot[];
}

export interface AgreedRoot {
  /** The root's real path. */
  root: string;
  /** Of what was agreed to. */
  digest: string;
  agreedAt: string;
}
