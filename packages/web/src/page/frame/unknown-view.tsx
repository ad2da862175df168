import { NotFound } from "../parts/not-found.tsx";
import { usePage } from "../state/page-state.ts";

/** What is said where an address leads to no view. */
export function UnknownView() {
  return <NotFound>{`This page has nothing at #/${usePage().route.value.unknown}.`}</NotFound>;
}
