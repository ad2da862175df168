/** The glob that matches the path and nothing else (and, of a folder, what is below it). */
export function exactGlob(path: string): string {
  return path.replace(/[\\()[\]{}*?|]|^!|[!+@](?=\()/g, "\\$&");
}
