/** For `checkFields`. */
export const PAIR_VERSION = {
  notePath: "text",
  gateId: "text",
  modelId: "text",
  noteSha: "text",
  gateSha: "text",
} as const;
