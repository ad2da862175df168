import { basename } from "node:path";

/** A place in a file. */
export interface EditorPlace {
  path: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** How an editor is told a place, and whether it draws into the terminal that it is started in. */
interface Way {
  arguments(place: EditorPlace): string[];
  needsTerminal: boolean;
}

const withOption: Way = {
  arguments: ({ path, line, column }) => ["-g", `${path}:${line}:${column}`],
  needsTerminal: false,
};
const withColons = (needsTerminal: boolean): Way => ({
  arguments: ({ path, line, column }) => [`${path}:${line}:${column}`],
  needsTerminal,
});
const withLine = (needsTerminal: boolean): Way => ({
  arguments: ({ path, line }) => [`+${line}`, path],
  needsTerminal,
});
/** Of an editor that nobody here knows it is not known whether it has a window. */
const fileAlone: Way = { arguments: ({ path }) => [path], needsTerminal: false };

const WAYS = new Map<string, Way>(
  Object.entries({
    code: withOption,
    "code-insiders": withOption,
    codium: withOption,
    vscodium: withOption,
    cursor: withOption,
    windsurf: withOption,
    subl: withColons(false),
    zed: withColons(false),
    hx: withColons(true),
    helix: withColons(true),
    vi: withLine(true),
    vim: withLine(true),
    nvim: withLine(true),
    nano: withLine(true),
    kak: withLine(true),
    micro: withLine(true),
    // It has a window where there is a desktop.
    emacs: withLine(false),
    emacsclient: withLine(false),
    gvim: withLine(false),
  }),
);

/** The arguments by which an editor, named by its program, opens a file at a place; of one that is not known the file alone. */
export function editorArguments(program: string, place: EditorPlace): string[] {
  return wayOf(program).arguments(place);
}

/** Whether an editor draws into the terminal that it is started in. */
export const needsTerminal = (program: string): boolean => wayOf(program).needsTerminal;

const wayOf = (program: string): Way =>
  WAYS.get(basename(program).replace(/\.(?:exe|cmd)$/i, "")) ?? fileAlone;
