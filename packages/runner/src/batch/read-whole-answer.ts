// What is needed once an answer is there, loaded together.
export { readAnswer } from "../answer/requested-blocks.ts";
export { isTaken } from "./is-taken.ts";
