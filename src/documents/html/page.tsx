import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Language } from '../../language/languages.js';
import type { Block, Cell, Column, Row, Run, WholeBlock } from '../blocks.js';
import { Drawing } from '../svg/drawing.js';
import { PageLanguage, Spoken } from './spoken.js';
import { STYLE } from './style.js';

/** So that a long plan is written in pieces of some size, not row by row. */
const ROWS_AT_ONCE = 100;

/**
 * The report as one HTML file that needs nothing else: no script, no address to load from. It is written in pieces, so
 * that it takes little memory however many objectives there are.
 */
export async function* htmlPage(blocks: readonly Block[], language: Language): AsyncGenerator<string> {
  const title = blocks.find((block) => block.kind === 'title')?.text ?? '';
  yield '<!doctype html>\n';
  yield `<html lang="${language}">`;
  yield renderToStaticMarkup(
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>,
  );
  yield '<body><main>';
  for (const block of blocks) {
    if (block.kind === 'stream') yield* streamed(block, language);
    else yield `${written(<Part block={block} />, language)}\n`;
  }
  yield '</main></body></html>\n';
}

/** A table whose rows come as they are read. */
async function* streamed(
  block: Extract<Block, { kind: 'stream' }>,
  language: Language,
): AsyncGenerator<string> {
  yield `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(block.caption)}"><table class="wide">`;
  yield written(<Head caption={block.caption} columns={block.columns} />, language);
  yield '<tbody>';
  let waiting: VNode[] = [];
  for await (const row of block.rows()) {
    waiting.push(<Line row={row} columns={block.columns} />);
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield written(<>{waiting}</>, language);
    waiting = [];
  }
  yield `${written(<>{waiting}</>, language)}</tbody></table></div>\n`;
}

/** A part of the page, whose foreign words are marked. */
function written(part: VNode, language: Language): string {
  return renderToStaticMarkup(<PageLanguage.Provider value={language}>{part}</PageLanguage.Provider>);
}

function escaped(text: string): string {
  return renderToStaticMarkup(<>{text}</>).replaceAll('"', '&quot;');
}

/** A block as an element; the classes are those of {@link STYLE}. */
export function Part({ block }: { block: WholeBlock }): VNode {
  switch (block.kind) {
    case 'title':
      return (
        <header>
          <h1 dir="auto">
            <Spoken text={block.text} />
          </h1>
          {block.lines.map((runs) => (
            <p class="about">
              <Runs runs={runs} />
            </p>
          ))}
        </header>
      );
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'headline':
      return (
        <section class="headline">
          <p class="figure">
            <strong>{block.figure}</strong>
            {block.percent !== '' && <span class="percent"> {block.percent}</span>}
          </p>
          <p>{block.caption}.</p>
          {block.lines.map((runs) => (
            <p>
              <Runs runs={runs} />
            </p>
          ))}
        </section>
      );
    case 'paragraph':
      return (
        <p>
          <Runs runs={block.runs} />
        </p>
      );
    case 'figure':
      return (
        <figure>
          <figcaption>{block.scene.title}</figcaption>
          <div class="scroll" tabIndex={0} role="region" aria-label={block.scene.title}>
            <Drawing scene={block.scene} fixed={false} />
          </div>
        </figure>
      );
    case 'table':
      return (
        <div class="scroll" tabIndex={0} role="region" aria-label={block.caption}>
          <table>
            <Head caption={block.caption} columns={block.columns} />
            <tbody>
              {block.rows.map((row) => (
                <Line row={row} columns={block.columns} />
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'numbered':
      return (
        <ol class="sources">
          {block.items.map((runs) => (
            <li dir="auto">
              <Runs runs={runs} />
            </li>
          ))}
        </ol>
      );
    case 'items':
      return (
        <>
          {block.items.map(({ heading, lines, points }) => (
            <section class="item">
              <h3 dir="auto">
                <Spoken text={heading} />
              </h3>
              {lines.map((runs) => (
                <p dir="auto">
                  <Runs runs={runs} />
                </p>
              ))}
              {points.length > 0 && (
                <ul>
                  {points.map((runs) => (
                    <li dir="auto">
                      <Runs runs={runs} />
                    </li>
                  ))}
                </ul>
              )}
            </section>
          ))}
        </>
      );
    case 'facts':
      return (
        <dl>
          {block.pairs.map(([label, runs]) => (
            <div>
              <dt>{label}</dt>
              <dd dir="auto">
                <Runs runs={runs} />
              </dd>
            </div>
          ))}
        </dl>
      );
  }
}

function Head({ caption, columns }: { caption: string; columns: Column[] }): VNode {
  return (
    <>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, align }) => (
            <th scope="col" class={align}>
              <Spoken text={label} />
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

function Line({ row, columns }: { row: Row; columns: Column[] }): VNode {
  const [first, ...rest] = row.cells;
  return (
    <tr class={row.isTotal ? 'total' : undefined}>
      <th scope="row" dir="auto">
        <Paragraphs cell={first ?? []} />
      </th>
      {rest.map((cell, at) => (
        <td class={columns[at + 1]?.align} dir="auto">
          <Paragraphs cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function Paragraphs({ cell }: { cell: Cell }): VNode {
  if (cell.length === 1) return <Runs runs={cell[0]!} />;
  return (
    <>
      {cell.map((runs) => (
        <p dir="auto">
          <Runs runs={runs} />
        </p>
      ))}
    </>
  );
}

function Runs({ runs }: { runs: readonly Run[] }): VNode {
  return (
    <>
      {runs.map(({ text, style, href }) => {
        const spoken = <Spoken text={text} />;
        if (href !== undefined) return <a href={href}>{spoken}</a>;
        if (style === 'strong') return <strong>{spoken}</strong>;
        return style === 'muted' ? <span class="muted">{spoken}</span> : spoken;
      })}
    </>
  );
}
