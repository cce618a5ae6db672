/** The page's style: readable from 320 pixels on, in light and dark, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --muted: #55606b; --rule: #c9d0d6; --paper: #fff; --accent: #1b4965; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7ebee; --muted: #a8b2bb; --rule: #3d4852; --paper: #12181e; --accent: #9cc6e0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
p { margin: .25rem 0; }
h1, h3, p, li, dd, td, th { overflow-wrap: anywhere; }
.about, .muted, dt, .sources { color: var(--muted); }
.headline { margin: 1.5rem 0 0; }
.figure { font-size: 2.4rem; line-height: 1.1; margin: 0 0 .4rem; color: var(--accent); }
.percent { font-size: 1.4rem; margin-left: .5rem; white-space: nowrap; }
figure { margin: 1.6rem 0; }
@media screen and (prefers-color-scheme: dark) {
  /* Charts are told apart by dark and light: they keep their paper. */
  figure { background: #fff; color: #1c2733; padding: 1rem; border-radius: .4rem; }
}
figcaption { font-weight: bold; margin-bottom: .5rem; }
svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
.wide { min-width: 44rem; }
.wide tbody th { white-space: nowrap; }
.end + :not(.end) { padding-left: .8rem; }
th, td { text-align: start; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
thead th { color: var(--muted); font-weight: normal; vertical-align: bottom; }
tbody th { font-weight: normal; }
.end { text-align: end; white-space: nowrap; }
thead .end { white-space: normal; overflow-wrap: break-word; }
.total > * { font-weight: bold; border-bottom: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
dl > div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem; padding: .2rem 0; }
dd { margin: 0; }
a { color: var(--accent); }
@media (max-width: 34rem) {
  dl > div { grid-template-columns: 1fr; }
  .figure { font-size: 2rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --muted: #444; --rule: #bbb; --paper: #fff; --accent: #1b4965; }
  @page { size: A4; margin: 16mm; }
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3, figcaption { break-after: avoid; }
  tr, figure, .item, .headline { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .wide { min-width: 0; }
  svg { min-width: 0; max-width: 17cm; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
