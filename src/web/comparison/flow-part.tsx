import type { VNode } from 'preact';
import { type Comparison, FATES } from '../../comparison/compare.js';
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
            column(words.text('objectives'), 10, 'end'),
            column(words.text('flowsHow'), 30),
          ],
          rows: flows.map((flow) => ({
            cells: [
              cell(flow.from === null ? words.text('newNode') : naming.areaOf(from, flow.from)),
              cell(flow.to === null ? words.text('droppedNode') : naming.areaOf(to, flow.to)),
              cell(flow.objectives),
              cell(
                FATES.filter((fate) => flow.fates[fate] !== undefined)
                  .map((fate) => words.text('flowKind', { count: flow.fates[fate]!, kind: words.text(fate) }))
                  .join(', '),
              ),
            ],
          })),
        }}
      />
    </details>
  );
}
