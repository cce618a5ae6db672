/** The CHECK of a column of codes: printable characters, as plans number their areas and objectives. */
export function codeCheck(column: string): string {
  return `char_length(${column}) BETWEEN 1 AND 60 AND ${column} NOT IN ('.', '..') AND ${column} = btrim(${column})
          AND ${column} !~ U&'[\\0001-\\001F\\007F-\\00A0\\00AD\\061C\\200B-\\200F\\2028-\\202F\\2060-\\206F\\FEFF]'`;
}
