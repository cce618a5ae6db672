/*
 * The `console` blocks of a document: lines that begin with `$ ` are commands, what follows is what they print. A command goes
 * on while a quotation mark is open or its line ends with a backslash. A line that is only `…` stands for any lines, a `…`
 * within a line for any characters. What differs from run to run (ids, instants, ports, digests) is compared by its shape.
 * JSON may be shown on several lines.
 */

/** A command, and what the document shows that it prints. */
export interface Step {
  command: string;
  shown: string;
}

/** The steps of all `console` blocks, in their order. */
export function stepsOf(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(([, block = '']) => stepsOfBlock(block));
}

function stepsOfBlock(block: string): Step[] {
  const steps: { command: string[]; shown: string[]; open: boolean }[] = [];
  for (const line of block.trimEnd().split('\n')) {
    const step = steps.at(-1);
    if (step?.open) {
      step.command.push(line);
      step.open = goesOn(step.command.join('\n'));
    } else if (line.startsWith('$ ')) {
      const command = line.slice(2);
      steps.push({ command: [command], shown: [], open: goesOn(command) });
    } else if (step) step.shown.push(line);
    else throw new Error(`A console block begins with what no command printed: ${line}`);
  }
  return steps.map(({ command, shown }) => ({ command: command.join('\n'), shown: shown.join('\n') }));
}

function goesOn(command: string): boolean {
  const quotes = command.split("'").length - 1;
  return command.endsWith('\\') || quotes % 2 === 1;
}

/** The document with what its steps really print, wherever it shows something else. */
export function withPrinted(markdown: string, printed: string[]): string {
  let at = 0;
  return markdown.replace(/^```console\n([\s\S]*?)^```$/gm, (_whole, block: string) => {
    const steps = stepsOfBlock(block).map(({ command, shown }) => {
      const text = printed[at++] ?? '';
      const { shown: expected, came } = compared(shown, text);
      const lines = expected === came ? shown : inOneForm(text, false);
      return `$ ${command}\n${lines === '' ? '' : `${lines}\n`}`;
    });
    return `\`\`\`console\n${steps.join('')}\`\`\``;
  });
}

/** Text with what differs from run to run replaced by a name for its shape. */
export function withoutChance(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<instant>')
    .replace(/\b[0-9a-f]{64}\b/g, '<digest>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/[ \t\r]+$/gm, '')
    .trim();
}

/** Both texts in a form in which they are equal where the document is right. */
export function compared(shown: string, came: string): { shown: string; came: string } {
  const plain = { shown: inOneForm(shown), came: inOneForm(came) };
  return standsFor(plain.shown, plain.came) ? { shown: plain.came, came: plain.came } : plain;
}

function inOneForm(text: string, nameless = true): string {
  const plain = nameless ? withoutChance(text) : text.trim();
  try {
    return JSON.stringify(JSON.parse(plain), undefined, 2);
  } catch {
    return plain;
  }
}

/** Whether the text that came is one that the pattern with `…` in it stands for. */
function standsFor(pattern: string, text: string): boolean {
  if (!pattern.includes('…')) return false;
  const escape = (part: string): string => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const lines = pattern
    .split('\n')
    .map((line) => (line === '…' ? line : line.split('…').map(escape).join('.*')));
  const whole = lines.reduce((before, line, at) => {
    if (line === '…') return at === 0 ? '(?:.*\\n)*' : `${before}(?:\\n.*)*`;
    return at === 0 || (at === 1 && lines[0] === '…') ? `${before}${line}` : `${before}\\n${line}`;
  }, '');
  return new RegExp(`^${whole}$`).test(text);
}
