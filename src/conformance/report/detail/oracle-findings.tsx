import type { VNode } from "preact";
import { hexOf } from "../../../core/bytes/hex.ts";
import type { Finding } from "../../../oracle/verdict.ts";
import { RequirementCard } from "./requirements.tsx";

/** What the oracle blames the peer for on this connection, whatever the case is about. */
export const OracleFindings = ({ breaches }: { readonly breaches: readonly Finding[] }): VNode | null =>
  breaches.length === 0 ? null : (
    <section aria-labelledby="oracle-title">
      <h2 id="oracle-title">What the peer broke, as the oracle sees the whole connection</h2>
      <ul class="requirements">
        {breaches.map((breach, index) => (
          <FindingItem key={index} breach={breach} />
        ))}
      </ul>
    </section>
  );

const FindingItem = ({ breach }: { readonly breach: Finding }): VNode => (
  <>
    <li>
      <p>
        {placeText(breach)}: {breach.detail}
      </p>
      {breach.bytes.length > 0 && (
        <p>
          <code>{hexOf(breach.bytes, " ")}</code>
        </p>
      )}
    </li>
    <RequirementCard id={breach.requirement} />
  </>
);

function placeText({ frame, byteOffset }: Finding): string {
  const parts = [...(frame === null ? [] : [`frame ${frame}`]), ...(byteOffset === null ? [] : [`byte ${byteOffset}`])];
  return parts.length === 0 ? "Something is missing" : `The peer\u2019s ${parts.join(", ")}`;
}
