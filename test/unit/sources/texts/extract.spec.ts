import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { bodyParagraphs } from '../../../../src/sources/anchoring/body-paragraphs.js';
import { textSha256 } from '../../../../src/sources/anchoring/normalise.js';
import { NormalisedText } from '../../../../src/sources/anchoring/normalised-text.js';
import { extractText, type ExtractedText } from '../../../../src/sources/texts/extract.js';
import { UnreadableText } from '../../../../src/sources/texts/unreadable-text.js';
import { showing, smallPdf } from '../../../support/small-pdf.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** Bytes of a one-byte charset: the decoder read backwards. */
function encode(text: string, charset: string): Uint8Array {
  const all = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from(text, (character) => all.indexOf(character));
}

const plain = (bytes: Uint8Array, charset?: string): Promise<ExtractedText> =>
  extractText(bytes, 'text/plain', charset);
const html = (page: string, charset?: string): Promise<ExtractedText> =>
  extractText(utf8(page), 'text/html', charset);
const pdf = (bytes: Uint8Array): Promise<ExtractedText> => extractText(bytes, 'application/pdf');

/** Expects a refusal for this reason, in a sentence that says what to do. */
async function refused(extracting: Promise<unknown>, reason: string, whatToDo: RegExp): Promise<void> {
  const error = await extracting.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnreadableText);
  expect(error).toMatchObject({ reason, message: expect.stringMatching(whatToDo) });
}

const russian =
  'Президент Беларуси открыл заседание Совета. Министры приняли Стратегию, Секретариат её издал.';

describe('plain text', () => {
  it('normalises plain text, counts code points and hashes it', async () => {
    const text = 'Мой 😀 год\n\nend';
    expect(await plain(utf8('Мои\u0306 😀\u00A0\u00A0год\r\n\r\nend'))).toEqual({
      text,
      sha256: textSha256(text),
      mediaType: 'text/plain',
      characters: 14,
    });
  });

  it.each(['windows-1251', 'koi8-r', 'cp1251', 'iso-8859-5'])('decodes declared %s', async (charset) => {
    expect((await plain(encode(russian, charset), charset)).text).toBe(russian);
    const declared = `Text/Plain; format=flowed; charset="${charset}"`;
    expect(await extractText(encode(russian, charset), declared)).toMatchObject({
      text: russian,
      mediaType: 'text/plain',
    });
  });

  it('drops a byte order mark, which overrides the declared charset', async () => {
    expect((await plain(utf8(`\uFEFF${russian}`), 'windows-1251')).text).toBe(russian);
    expect((await plain(new Uint8Array(Buffer.from(`\uFEFF${russian}`, 'utf16le')))).text).toBe(russian);
  });

  it('refuses text in another charset than declared', async () => {
    await refused(
      plain(encode(russian, 'windows-1251')),
      'wrong-charset',
      /declare its charset.*windows-1251/i,
    );
    await refused(plain(utf8(russian), 'windows-1251'), 'wrong-charset', /encoded in UTF-8/);
    await refused(plain(encode(russian, 'koi8-r'), 'windows-1251'), 'wrong-charset', /koi8-r/);
    await refused(plain(encode(russian, 'windows-1251'), 'koi8-r'), 'wrong-charset', /windows-1251/);
    await refused(plain(utf8('x'), 'klingon'), 'unknown-charset', /Unknown charset "klingon".*utf-8/);
  });

  it('refuses a file that is not text', async () => {
    await refused(plain(smallPdf({ content: showing('x') })), 'binary', /application\/pdf/);
    await refused(plain(ascii('PK\x03\x04...')), 'binary', /Save it/);
    await refused(plain(ascii('\x89PNG\r\n\x1a\n')), 'binary', /OCR/);
    await refused(plain(ascii('\x7fELF\x02\x01\x00\x00\xff')), 'binary', /Send plain text/);
    const noise = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 251);
    await refused(plain(noise), 'binary', /Send plain text/);
    await refused(plain(noise, 'windows-1251'), 'wrong-charset', /control characters/);
  });

  it('refuses an empty, oversized or unknown file', async () => {
    await refused(plain(new Uint8Array()), 'empty', /0 bytes/);
    await refused(plain(utf8(' \n\u00A0')), 'empty', /white space/);
    await refused(plain(new Uint8Array(20 * 2 ** 20 + 1).fill(97)), 'too-large', /20 MB/);
    await refused(plain(new Uint8Array(5_000_001).fill(97)), 'too-long', /5000000/);
    await refused(extractText(utf8('x'), 'image/png'), 'unsupported-type', /Send text\/plain/);
    await refused(extractText(utf8('x'), 'constructor'), 'unsupported-type', /Send text\/plain/);
  });
});

