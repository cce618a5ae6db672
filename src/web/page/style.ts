/**
 * What every page looks like: readable from 320 pixels on, in light and dark, and on paper. It stands in the page itself,
 * so that the first answer is all that a browser needs to paint. Charts keep their paper in the dark, since they are
 * told apart by dark and light.
 */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --muted: #55606b; --rule: #c9d0d6; --paper: #fff; --raised: #f4f6f8; --accent: #1b4965; --on-accent: #fff; --bad: #9b2c14; --good: #1d6b45; --mark: #ffe9a8; --on-mark: #1c2733; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e7ebee; --muted: #a8b2bb; --rule: #3d4852; --paper: #12181e; --raised: #1b242c; --accent: #9cc6e0; --on-accent: #0d1a24; --bad: #ff9d85; --good: #7fd3a6; --mark: #6b5518; --on-mark: #fff; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif; }
.site, main, .foot { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
.top { border-bottom: 1px solid var(--rule); background: var(--raised); }
.site { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; padding-top: .5rem; padding-bottom: .5rem; }
.site ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0; }
.brand { font-weight: bold; }
.brand, .site ul a { color: var(--ink); text-decoration: none; padding: .3rem 0; display: inline-block; }
.site ul a:hover, .brand:hover { text-decoration: underline; }
.site [aria-current] { font-weight: bold; border-bottom: 2px solid var(--accent); }
.site form { display: flex; gap: .25rem; margin-left: auto; }
.site input { width: 8rem; }
.site .me { font-size: .875rem; }
main { padding-top: 1.25rem; padding-bottom: 3rem; }
.foot { border-top: 1px solid var(--rule); padding-top: .75rem; padding-bottom: 2rem; color: var(--muted); font-size: .875rem; }
.crumbs { font-size: .875rem; margin: 0 0 .75rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; }
.crumbs li + li::before { content: '›'; margin: 0 .5rem; color: var(--muted); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.2rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
p { margin: .25rem 0; }
h1, h2, h3, p, li, dd, blockquote, label { overflow-wrap: anywhere; }
td, th { overflow-wrap: break-word; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; z-index: 9; }
.muted, dt, caption { color: var(--muted); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.print-only { display: none; }
.lead { font-size: 1.05rem; max-width: 44rem; }
.note { border-left: 4px solid var(--accent); background: var(--raised); padding: .6rem .9rem; margin: 1rem 0; }
.note.bad { border-color: var(--bad); }
.note.good { border-color: var(--good); }
.note :first-child { margin-top: 0; }
.bad-text, .error { color: var(--bad); }
.error { margin: .2rem 0 0; }
.error::before { content: '⚠ '; }
figure { margin: 1.2rem 0; }
figcaption { font-weight: bold; margin-bottom: .5rem; }
@media screen and (prefers-color-scheme: dark) { .chart { background: #fff; color: #1c2733; padding: .75rem; border-radius: .4rem; } }
.chart svg { display: block; max-width: 100%; }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--rule); }
thead th { color: var(--muted); font-weight: normal; vertical-align: bottom; }
tbody th { font-weight: normal; }
.cards .code { min-width: 4.5rem; }
.end { text-align: end; white-space: nowrap; }
caption { text-align: start; }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
.plain { list-style: none; padding: 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; }
.row > * { min-width: 0; max-width: 100%; }
dl.facts > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .2rem 0; }
dl { margin: .5rem 0; }
dd { margin: 0; }
.tag { display: inline-block; border: 1px solid var(--rule); border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; background: var(--raised); white-space: nowrap; }
mark { background: var(--mark); color: var(--on-mark); padding: 0 .1em; }
blockquote { margin: .4rem 0; padding: 0 0 0 .9rem; border-left: 3px solid var(--rule); }
code { overflow-wrap: anywhere; }
details > summary { cursor: pointer; padding: .2rem 0; }
input, select, textarea, button { font: inherit; color: inherit; }
input, select, textarea { background: var(--paper); border: 1px solid var(--muted); border-radius: .25rem; padding: .3rem .5rem; max-width: 100%; min-height: 2.1rem; }
input[type=radio], input[type=checkbox] { min-height: 0; width: 1.15rem; height: 1.15rem; vertical-align: -.2rem; accent-color: var(--accent); }
input[type=range] { padding: 0; border: 0; background: none; accent-color: var(--accent); }
textarea { width: 100%; }
[aria-invalid=true] { border: 2px solid var(--bad); }
button, .button { display: inline-block; background: var(--raised); border: 1px solid var(--muted); border-radius: .25rem; padding: .3rem .8rem; min-height: 2.1rem; cursor: pointer; text-decoration: none; color: var(--ink); }
button:hover, .button:hover { border-color: var(--accent); }
button:disabled { opacity: .5; cursor: default; }
button.main, .button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.field { margin: .9rem 0; }
.field > label, legend { font-weight: bold; }
.field > .hint { color: var(--muted); font-size: .9rem; }
fieldset { border: 1px solid var(--rule); border-radius: .25rem; margin: .9rem 0; padding: .4rem .9rem .8rem; min-width: 0; }
@media (max-width: 40rem) {
  dl.facts > div { grid-template-columns: 1fr; }
  .site form { margin-left: 0; width: 100%; }
  .site form input { flex: 1; width: auto; min-width: 0; }
  h1 { font-size: 1.35rem; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards tr { padding: .5rem 0; border-bottom: 1px solid var(--rule); }
  .cards tbody th, .cards tbody td { border: 0; padding: .05rem 0; }
  .cards tbody th { font-weight: bold; }
  .cards tbody td.blank { display: none; }
}
@media print {
  :root { color-scheme: light; }
  @page { size: A4; margin: 16mm; }
  html { font-size: 12.5px; }
  .top, .skip, .crumbs, .no-print, .site form { display: none; }
  main, .foot { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2, h3, figcaption { break-after: avoid; }
  tr, figure, .keep { break-inside: avoid; }
  h2 { margin-top: 1.2rem; }
  .cards { font-size: .8rem; }
  .cards th, .cards td { padding: .1rem .6rem .1rem 0; }
  .cards .day { white-space: nowrap; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .print-only { display: block; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
