/** The look of a page of verdicts: light and dark, on paper and on a phone. */
export const judgeStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e9ed); --soft: light-dark(#5b6470, #9aa4b0); --ground: light-dark(#fff, #14171a); --card: light-dark(#f4f6f8, #1e2328); --bad: light-dark(#b3261e, #ff8a80); --line: light-dark(#d5dae0, #343b43); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; margin: 1.5rem 0 0; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
.soft, footer { color: var(--soft); }
.verdict { font-size: 1.15rem; font-weight: 600; }
.broken { color: var(--bad); }
.chart { list-style: none; padding: 0; font: .85rem/1.6 ui-monospace, monospace; border-block: 1px solid var(--line); }
.chart li { display: flex; gap: 1rem; padding: .1rem .5rem; }
.chart .time { flex: 0 0 7.5rem; text-align: right; color: var(--soft); }
.chart .words { overflow-wrap: anywhere; }
.chart .side { flex: 0 0 5rem; color: var(--soft); }
.chart .breach { background: var(--card); color: var(--bad); font-weight: 600; }
.card { background: var(--card); border-left: .25rem solid var(--bad); padding: .75rem 1rem; margin: 1rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
mark { background: var(--bad); color: var(--ground); padding: 0 .2em; }
a { color: inherit; }
@media (max-width: 40rem) { .chart .time { flex-basis: 5rem; } dl { grid-template-columns: 1fr; } }
`;
