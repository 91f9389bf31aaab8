import type { VNode } from "preact";
import { opcodeName } from "../../../../spec/registries/opcodes.ts";
import type { Tally } from "../../fuzzer/seen/traffic-statistics.ts";
import type { CaseResult } from "../../verdict/case-result.ts";

/** How many octets and frames went each way. */
export const WireStatistics = ({ result }: { readonly result: CaseResult }): VNode => (
  <>
    <h2>Wire statistics</h2>
    <div class="tallies">
      <OctetTable title="Octets received by chop size" tally={result.rxOctetStats} />
      <OctetTable title="Octets transmitted by chop size" tally={result.txOctetStats} />
      <FrameTable title="Frames received by opcode" tally={result.rxFrameStats} />
      <FrameTable title="Frames transmitted by opcode" tally={result.txFrameStats} />
    </div>
  </>
);

const OctetTable = ({ title, tally }: { readonly title: string; readonly tally: Tally }): VNode => (
  <TallyTable
    title={title}
    columns={["Chop size", "Count", "Octets"]}
    rows={ascending(tally).map(([size, count]) => [String(size), count, size * count])}
    totals={[sum(tally.values()), sum(ascending(tally).map(([size, count]) => size * count))]}
  />
);

const FrameTable = ({ title, tally }: { readonly title: string; readonly tally: Tally }): VNode => (
  <TallyTable
    title={title}
    columns={["Opcode", "Count"]}
    rows={ascending(tally).map(([opcode, count]) => [`${opcode} ${opcodeName(opcode) ?? "reserved"}`, count])}
    totals={[sum(tally.values())]}
  />
);

interface TallyTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [string, ...number[]])[];
  readonly totals: readonly number[];
}

const TallyTable = ({ title, columns, rows, totals }: TallyTableProps): VNode => (
  <div class="scroll">
    <table class="tally">
      <caption>{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...counts]) => (
          <TallyRow key={name} name={name} counts={counts} />
        ))}
      </tbody>
      <tfoot>
        <TallyRow name="Total" counts={totals} />
      </tfoot>
    </table>
  </div>
);

const TallyRow = ({ name, counts }: { readonly name: string; readonly counts: readonly number[] }): VNode => (
  <tr>
    <th scope="row">{name}</th>
    {counts.map((count, column) => (
      <td key={String(column)}>{count}</td>
    ))}
  </tr>
);

const ascending = (tally: Tally): readonly (readonly [number, number])[] => [...tally].sort(([a], [b]) => a - b);

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
