import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The same document is one source, however its address is written. */
export class KeepOneSourcePerAddress1764000000042 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What is the same in two spellings of one address: the scheme, the case of the host, the default port, the slash of
      -- an empty path, the fragment, and what advertisers put behind the question mark.
      CREATE FUNCTION address_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN regexp_replace(
        lower(substring($1 FROM '^https?://([^/?#:]+)'))
        || coalesce(substring(substring($1 FROM '^https?://[^/?#]*') FROM ':(?!80$|443$)\\d+$'), '')
        || regexp_replace(regexp_replace(regexp_replace(regexp_replace(
             regexp_replace($1, '^https?://[^/?#]*', ''),
             '#.*$', ''),
             '([?&])(utm_[a-z]+|fbclid|gclid|yclid)=[^&]*(?=&|$)', '\\1', 'g'),
             '([?&])&+', '\\1', 'g'),
             '[?&]+$', ''),
        '/$', '');

      -- Of sources that had the same address before this, the later ones are marked and stay.
      ALTER TABLE source ADD COLUMN shares_address boolean NOT NULL DEFAULT false;
      UPDATE source s SET shares_address = true
       WHERE EXISTS (SELECT FROM source e WHERE e.id < s.id AND address_key(e.url) = address_key(s.url));
      CREATE UNIQUE INDEX uq_source_address ON source (address_key(url)) WHERE NOT shares_address;
      CREATE INDEX ix_source_address ON source (address_key(url));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX ix_source_address, uq_source_address;
      ALTER TABLE source DROP COLUMN shares_address;
      DROP FUNCTION address_key(text);
    `);
  }
}
