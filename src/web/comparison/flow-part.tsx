import type { VNode } from 'preact';
import type { Comparison } from '../../comparison/compare.js';
import { pathOf } from '../../comparison/formats/fate-looks.js';
import { flowChart } from '../../comparison/formats/flow-chart.js';
import { Naming } from '../../comparison/formats/naming.js';
import type { Words } from '../../language/words.js';
import { cell, column } from '../../documents/blocks.js';
import { Part } from '../../documents/html/page.js';
import { Drawing } from '../../documents/svg/drawing.js';

const WIDTH = 860;

/** Keeps the writing in the chart large enough to read: it scrolls where the screen is narrow. */
export const FLOW_STYLE = `
.flow svg { max-width: none; width: 100%; min-width: 44rem; }
.total > * { font-weight: bold; }
@media print { .flow svg { min-width: 0; } }
`;

/** Where the objectives went, drawn, and the same in words. */
export function FlowPart({ comparison, words }: { comparison: Comparison; words: Words }): VNode {
  const scene = flowChart(comparison, words, WIDTH);
  return (
    <figure class="chart flow">
      <figcaption>{scene.title}</figcaption>
      <div class="scroll" tabIndex={0} role="region" aria-label={scene.title}>
        <Drawing scene={scene} fixed={false} />
      </div>
    </figure>
  );
}

/** A row a flow: from which area to which, how many, and how. */
export function FlowsInWords({ comparison, words }: { comparison: Comparison; words: Words }): VNode {
  const { from, to, flows } = comparison;
  const naming = new Naming(comparison);
  return (
    <details>
      <summary>{words.text('flowsInWords')}</summary>
      <Part
        block={{
          kind: 'table',
          caption: words.text('flowsInWords'),
          columns: [
            column(words.text('earlierArea'), 30),
            column(words.text('laterArea'), 30),
            column(words.text('flowsHow'), 20),
            column(words.text('earlierObjectives'), 10, 'end'),
            column(words.text('laterObjectives'), 10, 'end'),
          ],
          rows: flows.map((flow) => ({
            cells: [
              cell(flow.from === null ? '–' : naming.areaOf(from, flow.from)),
              cell(flow.to === null ? '–' : naming.areaOf(to, flow.to)),
              cell(words.text(pathOf(flow))),
              cell(flow.earlier === 0 ? '–' : words.number(flow.earlier)),
              cell(flow.later === 0 ? '–' : words.number(flow.later)),
            ],
          })),
        }}
      />
    </details>
  );
}
