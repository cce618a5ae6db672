import { createHash } from 'node:crypto';

/** No-break space, figure space, narrow no-break space: they differ from a space only in line breaking. */
const noBreakSpaces = /[\u00A0\u2007\u202F]/g;

/**
 * The canonical form of a source's text: the form that is stored, hashed and anchored in.
 *
 * Unicode NFC; the no-break spaces U+00A0, U+2007 and U+202F become a space; a run of spaces and tabs
 * becomes one space; CRLF becomes LF. Applying it twice changes nothing.
 *
 * Everything else stays as it is: soft hyphens, zero-width characters, a byte order mark, quotation marks,
 * dashes, case, a lone CR, spaces at the ends of lines, blank lines, the last line break. A form that
 * removed those would be kinder to careless copies, but positions in it would no longer point into the text
 * that a reader sees.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(noBreakSpaces, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/(?<!\r)\r+\n/g, '\n'); // one CR or several: a second pass finds nothing to do
}

/** SHA-256 of a text that {@link normalise} made, over its UTF-8 bytes: 64 lower-case hexadecimal digits. */
export function textSha256(normalised: string): string {
  return createHash('sha256').update(normalised, 'utf8').digest('hex');
}
