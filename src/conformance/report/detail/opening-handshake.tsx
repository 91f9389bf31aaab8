import type { VNode } from "preact";
import { visibleHead } from "../words/visible-text.ts";

/** The heads of the opening handshake, as they were on the wire. */
export const OpeningHandshake = ({ request, response }: { readonly request: string; readonly response: string }): VNode => (
  <>
    <h2>Opening handshake</h2>
    <div class="pair">
      <Head title="Request" head={request} />
      <Head title="Response" head={response} />
    </div>
  </>
);

const Head = ({ title, head }: { readonly title: string; readonly head: string }): VNode => (
  <section class="card">
    <h3>{title}</h3>
    {head === "" ? <p class="soft">Nothing was seen.</p> : <pre class="code">{visibleHead(head)}</pre>}
  </section>
);
