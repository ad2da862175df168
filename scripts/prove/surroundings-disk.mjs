export function* diskTrials(size) {}
