/** The addresses in a cell, each once, in their order; and what stands beside them. */
export function addressesIn(text: string): { addresses: string[]; rest: string } {
  const addresses: string[] = [];
  const rest = text.replace(/(?:https?:\/\/|www\.)[^\s<>"'«»|]+/gi, (run) => {
    // Several may be strung together by a comma or a semicolon alone.
    for (const part of run.split(/[,;](?=https?:\/\/|www\.)/i)) {
      const bare = withoutEnd(part, part.includes('(') ? '.,;:!?' : '.,;:!?)');
      const address = /^www\./i.test(bare) ? `https://${bare}` : bare;
      if (URL.canParse(address) && !addresses.includes(address)) addresses.push(address);
    }
    return ' ';
  });
  return { addresses, rest: rest.replace(/[\s,;|]+/g, ' ').trim() };
}

/** The items of a list in a cell: one a line, or parted by bars, semicolons, or else commas. */
export function listed(text: string): string[] {
  const mark = [/\n/, /\|/, /;/, /,/].find((one) => one.test(text));
  const items = mark ? text.split(mark) : [text];
  return [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))];
}

/** A text without such marks at its end: those of the sentence around an address are none of it. */
function withoutEnd(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && marks.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
