/** How a reader writes an option of a command, given its name in code: `actualModel` is `--actual-model` in a shell. */
export type OptionName = (option: string) => string;

/** As a shell's user types it. */
const asFlag: OptionName = (option) =>
  `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * A command that cannot be carried out as it was asked for; the message says how to mend it. Where it names options,
 * it is a function of how its reader writes them: a command line has flags, a tool has arguments.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "usage";
  /** The message for a reader who writes options in this way. */
  readonly worded: (nameOption: OptionName) => string;

  constructor(message: string | ((nameOption: OptionName) => string), options?: ErrorOptions) {
    const worded = typeof message === "string" ? () => message : message;
    super(worded(asFlag), options);
    this.worded = worded;
  }
}
