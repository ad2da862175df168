// What a batch needs once it is answered: nobody waits for it before the request has left.
export { endRun } from "./end-run.ts";
export { repairAnswer } from "./repair-answer.ts";
export { askSecond } from "./second-opinion.ts";
