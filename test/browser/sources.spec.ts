import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { citing, type Json, transcribed, record } from '../support/api.js';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';
import { addSource, loadText, longText, quote, SAMPLE, SAMPLE_TEXT } from '../support/sample-text.js';

const PAGE = `/sources/${SAMPLE}`;
const OBJECTIVE = '/api/v1/plans/csto-2023-belarus/objectives/INT-02';
const PHONE = { viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'ru-RU' } as const;

describeInBrowser('the pages of the sources', () => {
  let site: Site;
  let exercise: Json;
  let inside: Json;
  let across: Json;

  beforeAll(async () => {
    site = await startSite();
    const { service } = site;
    await addSource(service);
    await loadText(service, SAMPLE_TEXT);
    exercise = await quote(service, 'The joint exercise was held in June <with all members>.');
    inside = await quote(service, 'exercise was held');
    across = await quote(service, 'a first step.\n\nA second round');
    const evidence = { passage: exercise.id, bearing: 'qualifies', note: 'held later than planned' };
    const made = await record(
      service,
      OBJECTIVE,
      transcribed('implemented', '2024-01-10', { evidence: [evidence] }),
    );
    expect(made.status).toBe(201);
  });
  afterAll(() => site?.stop());

  it.each(['/sources', PAGE, '/sources/ciss-2023-12-04'])(
    'has no accessibility violation and no sideways scrolling on %s, for readers and analysts',
    async (path) => {
      await expectGoodPage(await site.visitor(), path);
      await expectGoodPage(await site.visitor({ role: 'analyst' }), path);
      await expectGoodPage(await site.visitor({ role: 'analyst', ...PHONE }), path);
    },
  );

  it.each([true, false])(
    'marks exactly the words of each passage, also where they overlap (with scripts: %s)',
    async (javaScriptEnabled) => {
      const { page, visit } = await site.visitor({ javaScriptEnabled });
      await visit(PAGE);
      for (const { id, exact } of [exercise, inside, across]) {
        const marks = await page.locator(`mark[data-passages~="${id}"]`).allTextContents();
        expect(marks.join('')).toBe(exact.replace(/\n+/g, ''));
        expect(await page.locator(`[id="passage-${id}"]`).count()).toBe(1);
      }
    },
  );

  it('leaves the text unchanged: each paragraph holds its part, character by character', async () => {
    const { page, visit } = await site.visitor();
    await visit(PAGE);
    const { text } = await site.service.http().get(`/api/v1/sources/${SAMPLE}/text`).expect(200);
    const shown = await page.locator('[data-start]').all();
    expect(shown).toHaveLength(4);
    for (const element of shown) {
      const words = (await element.textContent())!;
      const start = Number(await element.getAttribute('data-start'));
      expect([...text].slice(start, start + [...words].length).join('')).toBe(words);
    }
    const sha256 = (await site.service.http().get(`/api/v1/sources/${SAMPLE}`)).body.textSha256;
    expect(await page.getAttribute('[data-text]', 'data-text')).toBe(sha256);
  });

  it('links a mark to what rests on the passage, and back', async () => {
    const { page, visit } = await site.visitor();
    await visit(PAGE);
    const entry = page.locator(`[id="entry-${exercise.id}"]`);
    expect(await entry.textContent()).toMatch(/qualifies.*INT-02.*Implemented/s);
    await page.locator(`.margin a[href="#entry-${exercise.id}"]`).click();
    expect(new URL(page.url()).hash).toBe(`#entry-${exercise.id}`);
    await entry.getByRole('link', { name: /Show in text/ }).click();
    expect(new URL(page.url()).hash).toBe(`#passage-${exercise.id}`);
    await entry.getByRole('link', { name: /INT-02/ }).click();
    await page.waitForURL(/objectives\/INT-02$/);
  });

  it('shows a passage far down a long text on its own part', async () => {
    const { service } = site;
    await addSource(service, 'long-report');
    await loadText(service, longText(900), 'long-report');
    const far = await quote(service, 'Paragraph number 777 says', 'long-report');
    const { page, visit, complaints } = await site.visitor();
    await visit('/sources/long-report');
    expect(await page.locator('mark').count()).toBe(0);
    await visit(`/sources/long-report?passage=${far.id}#passage-${far.id}`);
    expect(await page.locator(`[id="passage-${far.id}"]`).textContent()).toBe(far.exact);
    expect(await page.locator(`[id="passage-${far.id}"]`).isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Start of the text' }).click();
    await page.getByRole('link', { name: 'Next part of the text' }).click();
    await page.waitForURL(/from=/);
    expect(await page.locator('[data-start]').first().textContent()).toMatch(/^Paragraph number/);
    expect(complaints).toEqual([]);
  });

  it('never marks a passage in the wrong place after another text is loaded', async () => {
    const { service } = site;
    await addSource(service, 'changing-report');
    await loadText(service, 'Alpha beta gamma delta.\n\nEpsilon zeta eta theta.', 'changing-report');
    const lost = await quote(service, 'Epsilon zeta eta', 'changing-report');
    const kept = await quote(service, 'Alpha beta', 'changing-report');
    await loadText(service, 'Alpha beta gamma delta.\n\nNothing of it is left.', 'changing-report');
    const { page, visit } = await site.visitor();
    await visit(`/sources/changing-report#passage-${lost.id}`);
    expect(await page.locator('mark[data-passages]').allTextContents()).toEqual([kept.exact]);
    expect(await page.locator(`[id="passage-${lost.id}"]`).textContent()).toMatch(
      /was not found in the current text/,
    );
    expect(await page.textContent('main')).toContain(
      '1 found in place, 0 found elsewhere or changed, 0 in several places, 1 not found',
    );
  });

  it('shows citations, and quotations with their surroundings where no text is held', async () => {
    const { service } = site;
    await addSource(service, 'cited-report');
    const path = '/api/v1/sources/cited-report/passages';
    await service.http().post(path).send({ summary: 'It calls the year a good one.' }).expect(201);
    await service
      .http()
      .post(path)
      .send({ exact: 'a good year', prefix: 'It was ', suffix: ' for all' })
      .expect(201);
    const { page, visit } = await site.visitor();
    await visit('/sources/cited-report');
    expect(await page.locator('blockquote').textContent()).toBe('…It was a good year for all…');
    expect(await page.textContent('main')).toContain('It calls the year a good one.');
  });

  it('copies the reference in each citation format and confirms it', async () => {
    const { page, context, visit, complaints } = await site.visitor();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(PAGE);
    const clipboard = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');
    await page.getByRole('button', { name: 'Copy reference' }).click();
    await page.getByText('Done: Copy reference').waitFor();
    expect(await clipboard()).toBe(`A. Author. “Report ${SAMPLE}”.`);
    for (const [name, extension] of [
      ['Copy BibTeX', '.bib'],
      ['Copy CSL-JSON', '.csl.json'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      await page.getByText(`Done: ${name}`).waitFor();
      const api = await (await context.request.get(`/api/v1/sources/${SAMPLE}${extension}`)).text();
      expect(await clipboard()).toBe(api);
    }
    expect(complaints).toEqual([]);
  });

  it('offers citation formats as links without JavaScript, and no dead button', async () => {
    const { page, visit } = await site.visitor({ javaScriptEnabled: false });
    await visit(PAGE);
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'BibTeX' }).getAttribute('href')).toBe(
      `/api/v1/sources/${SAMPLE}.bib`,
    );
  });

  it('adds a source without JavaScript after its mistakes are corrected', async () => {
    const { page, visit } = await site.visitor({ role: 'analyst', javaScriptEnabled: false });
    await visit('/sources');
    await page.getByLabel('Slug').fill('Not A Slug');
    await page.getByLabel('Title').fill('A new report');
    await page.getByLabel('Authors').fill('First Author\nSecond Author');
    await page.getByLabel('Web address').fill('ftp://somewhere');
    await page.getByRole('button', { name: 'Add source' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('2 values');
    expect(await page.getByLabel('Authors').inputValue()).toBe('First Author\nSecond Author');
    expect(await page.getByLabel('Slug').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Slug').fill('new-report');
    await page.getByLabel('Web address').fill('https://example.org/report');
    await page.getByRole('button', { name: 'Add source' }).click();
    await page.waitForURL(/\/sources\/new-report$/);
    expect(await page.textContent('dl.facts')).toContain('First Author and Second Author');
    expect(await page.getByRole('link', { name: 'https://example.org/report' }).getAttribute('rel')).toBe(
      'noreferrer',
    );
    await visit('/sources');
    await page.getByLabel('Slug').fill('new-report');
    await page.getByLabel('Title').fill('The same once more');
    await page.getByRole('button', { name: 'Add source' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('another source already uses this slug');
    expect(await page.getByLabel('Title').inputValue()).toBe('The same once more');
  });

  it('loads a pasted text without JavaScript, and keeps it when the source changed meanwhile', async () => {
    const { service } = site;
    await addSource(service, 'pasted-report');
    const { page, visit } = await site.visitor({ role: 'analyst', javaScriptEnabled: false });
    await visit('/sources/pasted-report');
    await page.getByRole('button', { name: 'Load text' }).click();
    expect(await page.getByRole('alert').first().textContent()).toContain('paste a text or select a file');
    await service
      .http()
      .patch('/api/v1/sources/pasted-report')
      .set('If-Match', '"1"')
      .send({ note: 'Seen.' })
      .expect(200);
    await page.getByLabel('Pasted text').fill('One paragraph.\n\nAnother “one”.');
    await page.getByRole('button', { name: 'Load text' }).click();
    expect(await page.getByRole('alert').first().textContent()).toContain('this source has changed');
    expect(await page.getByLabel('Pasted text').inputValue()).toBe('One paragraph.\n\nAnother “one”.');
    await page.getByRole('button', { name: 'Load text' }).click();
    await page.waitForURL(/\/sources\/pasted-report$/);
    expect(await page.locator('[data-start]').allTextContents()).toEqual([
      'One paragraph.',
      'Another “one”.',
    ]);
  });

  it('loads a text from a file with JavaScript and shows why it was refused', async () => {
    await addSource(site.service, 'filed-report');
    const { page, visit, complaints } = await site.visitor({ role: 'analyst' });
    await visit('/sources/filed-report');
    const file = page.getByLabel(/Or a file/);
    await file.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF') });
    await page.getByRole('button', { name: 'Load text' }).click();
    await page.getByText(/PDF/).last().waitFor();
    const html = '<p>First &amp; foremost.</p><p>Then more.</p>';
    await file.setInputFiles({ name: 'a.html', mimeType: 'text/html', buffer: Buffer.from(html) });
    await page.getByRole('button', { name: 'Load text' }).click();
    await page.locator('[data-start]').first().waitFor();
    expect(await page.locator('[data-start]').allTextContents()).toEqual(['First & foremost.', 'Then more.']);
    expect(complaints).toEqual([]);
  });

  it('offers its data as JSON and CSV', async () => {
    const { body } = await site.service.http().get(`${PAGE}.json`).expect(200);
    expect(body.text).toMatchObject({ from: 0, next: null });
    const found = body.passages.items.find(({ id }: Json) => id === exercise.id);
    expect(found.uses).toMatchObject([{ use: 'qualifies', code: 'INT-02', level: { slug: 'implemented' } }]);
    const csv = await site.service.http().get(`${PAGE}.csv`).expect(200);
    expect(csv.text.split('\r\n')[0]).toMatch(/^id,exact/);
    expect(csv.text).toContain('qualifies: csto-2023-belarus INT-02 (implemented, presidency)');
    const list = await site.service.http().get('/sources.csv').expect(200);
    expect(list.text).toMatch(/sample-report,.*,3,true\r\n/);
  });

  it('lets no record change the text direction around it', async () => {
    const { service } = site;
    const hostile = {
      slug: 'hostile-report',
      title: 'Safe \u202Etxet',
      rights: '\u2066<script>alert(1)</script>',
    };
    await service.http().post('/api/v1/sources').send(hostile).expect(201);
    const summary = 'It says \u202Eso.';
    await service.http().post('/api/v1/sources/hostile-report/passages').send({ summary }).expect(201);
    const { page, visit, complaints } = await site.visitor();
    for (const path of ['/sources', '/sources/hostile-report']) {
      await visit(path);
      expect(await page.textContent('main')).toContain('Safe txet');
      expect(await page.textContent('main')).not.toMatch(/[\u202E\u2066]/);
    }
    expect(complaints).toEqual([]);
  });

  it('refuses a position after the end of a text', async () => {
    await site.service.http().get(`${PAGE}.json?from=999999`).expect(400);
  });

  it('offers a reader no change, and refuses one that is sent anyway', async () => {
    const { page, context, visit } = await site.visitor({ role: 'reader' });
    await visit(PAGE);
    expect(await page.locator('main form').count()).toBe(0);
    const answer = await context.request.post('/sources', {
      form: { '/slug': 'x', '/title': 'x' },
      headers: { origin: site.base },
    });
    expect(answer.status()).toBe(403);
  });

  it('counts a citation without a quotation among the evidence of its objective', async () => {
    const made = await record(
      site.service,
      '/api/v1/plans/csto-2023-belarus/objectives/INT-03',
      transcribed('not_implemented', '2024-01-11', {
        evidence: [citing('It says that it was done.', 'contradicts')],
      }),
    );
    expect(made.status).toBe(201);
    const { page, visit } = await site.visitor();
    await visit('/sources/ciss-2023-12-04');
    const entry = page.locator('.entry').filter({ hasText: 'It says that it was done.' });
    expect(await entry.textContent()).toMatch(/contradicts.*INT-03/s);
  });
});
