/** An entry of a BibTeX file as a reader of the format sees it. */
export interface BibtexEntry {
  type: string;
  key: string;
  fields: Map<string, string>;
}

/**
 * Reads a BibTeX file by the format's own rules, independently of what writes it: an entry begins at `@`, a field's
 * value is a bare word or whatever stands between braces that balance, with a backslash making no difference.
 * @throws where the text is no BibTeX
 */
export function entriesOf(text: string): BibtexEntry[] {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} expected at ${at}: ${text.slice(at, at + 30)}`);
  };
  const take = (pattern: RegExp, what: string): string => {
    const match = new RegExp(pattern, 'uy');
    match.lastIndex = at;
    const found = match.exec(text) ?? fail(what);
    at += found[0].length;
    return found[1] ?? found[0];
  };
  const value = (): string => {
    if (text[at] !== '{') return take(/[a-z]+|\d+/, 'a word');
    const start = at + 1;
    for (let depth = 0; at < text.length; at++) {
      if (text[at] === '{') depth++;
      if (text[at] === '}' && --depth === 0) return text.slice(start, at++);
    }
    return fail('a closing brace');
  };
  const entries: BibtexEntry[] = [];
  take(/\s*/, '');
  while (at < text.length) {
    const type = take(/@(\w+)\s*\{/, 'an entry');
    const key = take(/\s*([^\s,{}()"#%'=\\~]+)\s*/, 'a key');
    const fields = new Map<string, string>();
    while (text[at] === ',') {
      const name = take(/,\s*([A-Za-z]+)\s*=\s*/, 'a field');
      if (fields.has(name)) fail(`no second ${name}`);
      fields.set(name, value());
      take(/\s*/, '');
    }
    take(/\}\s*/, 'the end of the entry');
    entries.push({ type, key, fields });
  }
  return entries;
}

const COMMANDS: Record<string, string> = {
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
};

/**
 * What TeX prints for a value: braces group, `%` would begin a comment.
 * @throws where TeX would run any command but those for a character, or meet a character of its own
 */
export function shown(value: string): string {
  return value.replace(
    /\\([a-z]+)\{\}|\\([%&#$_])|[{}]|([\\%&#$_~^])/gu,
    (
      _found: string,
      command: string | undefined,
      escaped: string | undefined,
      active: string | undefined,
    ) => {
      if (active !== undefined) throw new Error(`TeX would act on ${active} in ${value}`);
      if (command === undefined) return escaped ?? '';
      const character = COMMANDS[command];
      if (character === undefined) throw new Error(`TeX would run \\${command} in ${value}`);
      return character;
    },
  );
}
