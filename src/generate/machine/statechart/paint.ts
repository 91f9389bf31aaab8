/**
 * The colours of a chart. The layout engine is given a colour that stands for each role; in the finished picture a class
 * replaces it, so that one drawing serves light and dark pages and print.
 */
export const paints = {
  ink: { stands: "#000001", light: "#1a2028", dark: "#e6eaef" },
  soft: { stands: "#000002", light: "#5a6573", dark: "#9ca7b4" },
  line: { stands: "#000003", light: "#7b8794", dark: "#76828f" },
  state: { stands: "#000004", light: "#ffffff", dark: "#1f252c" },
  inner: { stands: "#000005", light: "#f4f6f9", dark: "#181d23" },
  outer: { stands: "#000006", light: "#e9edf3", dark: "#12161b" },
  peer: { stands: "#000007", light: "#1a56b4", dark: "#8dbcff" },
  caller: { stands: "#000008", light: "#0b6b4f", dark: "#71d6ae" },
  host: { stands: "#000009", light: "#8a4b08", dark: "#f0b565" },
} as const;

/** The name of a colour. */
export type Paint = keyof typeof paints;

const names = Object.keys(paints) as Paint[];

/** Who an event comes from decides its colour. */
export function paintOfEvent(event: string): Paint {
  if (event.startsWith("receive.")) return "peer";
  if (event.startsWith("send.") || event.startsWith("answer.")) return "caller";
  return event === "done" ? "soft" : "host";
}

/** The rules that give every class its colour. */
export function paintStyle(scope: string): string {
  const variables = (scheme: "light" | "dark") => names.map((name) => `--c-${name}:${paints[name][scheme]}`).join(";");
  const classes = names.map((name) => `${scope} .f-${name}{fill:var(--c-${name})}${scope} .s-${name}{stroke:var(--c-${name})}`).join("\n");
  return `${scope}{${variables("light")};${fonts}}
@media (prefers-color-scheme:dark){@media screen{${scope}{${variables("dark")}}}}
${classes}
${scope} .sans{font-family:var(--sans)}${scope} .mono{font-family:var(--mono)}
${scope} a{text-decoration:none}${scope} a:hover .title,${scope} a:focus-visible .title{text-decoration:underline}`;
}

// The layout engine measures Arial and Courier; these have the same widths or smaller ones.
const fonts = [
  "--sans:Arial,'Liberation Sans',Helvetica,sans-serif",
  "--mono:'SF Mono',Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace",
].join(";");

/** Replaces the colours that stand for a role, and the fonts that were measured, by classes. */
export function paintElements(svg: string): string {
  return svg.replace(/<(path|polygon|polyline|ellipse|text)\b([^>]*?)(\/?)>/g, (_, tag: string, attributes: string, end: string) => {
    const classes: string[] = [];
    const kept = attributes
      .replace(/ (fill|stroke)="(#[0-9a-f]{6})"/g, (attribute, property: string, colour: string) => {
        const name = names.find((paint) => paints[paint].stands === colour);
        if (name === undefined) return attribute;
        classes.push(`${property[0]}-${name}`);
        return "";
      })
      .replace(/ font-family="(Arial|Courier)"/, (_match, family: string) => {
        classes.push(family === "Courier" ? "mono" : "sans");
        return "";
      })
      .replace(' xml:space="preserve"', "");
    return `<${tag}${classes.length === 0 ? "" : ` class="${classes.join(" ")}"`}${kept}${end}>`;
  });
}
