/** A share (0 to 1) as people are shown it, e.g. `56 %` of 5/9: to the nearest whole percent. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