describe('an HTML page', () => {
  const said = 'The ministers met in Minsk, and the council, after long talks, adopted the strategy. '.repeat(
    5,
  );
  const page = `<!doctype html><html><head><title>Session &mdash; the outcome</title>
    <style>p { color: red }</style><script>document.body.innerHTML = 'overwritten'</script></head>
    <body onload="alert(1)"><nav><a href="/">Home</a> <a href="/all">All news</a></nav>
    <div class="advertisement">Buy ferries now</div>
    <article><h1>The session</h1>
      <p>It said &laquo;да&raquo; &amp; went&nbsp;on &#x1F600;:
         ${said}<script>document.write('written')</script></p>
      <h2>What came of it</h2>
      <p>First line.<br>Second line. ${said}</p>
      <ul><li>One point</li><li>Another <b>bo</b>ld point</li></ul>
      <table><tr><td>a</td><td>b</td></tr></table>
      <noscript>Switch it on</noscript><iframe src="http://example.org/">framed</iframe>
    </article>
    <aside class="sidebar">Related: something else</aside><footer>Imprint</footer></body></html>`;

  it('extracts main content and title', async () => {
    const { text, title, mediaType } = await html(page);
    expect(text).toContain(`It said «да» & went on 😀: ${said.trim()}\n\n`);
    expect(text).toContain('\n\nWhat came of it\n\nFirst line.\nSecond line. The ministers');
    expect(text).toContain('\n\nOne point\n\nAnother bold point\n\n');
    expect(text).toContain('a b');
    expect([title, mediaType]).toEqual(['Session — the outcome', 'text/html']);
  });

  it('drops scripts, styles, navigation, advertisements and frames', async () => {
    const { text } = await html(page);
    expect(text).not.toMatch(
      /overwritten|written|color|Home|news|ferries|Related|Imprint|Switch|framed|<|alert/,
    );
  });

  it('counts HTML paragraphs as a reader does', async () => {
    const text = new NormalisedText((await html(page)).text);
    const paragraphs = bodyParagraphs(text);
    expect(paragraphs.map(({ start, end }) => text.slice(start, end).slice(0, 8))).toEqual([
      'It said ',
      'First li',
    ]);
  });

  it('takes the charset from the header, else the page, else UTF-8', async () => {
    const named = (charset: string): string =>
      `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>х</title></head><body><p>${russian}</p></body></html>`;
    const cyrillic = encode(named('windows-1251'), 'windows-1251');
    expect((await extractText(cyrillic, 'text/html')).text).toBe(russian);
    expect((await extractText(encode(named('utf-8'), 'koi8-r'), 'text/html', 'koi8-r')).text).toBe(russian);
    expect((await html(`<meta charset='UTF-8'><p>${russian}</p>`)).text).toBe(russian);
    await refused(
      extractText(encode(`<p>${russian}</p>`, 'koi8-r'), 'text/html'),
      'wrong-charset',
      /charset/,
    );
  });

  it('keeps a very short page whole', async () => {
    const short =
      '<title>Note</title><nav>Home</nav><p>All <i>six</i> came.</p><p>None left.</p><footer>Imprint</footer>';
    expect(await html(short)).toMatchObject({ text: 'All six came.\n\nNone left.', title: 'Note' });
    expect((await html('no mark-up &amp; nothing')).text).toBe('no mark-up & nothing');
  });

  it('refuses an empty or deeply tangled page', async () => {
    await refused(html('<html><body><script>x</script></body></html>'), 'empty', /no text/);
    await refused(html('<div>'.repeat(5000) + 'x'), 'too-complex', /text\/plain/);
    await refused(html('<p>x'.repeat(200_001)), 'too-complex', /text\/plain/);
    await refused(
      extractText(smallPdf({ content: showing('x') }), 'text/html'),
      'binary',
      /application\/pdf/,
    );
  });
});

describe('a PDF', () => {
  const content = showing('The first line of the text', 'goes on here.', '', 'A second paragraph.');

  it('extracts lines, paragraphs and title of a PDF', async () => {
    expect(await pdf(smallPdf({ content }))).toMatchObject({
      text: 'The first line of the text\ngoes on here.\n\nA second paragraph.',
      title: 'The ferry year',
      mediaType: 'application/pdf',
    });
  });

  it('extracts all pages in order, compressed ones too', async () => {
    const packed = smallPdf({
      content: deflateSync(showing('One page.')),
      dictionary: '/Filter /FlateDecode',
      pages: 3,
    });
    expect((await pdf(packed)).text).toBe('One page.\n\nOne page.\n\nOne page.');
  });

  it("leaves the caller's bytes intact", async () => {
    const bytes = smallPdf({ content });
    await pdf(bytes);
    expect(Buffer.from(bytes).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('refuses a PDF without a text layer', async () => {
    await refused(pdf(smallPdf({ content: '0 0 m 10 10 l S' })), 'no-text-layer', /OCR/);
  });

  it('refuses a password-protected PDF', async () => {
    const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -44 >>`;
    await refused(
      pdf(smallPdf({ content, trailer: `${encrypt} /ID [<41> <41>]` })),
      'encrypted',
      /save it without a password/,
    );
    await refused(
      pdf(smallPdf({ content, trailer: '/Encrypt << /Filter /Own /V 9 >> /ID [<41> <41>]' })),
      'encrypted',
      /password/,
    );
  });

  it('refuses a broken PDF', async () => {
    await refused(pdf(smallPdf({ content }).slice(0, 250)), 'broken', /print it/);
    await refused(pdf(utf8('%PDF-1.7 and then nothing')), 'broken', /print it/);
    await refused(pdf(utf8('hello')), 'broken', /print it/);
  });

  it('refuses a PDF with too many pages', async () => {
    await refused(pdf(smallPdf({ content, pages: 2001 })), 'too-many-pages', /2001 pages.*2000/);
  });

  it('refuses a PDF that would unpack to far more than its size', async () => {
    const much = deflateSync(Buffer.alloc(40 * 2 ** 20, 32));
    await refused(
      pdf(smallPdf({ content: much, dictionary: '/Filter /FlateDecode' })),
      'expands-too-far',
      /print it/,
    );
    const twice = { content: deflateSync(much), dictionary: '/Filter [/FlateDecode /FlateDecode]' };
    await refused(pdf(smallPdf(twice)), 'expands-too-far', /print it/);
  });
});
