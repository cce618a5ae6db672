import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestOf } from '../../../../src/http/negotiate.js';
import { toAnnotation, toAnnotationPage } from '../../../../src/sources/formats/annotation.js';
import { toBibtex } from '../../../../src/sources/formats/bibtex.js';
import { toCsl } from '../../../../src/sources/formats/csl.js';
import { nameOf } from '../../../../src/sources/formats/names.js';
import type { PassageView, SourceView } from '../../../../src/sources/sources.reader.js';
import { entriesOf, shown } from '../../../support/bibtex.js';

const SOURCE: SourceView = {
  slug: 'ciss-2023-12-04',
  title: 'CSTO challenges and prospects under the presidency of the Republic of Belarus',
  authors: ['Alexander Shpakovsky', 'Caspian Institute for Strategic Studies'],
  publisher: 'Caspian Institute for Strategic Studies',
  publishedOn: '2023-12-04',
  language: 'en',
  url: 'https://example.org/a_b?x=1&y=%20#top',
  archiveUrl: null,
  rights: null,
  note: null,
  textSha256: null,
};
const PASSAGE: PassageView = {
  id: '018f0000-0000-7000-8000-000000000001',
  source: SOURCE.slug,
  exact: 'certain steps',
  prefix: 'took ',
  suffix: ' towards',
  start: 10,
  end: 23,
  paragraph: 4,
  summary: null,
  anchor: 'verified',
};

describe('a passage as a W3C annotation', () => {
  it('describes a quotation with both selectors and highlighting', () => {
    expect(toAnnotation(PASSAGE, SOURCE, 'https://scorecard.example/api/v1/')).toEqual({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: 'https://scorecard.example/api/v1/passages/018f0000-0000-7000-8000-000000000001',
      type: 'Annotation',
      motivation: 'highlighting',
      target: {
        type: 'SpecificResource',
        source: 'https://example.org/a_b?x=1&y=%20#top',
        selector: [
          { type: 'TextQuoteSelector', exact: 'certain steps', prefix: 'took ', suffix: ' towards' },
          { type: 'TextPositionSelector', start: 10, end: 23 },
        ],
      },
    });
  });

  it('describes a citation without selectors', () => {
    const citation: PassageView = {
      ...PASSAGE,
      exact: null,
      prefix: null,
      suffix: null,
      start: null,
      end: null,
      summary: 'Says that the treaty was signed.',
      anchor: 'unverified',
    };
    const { body, target, motivation } = toAnnotation(citation, { ...SOURCE, url: null }, '/api/v1/');
    expect(motivation).toBe('describing');
    expect(target).toEqual({ type: 'SpecificResource', source: '/api/v1/sources/ciss-2023-12-04' });
    expect(body).toEqual([
      {
        type: 'TextualBody',
        value: 'Says that the treaty was signed.',
        format: 'text/plain',
        purpose: 'describing',
      },
      { type: 'TextualBody', value: 'Paragraph 4 of the body', format: 'text/plain', purpose: 'describing' },
    ]);
    const { body: one } = toAnnotation({ ...citation, paragraph: null }, SOURCE, '/api/v1/');
    expect(one).toMatchObject({ value: 'Says that the treaty was signed.' });
  });

  it.each(['relocated', 'ambiguous', 'lost'] as const)(
    'omits the position of a passage that is %s',
    (anchor) => {
      const { target } = toAnnotation({ ...PASSAGE, anchor }, SOURCE, '/api/v1/');
      expect(target.selector?.map(({ type }) => type)).toEqual(['TextQuoteSelector']);
    },
  );

  it("names the archived copy as the source's state", () => {
    const { target } = toAnnotation(PASSAGE, { ...SOURCE, archiveUrl: 'https://archive.example/1' }, '/');
    expect(target.state).toEqual({ type: 'TimeState', cached: 'https://archive.example/1' });
  });

  it('names an annotation page, its next page and its collection', () => {
    const page = toAnnotationPage(
      { items: [PASSAGE], nextCursor: 'b' },
      SOURCE,
      { cursor: 'a', limit: 1 },
      '/v/',
    );
    expect(page).toMatchObject({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: '/v/sources/ciss-2023-12-04/passages?limit=1&cursor=a',
      type: 'AnnotationPage',
      next: '/v/sources/ciss-2023-12-04/passages?limit=1&cursor=b',
      partOf: {
        id: '/v/sources/ciss-2023-12-04/passages',
        type: 'AnnotationCollection',
        first: '/v/sources/ciss-2023-12-04/passages?limit=1',
      },
    });
    expect(page).not.toHaveProperty('startIndex');
    expect(page).toHaveProperty('items.0.type', 'Annotation');
    expect(JSON.stringify(page).match(/@context/g)).toHaveLength(1);
    const whole = toAnnotationPage({ items: [PASSAGE], nextCursor: null }, SOURCE, {}, '/v/');
    expect(whole).toMatchObject({ startIndex: 0, partOf: { total: 1 } });
    expect(whole).not.toHaveProperty('next');
    const empty = toAnnotationPage({ items: [], nextCursor: null }, SOURCE, {}, '/v/');
    expect(empty).toMatchObject({ type: 'AnnotationCollection', total: 0 });
  });
});

