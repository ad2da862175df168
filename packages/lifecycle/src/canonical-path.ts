/** Whether a text is a canonical path: relative, with `/`, and no segment that is empty, `.` or `..`. */
export function isCanonicalPath(path: string): boolean {
  return path.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
