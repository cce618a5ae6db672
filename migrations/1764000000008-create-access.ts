import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what: people who signed in, their sessions, programs' tokens, and how often each may ask. */
export class CreateAccess1764000000008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE api_token (
        id uuid NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        secret_sha256 bytea NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        created_by text NOT NULL,
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        revoked_by text,
        CONSTRAINT pk_api_token PRIMARY KEY (id),
        CONSTRAINT uq_api_token_name UNIQUE (name),
        CONSTRAINT uq_api_token_secret UNIQUE (secret_sha256),
        CONSTRAINT ck_api_token_name CHECK (name <> ''),
        CONSTRAINT ck_api_token_role CHECK (role IN ('reader', 'analyst', 'editor', 'admin')),
        CONSTRAINT ck_api_token_secret CHECK (octet_length(secret_sha256) = 32),
        CONSTRAINT ck_api_token_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
      );

      -- A person as the identity provider names them. The role is the one of the last sign-in.
      CREATE TABLE person (
        id uuid NOT NULL,
        issuer text NOT NULL,
        subject text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        first_seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        signed_in_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_person PRIMARY KEY (id),
        CONSTRAINT uq_person_subject UNIQUE (issuer, subject),
        CONSTRAINT ck_person_role CHECK (role IN ('reader', 'analyst', 'editor', 'admin'))
      );

      CREATE TABLE session (
        secret_sha256 bytea NOT NULL,
        person_id uuid NOT NULL,
        role text NOT NULL,
        csrf text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_session PRIMARY KEY (secret_sha256),
        CONSTRAINT fk_session_person FOREIGN KEY (person_id) REFERENCES person (id),
        CONSTRAINT ck_session_role CHECK (role IN ('reader', 'analyst', 'editor', 'admin'))
      );
      CREATE INDEX ix_session_person ON session (person_id);
      CREATE INDEX ix_session_seen ON session (seen_at);

      -- A sign-in that the provider has not answered yet.
      CREATE TABLE sign_in_attempt (
        browser_sha256 bytea NOT NULL,
        state text NOT NULL,
        nonce text NOT NULL,
        code_verifier text NOT NULL,
        return_to text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_sign_in_attempt PRIMARY KEY (browser_sha256)
      );
      CREATE INDEX ix_sign_in_attempt_created ON sign_in_attempt (created_at);

      -- Addresses that sign a local editor in, each of them once.
      CREATE TABLE sign_in_address (
        secret_sha256 bytea NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_sign_in_address PRIMARY KEY (secret_sha256)
      );

      -- Requests in the window of time that is under way. It may be lost in a crash: then counting begins anew.
      CREATE UNLOGGED TABLE request_count (
        key text NOT NULL,
        window_end timestamptz NOT NULL,
        requests integer NOT NULL,
        CONSTRAINT pk_request_count PRIMARY KEY (key)
      );
      CREATE INDEX ix_request_count_end ON request_count (window_end);

      SELECT audit_table('api_token', 'last_used_at', 'secret_sha256'), audit_table('person', 'signed_in_at'),
             audit_table('session', 'seen_at', 'secret_sha256,csrf'),
             audit_table('sign_in_address', '', 'secret_sha256');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE request_count, sign_in_address, sign_in_attempt, session, person, api_token;
    `);
  }
}
