/**
 * SQL that has every table's changes audited, or not: what fills a database with made-up plans leaves the audit out,
 * which would hold several times as much as the plans do.
 */
export function auditing(switched: 'ENABLE' | 'DISABLE'): string {
  return `DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = c.relname || '_audited'
    LOOP EXECUTE format('ALTER TABLE %I ${switched} TRIGGER %I', name, name || '_audited'); END LOOP;
  END $$`;
}
