import { createContext } from "preact";

/** Where links lead that are written in a text: addresses of this page, by what is written. */
export const LinksContext = createContext<ReadonlyMap<string, string>>(new Map());
