/** An open ledger. Only the functions of `@review/db` and `@review/lifecycle` can look inside. */
export interface Ledger {
  /** Where it is: a path, or `:memory:`. */
  readonly url: string;
  readonly readOnly: boolean;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
