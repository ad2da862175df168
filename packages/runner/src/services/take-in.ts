// What takes in the answer of a service: loaded when the first of it is there.
export { watchAnswer } from "../answer/watch-answer.ts";
export { readPart } from "./api-reader.ts";
export { takeWhole } from "./take-whole.ts";
