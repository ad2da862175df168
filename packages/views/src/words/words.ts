// What is printed and shown alike: pure, and with nothing behind it but types, so that the page, which runs in a browser, has it, too.

export { describeAcceptanceKind, describeLockedKind } from "./acceptance-words.ts";
export { countedSeverity } from "./counted-severity.ts";
export { decidedAt } from "./decided-at.ts";
export { decisionOf } from "./decision-of.ts";
export { oldestFirst } from "./oldest-first.ts";
export { describeOutdated, describePairState, LEFT_OUT_WORDS } from "./pair-words.ts";
export { percent, percentRange } from "./percent.ts";
export { describeRunNote, isRunAsked, type RunsAsked } from "./run-words.ts";
export { describeBound, describeSample, withCommas } from "./sample-words.ts";
export { searchFor } from "./search-for.ts";
export { describeSweepProgress, describeSweepState } from "./sweep-words.ts";
export { describeWaiverKind, describeWaiverTerms } from "./waiver-words.ts";
