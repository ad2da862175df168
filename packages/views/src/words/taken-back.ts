/** Why what takes a decision back was recorded, unless what stood before had a reason of its own. */
export const TAKEN_BACK = "the decision was taken back";
export const OVERRIDE_TAKEN_BACK = "the override was taken back";
