import type { VNode } from "preact";

const shownMax = 24;

/** Short items in one flowing line; behind the first two dozen a reader asks for the rest. */
export const ItemList = ({ items }: { readonly items: readonly VNode[] }): VNode =>
  items.length <= shownMax + 6 ? (
    <Flow items={items} />
  ) : (
    <>
      <Flow items={items.slice(0, shownMax)} />
      <details>
        <summary>and {items.length - shownMax} more</summary>
        <Flow items={items.slice(shownMax)} />
      </details>
    </>
  );

const Flow = ({ items }: { readonly items: readonly VNode[] }): VNode => (
  <ul class="list">
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);
