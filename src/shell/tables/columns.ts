import { stripVTControlCharacters } from 'node:util';

/** Marks above a letter take no room, signs of East Asian scripts and emoji two columns. */
const MARK = /^\p{M}$/u;
const WIDE =
  /^(?:\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60])/u;
/** No column is made narrower than this. */
const NARROWEST = 8;
const GAP = '  ';

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of stripVTControlCharacters(text)) width += MARK.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return width;
}

/**
 * Breaks a line between words where it is wider than the terminal; a word that is wider is cut.
 * @param hanging what the lines after the first begin with
 */
export function fold(line: string, width = Infinity, hanging = hangingOf(line)): string[] {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S)(?=\s)/u)) {
    if (current.trim() !== '' && widthOf(current + word) > width) {
      lines.push(current);
      current = hanging + word.trimStart();
    } else current += word;
    while (widthOf(current) > width && width > hanging.length) {
      const head = beginOf(current, width);
      lines.push(head);
      current = hanging + current.slice(head.length);
    }
  }
  return [...lines, current];
}

/** Two columns further in than the line itself. */
function hangingOf(line: string): string {
  return `${/^ */.exec(line)?.[0] ?? ''}  `;
}

function beginOf(text: string, width: number): string {
  let head = '';
  for (const sign of text) {
    if (widthOf(head + sign) > width) break;
    head += sign;
  }
  return head;
}

/**
 * Rows in columns as wide as they must be. Where the terminal is narrower, the widest column is wrapped, and the next one
 * if that is not enough.
 * @param right the columns of figures, which stand to the right
 * @returns the lines of each row
 */
export function columns(
  rows: readonly (readonly string[])[],
  { width = Infinity, right = [] }: { width?: number; right?: readonly number[] } = {},
): string[][] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const excess = (): number => widths.reduce((sum, one) => sum + one, (count - 1) * GAP.length) - width;
  while (excess() > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    const next = Math.max(NARROWEST, ...widths.filter((one) => one < widest));
    widths[widths.indexOf(widest)] = Math.max(widest - excess(), Math.min(next, widest - 1));
  }
  return rows.map((row) => {
    const parts = widths.map((room, at) => fold(row[at] ?? '', room, ''));
    const height = Math.max(1, ...parts.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      parts
        .map((lines, at) => padded(lines[line] ?? '', widths[at]!, right.includes(at)))
        .join(GAP)
        .trimEnd(),
    );
  });
}

function padded(text: string, width: number, right: boolean): string {
  const blank = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? blank + text : text + blank;
}
