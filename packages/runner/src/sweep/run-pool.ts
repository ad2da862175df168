/**
 * Runs tasks, started one after another for as long as `next` gives one out; it is asked again whenever a task
 * has ended or a pause is over. Returns when nothing runs, pauses or is given out any more. An error of a task
 * goes to `onError`, and the other tasks run on.
 */
export async function runPool<Task>({
  next,
  run,
  pause,
  onError,
}: {
  next: (running: ReadonlySet<Task>) => Task | undefined;
  run: (task: Task) => Promise<void>;
  /** Settles when the pause under way is over; undefined if there is none. */
  pause: () => Promise<void> | undefined;
  onError: (error: unknown) => void;
}): Promise<void> {
  const running = new Set<Task>();
  const pending = new Set<Promise<void>>();
  const start = (task: Task) => {
    running.add(task);
    const done: Promise<void> = run(task)
      .catch(onError)
      .finally(() => {
        running.delete(task);
        pending.delete(done);
      });
    pending.add(done);
  };
  for (;;) {
    for (let task = next(running); task !== undefined; task = next(running)) start(task);
    const pausing = pause();
    if (pending.size === 0 && !pausing) return;
    await Promise.race(pausing ? [...pending, pausing] : pending);
  }
}
