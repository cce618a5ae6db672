import type { Page } from '../page/frame.js';
import type { Visit } from '../page/visit.js';
import { WIDE_TABLE_STYLE, WideTable } from '../page/wide-table.js';
import type { Explained } from './kinds.js';
import { csvLine } from '../../documents/csv.js';

/** All kinds of problem documents, with what they are called. */
export function problemsPage(kinds: readonly Explained[], { words }: Visit): Page {
  return {
    title: words.text('problemsTitle'),
    style: WIDE_TABLE_STYLE,
    content: (
      <>
        <h1>{words.text('problemsTitle')}</h1>
        <p class="lead">{words.text('problemsLead')}</p>
        <WideTable
          label={words.text('problemsTitle')}
          columns={[words.text('problemKind'), words.text('problemStatus'), words.text('problemMeans')]}
        >
          {kinds.map(({ type, title, status, means }) => (
            <tr>
              <th scope="row">
                <a href={type}>{title}</a>
              </th>
              <td>{status}</td>
              <td>{means}</td>
            </tr>
          ))}
        </WideTable>
      </>
    ),
  };
}

/** One kind: what it means and what to do. */
export function problemPage({ type, title, status, means, todo }: Explained, { words }: Visit): Page {
  return {
    title,
    above: [{ label: words.text('problemsTitle'), href: '/problems' }],
    content: (
      <>
        <h1>{title}</h1>
        <dl class="facts">
          <div>
            <dt>type</dt>
            <dd>
              <code>{type}</code>
            </dd>
          </div>
          <div>
            <dt>{words.text('problemStatus')}</dt>
            <dd>{status}</dd>
          </div>
        </dl>
        <h2>{words.text('problemMeans')}</h2>
        <p>{means}</p>
        <h2>{words.text('problemToDo')}</h2>
        <p>{todo}</p>
      </>
    ),
  };
}

/** The same as a table. */
export function* problemsCsv(kinds: readonly Explained[]): Generator<string> {
  yield csvLine(['type', 'status', 'title', 'means', 'to_do']);
  for (const { type, status, title, means, todo } of kinds) {
    yield csvLine([type, status, title, means, todo]);
  }
}
