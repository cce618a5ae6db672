import type { DataSource } from 'typeorm';

/** What a schema is made of, by kind, each thing in one line: to be compared with another schema's. */
export interface SchemaDump {
  tables: string[];
  columns: string[];
  constraints: string[];
  indexes: string[];
  triggers: string[];
  functions: string[];
}

/** Each gives the lines of one kind. Tables of TypeORM's own bookkeeping are left out. */
const QUERIES: Record<keyof SchemaDump, string> = {
  tables: `
    SELECT relname || ' ' || relkind::text AS line FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S', 'p') AND relname !~ '^migration'`,
  columns: `
    SELECT concat_ws(' ', c.relname, '#' || a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                     CASE WHEN a.attnotnull THEN 'NOT NULL' END, 'identity ' || nullif(a.attidentity::text, ''),
                     'generated ' || nullif(a.attgenerated::text, ''), 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)) AS line
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'`,
  constraints: `
    SELECT concat_ws(' ', conrelid::regclass::text, conname, pg_get_constraintdef(oid)) AS line FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid::regclass::text <> 'migration'`,
  indexes: `
    SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migration'`,
  triggers: `
    SELECT pg_get_triggerdef(t.oid) AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal`,
  functions: `
    SELECT pg_get_functiondef(p.oid) AS line FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = p.oid AND x.deptype = 'e')`,
};

/** The schema of a database, in an order that does not depend on how it came to be. */
export async function dumpSchema(source: DataSource): Promise<SchemaDump> {
  const dump = {} as SchemaDump;
  for (const [kind, query] of Object.entries(QUERIES)) {
    const rows = await source.query<{ line: string }[]>(`${query} ORDER BY 1`);
    dump[kind as keyof SchemaDump] = rows.map(({ line }) => line);
  }
  return dump;
}
