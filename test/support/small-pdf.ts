/** A PDF of one font, written by hand: as many pages as are asked for show the same content stream. */
export interface SmallPdf {
  /** The content stream, as it stands in the file. */
  content: Uint8Array | string;
  /** What the stream's dictionary says besides its length, such as `/Filter /FlateDecode`. */
  dictionary?: string;
  /** What the trailer says besides size and root, such as `/Encrypt …`. */
  trailer?: string;
  pages?: number;
}

/** Lines of text, one below the other; an empty one leaves a gap as between paragraphs. */
export function showing(...lines: string[]): string {
  const shown = lines.map((line) => (line === '' ? '0 -28 Td' : `0 -14 Td (${line}) Tj`));
  return `BT /F1 12 Tf 72 720 Td ${shown.join(' ')} ET`;
}

export function smallPdf({ content, dictionary = '', trailer = '', pages = 1 }: SmallPdf): Uint8Array {
  const body = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${'3 0 R '.repeat(pages)}] /Count ${pages} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${body.length} ${dictionary} >>\nstream\n${body.toString('latin1')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Title (The ferry year) >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file + table + end, 'latin1'));
}
