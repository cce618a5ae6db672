import type { Json } from './api.js';
import type { TestService } from './service.js';

/** A source of our own, with a text that is small and has what is hard: headings, characters beyond the BMP, repetition. */
export const SAMPLE = 'sample-report';

/** Paragraphs 1 to 3, a heading between the first two. */
export const SAMPLE_TEXT = `The council met in spring 🕊 and agreed on a joint exercise.

What came of it

The joint exercise was held in June <with all members>. Observers called it a success & a first step.

A second round is planned. The date is open.
`;

/** A text that is too long for one stretch: numbered paragraphs. */
export function longText(paragraphs: number): string {
  const lines = Array.from(
    { length: paragraphs },
    (_, at) => `Paragraph number ${at + 1} says ${'a little more '.repeat(12)}and then stops.`,
  );
  return lines.join('\n\n');
}

/** Adds a source. */
export async function addSource(service: TestService, slug = SAMPLE): Promise<void> {
  const source = {
    slug,
    title: `Report ${slug}`,
    authors: ['A. Author'],
    language: 'en',
    rights: 'CC BY 4.0',
  };
  await service.http().post('/api/v1/sources').send(source).expect(201);
}

/** Quotes words from a source. @returns the passage */
export async function quote(service: TestService, exact: string, slug = SAMPLE): Promise<Json> {
  const answer = await service.http().post(`/api/v1/sources/${slug}/passages`).send({ exact });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** Loads a text of a source. */
export async function loadText(service: TestService, text: string, slug = SAMPLE): Promise<void> {
  const { headers } = await service.http().get(`/api/v1/sources/${slug}`).expect(200);
  await service
    .http()
    .put(`/api/v1/sources/${slug}/text`)
    .set('If-Match', headers.etag!)
    .set('Content-Type', 'text/plain')
    .send(text)
    .expect(200);
}
