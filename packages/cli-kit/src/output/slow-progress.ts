/** Work is told of only once it has taken this long, and then no more often, in milliseconds. */
const EVERY_MS = 5_000;

/** Takes how much of some work is done, and tells of it in one line now and then, if it takes long; `now` is in milliseconds. */
export function slowProgress(
  { now, tell }: { now(): number; tell(line: string): void },
  describe: (done: number, all: number) => string,
): (done: number, all: number) => void {
  let told = now();
  return (done, all) => {
    if (now() - told < EVERY_MS) return;
    told = now();
    tell(describe(done, all));
  };
}