describe('authors', () => {
  it.each([
    ['Alexander Shpakovsky', { family: 'Shpakovsky', given: 'Alexander' }],
    ['Shpakovsky, Alexander', { family: 'Shpakovsky', given: 'Alexander' }],
    ['  Maria \n Clara Lopez ', { family: 'Lopez', given: 'Maria Clara' }],
    ['Ludwig van der Rohe', { family: 'Rohe', given: 'Ludwig', particle: 'van der' }],
    ['de la Cruz, Maria', { family: 'Cruz', given: 'Maria', particle: 'de la' }],
    ['Beethoven, Ludwig van', { family: 'Beethoven', given: 'Ludwig', particle: 'van' }],
    ['John Smith Jr.', { family: 'Smith', given: 'John', suffix: 'Jr.' }],
    ['Smith, John, III', { family: 'Smith', given: 'John', suffix: 'III' }],
    ['Jean-Luc O’Neil', { family: 'O’Neil', given: 'Jean-Luc' }],
    ['Иванов Иван Петрович', { family: 'Иванов', given: 'Иван Петрович' }],
    ['Иван Петрович Иванов', { family: 'Иванов', given: 'Иван Петрович' }],
    ['Gulnara Abdullaevna Karimova', { family: 'Karimova', given: 'Gulnara Abdullaevna' }],
    ['Ann Stafford', { family: 'Stafford', given: 'Ann' }],
    ['TASS', { literal: 'TASS' }],
    ['Caspian Institute for Strategic Studies', { literal: 'Caspian Institute for Strategic Studies' }],
    ['CSTO Secretariat', { literal: 'CSTO Secretariat' }],
    ['BELTA News', { literal: 'BELTA News' }],
    ['Секретариат ОДКБ', { literal: 'Секретариат ОДКБ' }],
    ['Министерство обороны', { literal: 'Министерство обороны' }],
    ['Friends of Peace', { literal: 'Friends of Peace' }],
    ['And Lee', { literal: 'And Lee' }],
    ['Smith & Sons', { literal: 'Smith & Sons' }],
    ['习近平', { literal: '习近平' }],
    ['A, B, C, D', { literal: 'A, B, C, D' }],
    ['Van Ivan, III', { family: 'Ivan', given: 'Van', suffix: 'III' }],
    ['de Lee, Jr.', { literal: 'de Lee, Jr.' }],
    ['Smith,', { literal: 'Smith,' }],
    ['', { literal: '' }],
  ])('splits the author %j', (author, name) => expect(nameOf(author)).toEqual(name));

  it('loses no word of any name', () => {
    const word = fc.constantFrom(
      'Ivan',
      'de',
      'van',
      'Jr.',
      'III',
      'Petrovich',
      'TASS',
      'of',
      ',',
      'Lee',
      '{',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 7 }), (words) => {
        const sorted = (text: string) =>
          text
            .split(/[\s,]+/)
            .filter(Boolean)
            .sort();
        const author = words.join(' ');
        expect(sorted(Object.values(nameOf(author)).join(' '))).toEqual(sorted(author));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a source as CSL-JSON', () => {
  it('writes what the source says as CSL-JSON, without an access date', () => {
    expect(toCsl(SOURCE)).toEqual({
      id: 'ciss-2023-12-04',
      type: 'webpage',
      title: SOURCE.title,
      author: [
        { family: 'Shpakovsky', given: 'Alexander' },
        { literal: 'Caspian Institute for Strategic Studies' },
      ],
      publisher: 'Caspian Institute for Strategic Studies',
      issued: { 'date-parts': [[2023, 12, 4]] },
      language: 'en',
      URL: 'https://example.org/a_b?x=1&y=%20#top',
    });
  });

  it('omits unknown fields from CSL-JSON', () => {
    const bare = { slug: 's', title: 'T', authors: [], publisher: null, publishedOn: null, language: null };
    expect(toCsl({ ...SOURCE, ...bare, url: null })).toEqual({ id: 's', type: 'document', title: 'T' });
  });
});

describe('a source as BibTeX', () => {
  it('writes what the source says as BibTeX', () => {
    expect(toBibtex(SOURCE)).toBe(
      [
        '@online{ciss-2023-12-04,',
        '  author = {Shpakovsky, Alexander and {Caspian Institute for Strategic Studies}},',
        '  title = {{CSTO} challenges and prospects under the presidency of the {Republic} of {Belarus}},',
        '  organization = {Caspian Institute for Strategic Studies},',
        '  year = {2023},',
        '  month = dec,',
        '  day = {4},',
        '  language = {en},',
        '  url = {https://example.org/a_b?x=1&y=%20#top}',
        '}',
        '',
      ].join('\n'),
    );
    expect(toBibtex({ ...SOURCE, url: null })).toMatch(/^@misc\{/);
  });

  it.each([
    'a lone { brace',
    'a lone } brace',
    '}}\n@comment{gone',
    'Title}, author = {Somebody Else',
    '\\input{/etc/passwd} \\write18{rm}',
    'ends in a backslash \\',
    '100% certain & #1 for $5 a_b ~ ^ "quoted" @misc{x,',
    'line\r\nbreak\tand\u2028more',
    'Организация «ОДКБ» – Ереван, Երեван 😀',
    '{\\TeX}',
    '%',
  ])('keeps the title %j free of commands and fields', (title) => {
    const entries = entriesOf(toBibtex({ ...SOURCE, title, publisher: title, authors: [title, 'Jane Roe'] }));
    expect(entries).toHaveLength(1);
    const { type, key, fields } = entries[0]!;
    expect([type, key]).toEqual(['online', 'ciss-2023-12-04']);
    expect([...fields.keys()]).toEqual('author title organization year month day language url'.split(' '));
    const plain = title.replace(/\s+/gu, ' ').trim();
    expect(shown(fields.get('title')!)).toBe(plain);
    expect(shown(fields.get('organization')!)).toBe(plain);
    expect(shown(fields.get('author')!)).toBe(`${plain} and Roe, Jane`);
  });

  it('reads any text back from BibTeX', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (title) => {
        const plain = title
          .normalize('NFC')
          .replace(/[\s\p{Cc}]+/gu, ' ')
          .trim();
        fc.pre(plain !== '');
        const [entry, ...more] = entriesOf(toBibtex({ ...SOURCE, title }));
        expect(more).toEqual([]);
        expect(shown(entry!.fields.get('title')!)).toBe(plain);
      }),
    );
  });

  it('keeps an address within its field', () => {
    const url = 'https://example.org/{a}\\b?q="x"^`|<>é%7B~_';
    const [entry, ...more] = entriesOf(toBibtex({ ...SOURCE, url }));
    expect(more).toEqual([]);
    expect(entry!.fields.get('url')).toBe(
      'https://example.org/%7Ba%7D%5Cb?q=%22x%22%5E%60%7C%3C%3E%C3%A9%7B~_',
    );
  });

  it('keeps an organization with "and" in its name as one author', () => {
    const authors = ['Ministry of Peace and War', 'Jane Roe'];
    expect(toBibtex({ ...SOURCE, authors })).toContain(
      'author = {{Ministry of Peace and War} and Roe, Jane}',
    );
  });
});

describe('content negotiation', () => {
  const forms = [
    { type: 'application/json; charset=utf-8', extension: '' },
    { type: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', extension: '.jsonld' },
    { type: 'application/x-bibtex', extension: '.bib' },
  ] as const;

  it.each([
    [undefined, ''],
    ['*/*', ''],
    ['text/html,application/xhtml+xml,*/*;q=0.8', ''],
    ['application/ld+json', '.jsonld'],
    ['application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', '.jsonld'],
    ['application/ld+json; profile="a,b;q=0", application/x-bibtex;q=0.5', '.jsonld'],
    ['application/x-bibtex, application/ld+json', '.jsonld'],
    ['application/ld+json;q=0.4, application/x-bibtex;q=0.5', '.bib'],
    ['Application/X-BibTeX', '.bib'],
    ['application/*;q=0.5, application/x-bibtex', '.bib'],
    ['*/*, application/json;q=0', '.jsonld'],
    ['text/csv', ''],
    ['application/x-bibtex;q=7', ''],
    ['application/x-bibtex;q=0', ''],
    ['', ''],
    [';;,,/;q="', ''],
  ])('answers %j with %j', (accept, extension) => expect(bestOf(accept, forms).extension).toBe(extension));
});
