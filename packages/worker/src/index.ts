export { endSweep, isSharable, listenForSweeps, requireSharable, type SharedSweep } from "@review/db/queue";
export { type SharedPlan, type SweepToShare, shareSweep } from "./sharing/share-sweep.ts";
export { readSettings, type SweepSettings } from "./sharing/sweep-settings.ts";
export { work } from "./work.ts";
export type { WorkEvent, WorkSummary } from "./working/events.ts";
export type { ReviewerHere, WorkOptions, WorkSite, WorkTimes } from "./working/site.ts";
