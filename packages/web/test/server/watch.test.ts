import { expect, it, vi } from "vitest";
import { makeWatch } from "../../src/server/watch.ts";

it("looks no oftener after somebody left and came while it looked", async () => {
  vi.useFakeTimers();
  try {
    let looks = 0;
    const waiting: (() => void)[] = [];
    const watch = makeWatch(() => {
      looks += 1;
      return new Promise((resolve) => waiting.push(resolve));
    });
    watch.start();
    for (let times = 0; times < 3; times += 1) {
      await vi.advanceTimersToNextTimerAsync();
      watch.stop();
      watch.start();
      waiting.pop()?.();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(looks).toBe(3);
    expect(vi.getTimerCount()).toBe(1);
    watch.stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
