export { newestAcceptance } from "@review/db";
