// Rendered as the text child of <style>, so no quotation mark, ampersand or less-than sign may appear here.

const base = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --surface: #ffffff; --band: #eef1f4; --stripe: #f9fafb; --line: #dde2e8;
  --ink: #1a2028; --soft: #56606d; --link: #1d55bd; --shade: 0 1px 2px rgb(20 30 45 / 6%);
  --pass: #11663a; --pass-tint: #e2f4e9; --pass-mark: #35a56b;
  --nonstrict: #7a5200; --nonstrict-tint: #fcf0cf; --nonstrict-mark: #dba524;
  --info: #1b5796; --info-tint: #e3eefa; --info-mark: #5a9bdc;
  --unimplemented: #5c4690; --unimplemented-tint: #eee9f8; --unimplemented-mark: #9a83cf;
  --fail: #a81f2d; --fail-tint: #fce4e5; --fail-mark: #dc4654;
  --missing: #5f6875; --missing-tint: #eef0f2; --missing-mark: #c3cad2;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111418; --surface: #191d22; --band: #222830; --stripe: #1d2127; --line: #2e353e;
    --ink: #e3e7ec; --soft: #9da7b3; --link: #8bb4ff; --shade: none;
    --pass: #86d9a9; --pass-tint: #163324; --pass-mark: #3f9e6b;
    --nonstrict: #ecc86a; --nonstrict-tint: #382c10; --nonstrict-mark: #b98b24;
    --info: #93c3f5; --info-tint: #172d44; --info-mark: #4c86c0;
    --unimplemented: #c3b2ee; --unimplemented-tint: #2b2440; --unimplemented-mark: #8069b8;
    --fail: #ff9ca3; --fail-tint: #451b21; --fail-mark: #cf4a57;
    --missing: #9aa3ae; --missing-tint: #252b32; --missing-mark: #47505a;
  }
}
.pass { --tone: var(--pass); --tint: var(--pass-tint); --mark: var(--pass-mark); }
.nonstrict { --tone: var(--nonstrict); --tint: var(--nonstrict-tint); --mark: var(--nonstrict-mark); }
.info { --tone: var(--info); --tint: var(--info-tint); --mark: var(--info-mark); }
.unimplemented { --tone: var(--unimplemented); --tint: var(--unimplemented-tint); --mark: var(--unimplemented-mark); }
.fail { --tone: var(--fail); --tint: var(--fail-tint); --mark: var(--fail-mark); }
.missing { --tone: var(--missing); --tint: var(--missing-tint); --mark: var(--missing-mark); }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 3rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: break-word; }
header, main, footer { width: min(76rem, 100% - 2rem); margin-inline: auto; }
header { padding-block: 2.25rem .5rem; }
footer { padding-block: 2.5rem 2rem; color: var(--soft); font-size: .875rem; }
h1, h2, h3, h4 { margin: 0; line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.1rem); letter-spacing: -.015em; }
h2 { font-size: 1.25rem; margin-block: 2.5rem .9rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; }
p { margin-block: .4rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
code, pre { font-family: var(--mono); font-size: .85em; }
pre { margin: 0; }
dl, dd { margin: 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; }
th { text-align: start; font-weight: 600; }
.soft { color: var(--soft); }
.eyebrow { margin: 0 0 .35rem; color: var(--soft); font-size: .875rem; font-weight: 600; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); padding: 1rem 1.15rem; }
.scroll { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade); overflow-x: auto; }
.badge { display: inline-block; padding: .1em .65em; border-radius: 99px; background: var(--tint); color: var(--tone); font-weight: 650; white-space: nowrap; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print {
  :root { --page: #fff; --shade: none; }
  body { font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main, footer { width: auto; }
  nav, nav.path { display: none; }
  .scroll { overflow: visible; }
  h2, h3, h4 { break-after: avoid; }
  tr, .card { break-inside: avoid; }
}
`;

const master = `
.chips { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.chips a { display: block; padding: .2rem .7rem; border: 1px solid var(--line); border-radius: 99px; background: var(--surface); font-size: .875rem; text-decoration: none; }
.chips a:hover { border-color: var(--link); }
.agents { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1rem; }
.agents h3 { font-size: 1.1rem; overflow-wrap: anywhere; }
.bar { display: flex; gap: 2px; height: .6rem; margin-block: .8rem .9rem; border-radius: 5px; overflow: hidden; }
.bar i { min-width: 4px; background: var(--mark); }
.counts { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 0; padding: 0; list-style: none; font-size: .9rem; }
.counts li { color: var(--soft); }
.counts li::before { content: ''; display: inline-block; width: .6em; height: .6em; margin-inline-end: .4em; border-radius: 99px; background: var(--mark); }
.counts b { color: var(--ink); font-weight: 650; font-variant-numeric: tabular-nums; }
.agents h4 { margin-block: .9rem .25rem; color: var(--soft); font-size: .8rem; font-weight: 600; }
.troubles { margin: 0; font-size: .9rem; line-height: 1.8; font-variant-numeric: tabular-nums; }
.troubles a { margin-inline-end: .5em; white-space: nowrap; }
.legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
.legend dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem .8rem; margin-block-start: .7rem; font-size: .9rem; align-items: baseline; }
.legend dt { justify-self: start; }
.chapter h3 { margin-block: 1.75rem .6rem; font-size: 1.1rem; }
.results { font-size: .9rem; }
.results col.v { width: 7.25rem; }
.results col.c { width: 5.75rem; }
.results th:first-child { position: sticky; inset-inline-start: 0; background: inherit; }
.results .head th { background: var(--band); padding: .5rem .6rem; border-block: 1px solid var(--line); vertical-align: bottom; }
.results tbody:first-of-type .head th { border-block-start: 0; }
.results .head th:first-child { min-width: 19rem; padding-inline-start: 1rem; }
.results .head th + th { max-width: 14rem; text-align: center; font-size: .85rem; overflow-wrap: anywhere; }
.results tr { background: var(--surface); }
.results tr:nth-child(odd) { background: var(--stripe); }
.results tr:hover { background: var(--band); }
.results th[scope='row'] { padding: .35rem .6rem .35rem 5.2em; text-indent: -4.2em; font-weight: 400; }
.results th[scope='row'] a { display: inline-block; min-width: 3.9em; text-indent: 0; font-weight: 600; text-decoration: none; font-variant-numeric: tabular-nums; }
.results td { min-width: 4.6rem; padding: .2rem .4rem; border: 2px solid transparent; border-radius: 8px; background: var(--tint) padding-box; color: var(--tone); text-align: center; font-variant-numeric: tabular-nums; line-height: 1.3; }
.results td a { color: inherit; font-weight: 650; text-decoration-color: color-mix(in srgb, currentcolor 35%, transparent); }
.results td a:hover { text-decoration-color: currentcolor; }
.results td small { display: block; font-size: .75rem; }
.results td.c.pass, .results td.missing { background: none; }
.results td.c.pass { color: var(--soft); }
.results .case_failed { font-weight: 650; }
.cases { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: .75rem; }
.cases article { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; font-size: .9rem; }
.cases article:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.cases h4 { font-size: .95rem; }
.cases h4 b { margin-inline-end: .5em; color: var(--soft); font-variant-numeric: tabular-nums; }
.cases code { color: var(--soft); font-size: .78rem; overflow-wrap: anywhere; }
@media (min-width: 62rem) {
  .scroll.roomy { overflow: visible; }
  .roomy .head th { position: sticky; inset-block-start: 0; z-index: 1; }
  .roomy tbody:first-of-type .head th:first-child { border-start-start-radius: 11px; }
  .roomy tbody:first-of-type .head th:last-child { border-start-end-radius: 11px; }
}
@media (max-width: 48rem) {
  .results { font-size: .8rem; }
  .results col.v { width: 4rem; }
  .results col.c { width: 3.2rem; }
  .results .head th:first-child { min-width: 8rem; padding-inline-start: .6rem; }
  .results th:first-child { width: 8rem; border-inline-end: 1px solid var(--line); }
  .results th[scope='row'] { padding: .35rem .5rem .35rem .6rem; text-indent: 0; font-size: .75rem; line-height: 1.35; }
  .results th[scope='row'] a { display: block; font-size: .85rem; }
  .results td { min-width: 3.2rem; padding: .2rem; }
}
@media print {
  .roomy .head th { position: static; }
  .results { font-size: 8.5pt; }
}
`;

const detail = `
.path { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .4rem 1.2rem; margin-block-end: 1.5rem; font-size: .9rem; }
.path span { display: flex; gap: 1.2rem; }
footer .path { margin-block-end: 1rem; }
.headline { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; margin-block: .8rem 0; color: var(--soft); font-size: .9rem; }
.headline .badge { font-size: 1.05rem; padding-block: .2em; }
.eyebrow { overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
.pair.first { margin-block-start: 1.25rem; }
.explanation { border-inline-start: 4px solid var(--mark); }
.explanation .summary { margin-block: 0 .7rem; color: var(--tone); font-size: 1.1rem; font-weight: 650; }
.explanation dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.1rem; align-items: baseline; }
.explanation dt { color: var(--soft); font-size: .85rem; font-weight: 600; }
.explanation dd { min-width: 0; overflow-wrap: anywhere; }
.explanation dd p { margin: 0; }
.explanation h3 { margin-block: 1rem .2rem; }
.next { margin: 0; padding-inline-start: 1.2rem; }
.next li:first-child { font-weight: 600; }
.broken .card { border-color: var(--fail-mark); }
h3.sub { margin-block: 1.4rem .6rem; }
.pair h2, .pair h3 { margin: 0 0 .4rem; font-size: .95rem; }
.pair p { margin: 0; }
.verdict { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .7rem; }
h4 { margin-block: .9rem .3rem; color: var(--soft); font-size: .8rem; font-weight: 600; }
.code { padding: .6rem .8rem; border-radius: 8px; background: var(--band); overflow-wrap: anywhere; white-space: pre-wrap; line-height: 1.5; font-size: .8rem; }
.requirements { display: grid; gap: .75rem; margin: 0; padding: 0; list-style: none; }
.requirements p { margin: 0; }
.requirements .source { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; margin-block-end: .3rem; font-size: .9rem; }
.source :last-child { margin-inline-start: auto; }
.requirements code { overflow-wrap: anywhere; font-weight: 600; }
.level { padding: .1em .5em; border-radius: 5px; background: var(--band); font-size: .72rem; font-weight: 700; letter-spacing: .03em; white-space: nowrap; }
.facts, .tally { font-size: .9rem; }
.facts th, .facts td, .tally th, .tally td { padding: .4rem 1rem; border-block-start: 1px solid var(--line); vertical-align: baseline; }
.facts thead th, .tally thead th { border-block-start: 0; background: var(--band); color: var(--soft); font-size: .8rem; }
.facts td:nth-child(2) { min-width: 9rem; max-width: 22rem; overflow-wrap: anywhere; }
.facts td:last-child { min-width: 17rem; color: var(--soft); }
.tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1rem; align-items: start; }
.tally caption { padding: .6rem 1rem; text-align: start; font-weight: 600; font-size: .85rem; }
.tally th:not(:first-child), .tally td { text-align: end; font-variant-numeric: tabular-nums; }
.tally tbody th { font-weight: 400; font-variant-numeric: tabular-nums; }
.tally tfoot th, .tally tfoot td { font-weight: 650; }
#wirelog { --rx: #1d55a8; --tx: #17693f; --moment: #855400; padding-block: .6rem; line-height: 1.5; }
#wirelog pre { width: max-content; min-width: 100%; padding-inline: .9rem; border-inline-start: 3px solid transparent; font-size: .78rem; }
#wirelog pre::before { content: attr(data-ms); display: inline-block; width: 9ch; margin-inline-end: 1.5ch; text-align: right; color: var(--soft); font-weight: 400; }
#wirelog [class^='wirelog_rx'] { color: var(--rx); }
#wirelog [class^='wirelog_tx'] { color: var(--tx); }
#wirelog [class$='_frame'], #wirelog [class$='_frame_sync'] { border-color: currentcolor; font-weight: 600; }
#wirelog [class$='_sync'] { font-style: italic; }
#wirelog pre:target { background: var(--nonstrict-tint); outline: 1px solid var(--nonstrict-mark); }
#wirelog .wirelog_delay, #wirelog .wirelog_kill_after { color: var(--moment); }
#wirelog [class^='wirelog_tcp'] { color: var(--soft); font-weight: 600; }
@media (max-width: 48rem) {
  .facts thead { display: none; }
  .facts tbody tr { display: grid; grid-template-columns: auto minmax(5rem, auto); padding: .5rem 1rem; border-block-start: 1px solid var(--line); }
  .facts tbody tr:first-child { border-block-start: 0; }
  .facts tbody th, .facts tbody td { padding: 0; border: 0; }
  .facts tbody td:nth-child(2) { min-width: 0; text-align: end; }
  .facts tbody td:last-child { grid-column: 1 / -1; min-width: 0; }
}
@media (prefers-color-scheme: dark) {
  #wirelog { --rx: #93c3f5; --tx: #86d9a9; --moment: #ecc86a; }
}
@media print {
  #wirelog pre { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
}
`;

const compact = (css: string): string => css.trim().replace(/\s*\n\s*/g, "\n");

/** The style sheet of the overview. */
export const masterStyle = compact(base + master);

/** The style sheet of the page of one case. */
export const detailStyle = compact(base + detail);
