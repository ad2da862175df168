// What is printed and shown alike: pure, and with nothing behind it but types, so that the page, which runs in a browser, has it, too.
export { describeAcceptanceKind } from "./acceptance-words.ts";
export { describeOutdated, describePairState } from "./pair-words.ts";
export { describeRunNote } from "./run-words.ts";
export { describeBound, describeSample } from "./sample-words.ts";
export { describeSweepProgress, describeSweepState } from "./sweep-words.ts";
