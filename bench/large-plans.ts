import type { DataSource } from 'typeorm';

/**
 * Two plans of `size` objectives each, L1 and following, whose titles are made of the words of the stored objectives: some
 * words common, most rare, as in any plan.
 * @returns their slugs, the earlier first
 */
export async function generateLargePlans(
  source: DataSource,
  size: number,
): Promise<[from: string, to: string]> {
  const rows: { word: string }[] = await source.query(
    `SELECT word FROM objective o CROSS JOIN regexp_split_to_table(o.title, '[^[:alpha:]]+') word WHERE word <> ''
      ORDER BY o.plan_id, o.id, word`,
  );
  // The same numbers in every run: a linear congruential generator (Park and Miller).
  let seed = 20231123;
  const any = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const title = (): string =>
    Array.from({ length: 5 + any(8) }, () => {
      const { word } = rows[any(rows.length)]!;
      // Two words joined make one that is rare, as names are.
      return any(3) === 0 ? `${word}${rows[any(rows.length)]!.word}`.toLowerCase() : word;
    }).join(' ');
  const slugs: [string, string] = ['large-earlier', 'large-later'];
  for (const [at, slug] of slugs.entries()) {
    const titles = Array.from({ length: size }, title);
    await source.query(
      `WITH made AS (
         INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, holder_name, term_start, term_end,
                           revised_at, created_at, known_from)
         SELECT $1, o.id, s.id, a.id, $1, 'Nowhere', DATE '2030-01-01' + $2 * 365, DATE '2030-12-31' + $2 * 365, t, t, t
           FROM (SELECT TIMESTAMPTZ '2024-01-01' AS t) now
           JOIN organization o ON o.slug = 'csto' JOIN rating_scale s ON s.slug = 'completion'
           JOIN assessor a ON a.slug = 'presidency' RETURNING *),
       areas AS (
         INSERT INTO area (plan_id, code, name, position, known_from)
         SELECT id, 'area-' || n, 'Area ' || n, n, known_from FROM made CROSS JOIN generate_series(1, 20) n RETURNING *)
       INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
       SELECT m.id, a.id, 'L' || n, made_up.title, 'stated', n, m.known_from
         FROM made m CROSS JOIN unnest($3::text[]) WITH ORDINALITY AS made_up (title, n)
         JOIN areas a ON a.position = 1 + n % 20`,
      [slug, at, titles],
    );
  }
  await source.query('VACUUM ANALYZE');
  return slugs;
}
