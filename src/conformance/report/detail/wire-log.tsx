import type { VNode } from "preact";
import type { CaseResult } from "../../verdict/case-result.ts";
import { wireLogLines } from "../words/wire-log-lines.ts";
import { ScrollBox } from "./scroll-box.tsx";

/** What went over the wire, and which timers ran, line by line. */
export const WireLog = ({ result }: { readonly result: CaseResult }): VNode => (
  <>
    <h2 id="wirelog-title">Wire log</h2>
    {!result.createWirelog && <p class="soft">Beyond the opening handshake, this case was run without a log of its octets and frames.</p>}
    <ScrollBox labelledBy="wirelog-title" id="wirelog">
      {wireLogLines(result.wirelog, result.droppedByMe).map((line, index) => (
        <pre
          key={String(index)}
          class={line.class}
          id={line.entry === undefined ? undefined : lineAnchor(line.entry)}
          data-ms={timeText(result, line.entry)}
        >
          {line.text}
        </pre>
      ))}
    </ScrollBox>
  </>
);

/** Milliseconds since the connection began; the style shows them, for the text of a line is Autobahn's. */
function timeText({ wirelogTimes }: CaseResult, entry: number | undefined): string | undefined {
  const ms = entry === undefined ? undefined : wirelogTimes[entry];
  return ms === undefined ? undefined : `${ms.toFixed(1)} ms`;
}

/** The anchor of the line of the wire log that an entry begins. */
export const lineAnchor = (entry: number): string => `wirelog-${entry}`;
