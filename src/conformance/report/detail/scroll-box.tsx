import type { ComponentChildren, VNode } from "preact";

/** What a box that scrolls by itself holds. */
export interface ScrollBoxProps {
  /** The id of the heading that names the box. */
  readonly labelledBy: string;
  readonly id?: string;
  readonly children: ComponentChildren;
}

/** A box for what may be wider than the page; it takes the focus, so that the keyboard can scroll it. */
export const ScrollBox = ({ labelledBy, children, ...rest }: ScrollBoxProps): VNode => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, the arrow keys scroll it in some browsers only
  <section class="scroll" tabIndex={0} aria-labelledby={labelledBy} {...rest}>
    {children}
  </section>
);
