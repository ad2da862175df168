/** An error of the model ledger, by its code. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export function refuseIf(condition: boolean, code: string): void {
  if (condition) throw new Refusal(code);
}

export const isBlank = (text: string) => text.trim() === "";
