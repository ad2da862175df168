import { Component, type ComponentChildren } from "preact";

interface GuardProps {
  /** What is shown in place of what could not be. */
  instead(why: string): ComponentChildren;
  children: ComponentChildren;
}

/** Shows something else in place of what throws while it is drawn, and leaves all around it alone. Another text needs another `key`. */
export class Guard extends Component<GuardProps, { why?: string }> {
  static override getDerivedStateFromError(error: unknown): { why: string } {
    return { why: error instanceof Error ? error.message : String(error) };
  }

  override render({ instead, children }: GuardProps, { why }: { why?: string }): ComponentChildren {
    return why === undefined ? children : instead(why);
  }
}
