/** The addresses in a cell, each once, in their order; and what stands beside them. */
export function addressesIn(text: string): { addresses: string[]; rest: string } {
  const addresses: string[] = [];
  const rest = text.replace(/(?:https?:\/\/|www\.)[^\s<>"'«»|]+/gi, (run) => {
    // Several may be strung together by a comma or a semicolon alone.
    for (const part of run.split(/[,;](?=https?:\/\/|www\.)/i)) {
      const bare = part.replace(/[.,;:!?]+$/, '').replace(/^([^(]*)\)+$/, '$1');
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
