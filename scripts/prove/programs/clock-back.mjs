// Preloaded into a process: its clock goes backwards, by anything from a millisecond to a year, each time it is read.
const RealDate = Date;
let now = RealDate.now();

function read() {
  now -= Math.ceil(Math.random() ** 8 * 365 * 24 * 3_600_000);
  return now;
}

class BackwardDate extends RealDate {
  /** @param {...any} args */
  constructor(...args) {
    if (args.length === 0) super(read());
    // @ts-expect-error The real constructor takes all of these.
    else super(...args);
  }

  static now() {
    return read();
  }
}

globalThis.Date = /** @type {DateConstructor} */ (BackwardDate);
