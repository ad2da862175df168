import fc from "fast-check";
import { expect, it } from "vitest";
import { runPool } from "./run-pool.ts";

it("runs every task once, in order, never more than wanted, and comes to an end", async () => {
  const tasks = fc.array(fc.record({ ticks: fc.nat(5), fails: fc.boolean() }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(tasks, fc.integer({ min: 1, max: 5 }), async (given, jobs) => {
      const queue = [...given];
      const started: typeof given = [];
      const errors: unknown[] = [];
      let ended = 0;
      let most = 0;
      await runPool<(typeof given)[number]>({
        next: (running) => (running.size < jobs ? queue.shift() : undefined),
        run: async (task) => {
          started.push(task);
          most = Math.max(most, started.length - ended);
          for (let tick = 0; tick < task.ticks; tick += 1) await undefined;
          ended += 1;
          if (task.fails) throw task;
        },
        pause: () => undefined,
        onError: (error) => errors.push(error),
      });
      expect(started).toEqual(given);
      expect(most).toBeLessThanOrEqual(jobs);
      expect(errors).toHaveLength(given.filter(({ fails }) => fails).length);
    }),
  );
});

it("asks again when a pause is over", async () => {
  let resume: () => void = () => undefined;
  let pausing: Promise<void> | undefined = new Promise<void>((resolve) => {
    resume = () => {
      pausing = undefined;
      resolve();
    };
  });
  const queue = ["a", "b"];
  const ran: string[] = [];
  setTimeout(() => resume(), 1);
  await runPool<string>({
    next: () => (pausing ? undefined : queue.shift()),
    run: async (task) => {
      ran.push(task);
    },
    pause: () => pausing,
    onError: () => undefined,
  });
  expect(ran).toEqual(["a", "b"]);
});
