import type { VNode } from "preact";
import type { ClosingFacts } from "../../fuzzer/seen/closing-facts.ts";
import { closingFactDescriptions, closingFactKeys } from "../json/closing-facts.ts";
import { pythonValue } from "../words/python-value.ts";
import { visibleText } from "../words/visible-text.ts";
import { ScrollBox } from "./scroll-box.tsx";

/** The thirteen facts about the end of the connection. */
export const ClosingFactsTable = ({ facts }: { readonly facts: ClosingFacts }): VNode => (
  <>
    <h2 id="closing">Closing behaviour</h2>
    <ScrollBox labelledBy="closing">
      <table class="facts">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Value</th>
            <th scope="col">Description</th>
          </tr>
        </thead>
        <tbody>
          {closingFactKeys.map((key) => (
            <tr key={key}>
              <th scope="row">
                <code>{key}</code>
              </th>
              <td>
                <code>{visibleText(pythonValue(facts[key]))}</code>
              </td>
              <td>{closingFactDescriptions[key]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  </>
);
