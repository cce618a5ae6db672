import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit: who changed what, when, from where, before and after, in chains of hashes.
 *
 * A trigger on each audited table notes what a transaction changes; at its end, the notes are sealed into the chain of
 * the plan that they are about (`plan/<id>`), into one of eight for the sources that all plans share (`sources/<n>`), or
 * into `site`. So nothing that writes can forget to tell, not even a person at psql; and writers seldom wait for each
 * other but where they write to the same plan, which they do anyway. Refused requests have a chain of their own,
 * `refused`.
 */
export class CreateAudit1764000000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_entry (
        chain text NOT NULL,
        position bigint NOT NULL,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        role text NOT NULL,
        origin text NOT NULL,
        action text NOT NULL,
        request_id text NOT NULL,
        outcome text NOT NULL,
        subject text NOT NULL,
        before jsonb,
        after jsonb,
        previous bytea NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT pk_audit_entry PRIMARY KEY (chain, position),
        CONSTRAINT ck_audit_entry_position CHECK (position > 0),
        CONSTRAINT ck_audit_entry_outcome CHECK (outcome IN ('changed', 'refused')),
        CONSTRAINT ck_audit_entry_hash CHECK (octet_length(previous) = 32 AND octet_length(hash) = 32)
      );
      CREATE INDEX ix_audit_entry_latest ON audit_entry (at DESC, chain, position DESC);
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Where each chain ends. A chain that is not in here, or ends elsewhere, was tampered with.
      CREATE TABLE audit_chain (
        chain text NOT NULL,
        length bigint NOT NULL,
        head bytea NOT NULL,
        CONSTRAINT pk_audit_chain PRIMARY KEY (chain),
        CONSTRAINT ck_audit_chain_head CHECK (octet_length(head) = 32)
      );

      -- Whether a note is the first that its transaction has not sealed: that one has all of them sealed. One sealing for
      -- each note would look through the notes again and again, and cost their square.
      CREATE FUNCTION audit_first() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        IF current_setting('scorecard.unsealed', true) = pg_current_xact_id()::text THEN RETURN false; END IF;
        PERFORM set_config('scorecard.unsealed', pg_current_xact_id()::text, true);
        RETURN true;
      END $$;

      -- Notes of the transaction under way; empty at every other moment.
      CREATE UNLOGGED TABLE audit_pending (
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        n bigint GENERATED ALWAYS AS IDENTITY,
        first boolean NOT NULL DEFAULT audit_first(),
        chain text NOT NULL,
        outcome text NOT NULL,
        subject text NOT NULL,
        before jsonb,
        after jsonb,
        -- Who acts, where it is not the transaction's own undertaking.
        who jsonb,
        CONSTRAINT pk_audit_pending PRIMARY KEY (xid, n)
      );
    `);
    await db.query(`
      -- JSON in its canonical form (RFC 8785), for what our rows hold: text, names of columns in ASCII, and numbers
      -- with at most 15 digits and no exponent.
      CREATE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      BEGIN
        CASE jsonb_typeof(value)
          WHEN 'object' THEN
            RETURN '{' || coalesce((SELECT string_agg(to_json(key)::text || ':' || canonical_json(v), ',' ORDER BY key COLLATE "C")
                                      FROM jsonb_each(value) AS e(key, v)), '') || '}';
          WHEN 'array' THEN
            RETURN '[' || coalesce((SELECT string_agg(canonical_json(v), ',' ORDER BY n)
                                      FROM jsonb_array_elements(value) WITH ORDINALITY AS e(v, n)), '') || ']';
          WHEN 'number' THEN RETURN trim_scale((value #>> '{}')::numeric)::text;
          WHEN 'string' THEN RETURN to_json(value #>> '{}')::text;
          ELSE RETURN value::text;
        END CASE;
      END $$;

      -- Notes one row's change. Arguments: columns that are no news by themselves, and columns that stay secret.
      CREATE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        silent text[] := string_to_array(TG_ARGV[0], ',');
        hidden text[] := string_to_array(TG_ARGV[1], ',');
        was jsonb;
        is_now jsonb;
        told jsonb;
      BEGIN
        IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD) - hidden; END IF;
        IF TG_OP <> 'DELETE' THEN is_now := to_jsonb(NEW) - hidden; END IF;
        IF was - silent = is_now - silent THEN RETURN NULL; END IF;
        told := coalesce(is_now, was);
        INSERT INTO audit_pending (chain, outcome, subject, before, after)
        VALUES (CASE WHEN TG_TABLE_NAME = 'plan' THEN 'plan/' || (told ->> 'id')
                     WHEN told ? 'plan_id' THEN 'plan/' || (told ->> 'plan_id')
                     WHEN TG_TABLE_NAME = 'source' THEN 'sources/' || (told ->> 'id')::bigint % 8
                     WHEN told ? 'source_id' THEN 'sources/' || (told ->> 'source_id')::bigint % 8
                     ELSE 'site' END,
                'changed', TG_TABLE_NAME, was, is_now);
        RETURN NULL;
      END $$;

      -- Seals the notes of the transaction at its end. The chains are locked for that moment only, in one order.
      CREATE FUNCTION audit_seal() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        teller jsonb := coalesce(nullif(current_setting('scorecard.undertaking', true), '')::jsonb,
                              jsonb_build_object('actor', 'database:' || session_user, 'role', 'admin',
                                                 'origin', 'database', 'action', 'SQL', 'requestId', ''));
        who jsonb;
        note record;
        open_chain text;
        place bigint;
        tip bytea;
        digest bytea;
        moment timestamptz;
      BEGIN
        -- What is noted from here on, as the opening of a chain is, gets a sealing of its own.
        PERFORM set_config('scorecard.unsealed', '', true);
        FOR note IN
          WITH taken AS (DELETE FROM audit_pending WHERE xid = pg_current_xact_id() RETURNING *)
          SELECT * FROM taken ORDER BY chain, n
        LOOP
          IF open_chain IS DISTINCT FROM note.chain THEN
            IF open_chain IS NOT NULL THEN
              UPDATE audit_chain SET length = place, head = tip WHERE chain = open_chain;
            END IF;
            open_chain := note.chain;
            INSERT INTO audit_chain VALUES (open_chain, 0, sha256(convert_to(open_chain, 'UTF8'))) ON CONFLICT DO NOTHING;
            IF FOUND AND open_chain <> 'site' THEN
              -- So that a chain cannot vanish as a whole without a trace.
              INSERT INTO audit_pending (chain, outcome, subject, after)
              VALUES ('site', 'changed', 'audit_chain', jsonb_build_object('chain', open_chain));
            END IF;
            SELECT length, head INTO place, tip FROM audit_chain WHERE chain = open_chain FOR UPDATE;
            moment := clock_timestamp();
          END IF;
          who := coalesce(note.who, teller);
          place := place + 1;
          digest := sha256(convert_to(canonical_json(jsonb_build_object(
            'chain', open_chain, 'position', place,
            'at', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'actor', who ->> 'actor', 'role', who ->> 'role', 'origin', who ->> 'origin',
            'action', who ->> 'action', 'requestId', who ->> 'requestId',
            'outcome', note.outcome, 'subject', note.subject, 'before', note.before, 'after', note.after,
            'previous', encode(tip, 'hex'))), 'UTF8'));
          INSERT INTO audit_entry VALUES (open_chain, place, moment, who ->> 'actor', who ->> 'role', who ->> 'origin',
            who ->> 'action', who ->> 'requestId', note.outcome, note.subject, note.before, note.after, tip, digest);
          tip := digest;
        END LOOP;
        IF open_chain IS NOT NULL THEN
          UPDATE audit_chain SET length = place, head = tip WHERE chain = open_chain;
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER audit_sealed AFTER INSERT ON audit_pending
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.first) EXECUTE FUNCTION audit_seal();

      -- Has a table's changes noted, under a trigger named <table>_audited.
      CREATE FUNCTION audit_table(name text, silent text DEFAULT '', hidden text DEFAULT '') RETURNS void
      LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I
                          FOR EACH ROW EXECUTE FUNCTION audit_note(%L, %L)', name || '_audited', name, silent, hidden);
      END $$;
    `);
    await db.query(`
      SELECT audit_table('organization'), audit_table('rating_scale'), audit_table('rating_level'),
             audit_table('assessor'), audit_table('plan_assessor'),
             audit_table('plan', 'version,revision,revised_at,known_from'),
             audit_table('area', 'version,known_from'),
             audit_table('objective', 'version,known_from'),
             audit_table('source', 'version'),
             audit_table('source_text', '', 'content'),
             audit_table('passage', 'version'),
             audit_table('passage_anchor', 'checked_at', 'candidates'),
             audit_table('objective_statement'), audit_table('claim'), audit_table('assessment'), audit_table('evidence');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER organization_audited ON organization;
      DROP TRIGGER rating_scale_audited ON rating_scale;
      DROP TRIGGER rating_level_audited ON rating_level;
      DROP TRIGGER assessor_audited ON assessor;
      DROP TRIGGER plan_assessor_audited ON plan_assessor;
      DROP TRIGGER plan_audited ON plan;
      DROP TRIGGER area_audited ON area;
      DROP TRIGGER objective_audited ON objective;
      DROP TRIGGER source_audited ON source;
      DROP TRIGGER source_text_audited ON source_text;
      DROP TRIGGER passage_audited ON passage;
      DROP TRIGGER passage_anchor_audited ON passage_anchor;
      DROP TRIGGER objective_statement_audited ON objective_statement;
      DROP TRIGGER claim_audited ON claim;
      DROP TRIGGER assessment_audited ON assessment;
      DROP TRIGGER evidence_audited ON evidence;
      DROP TABLE audit_pending, audit_chain, audit_entry;
      DROP FUNCTION audit_first(), audit_note(), audit_seal(), audit_table(text, text, text), canonical_json(jsonb);
    `);
  }
}
