import { expect, it } from "vitest";
import { slowProgress } from "./slow-progress.ts";

it("tells nothing of work that is quick, and of other work no more often than every five seconds", () => {
  let time = 100;
  const told: string[] = [];
  const progress = slowProgress(
    { now: () => time, tell: (line) => told.push(line) },
    (done, all) => `${done} of ${all}`,
  );
  for (let done = 1; done <= 12; done += 1) {
    time += 1000;
    progress(done, 12);
  }
  expect(told).toEqual(["5 of 12", "10 of 12"]);
});
