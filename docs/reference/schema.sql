-- The schema that the migrations make, for reading. Written by `npm run golden`.
-- Characters that cannot be seen are written as \u{their code}.

-- Extensions --------------------------------------------------------------------------------------

CREATE EXTENSION pg_trgm;

-- api_token ---------------------------------------------------------------------------------------

CREATE TABLE api_token (
  id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  secret_sha256 bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  created_by text NOT NULL,
  expires_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  revoked_by text,
  CONSTRAINT pk_api_token PRIMARY KEY (id),
  CONSTRAINT uq_api_token_name UNIQUE (name),
  CONSTRAINT uq_api_token_secret UNIQUE (secret_sha256),
  CONSTRAINT ck_api_token_name CHECK ((name <> ''::text)),
  CONSTRAINT ck_api_token_revoked CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  CONSTRAINT ck_api_token_role CHECK ((role = ANY (ARRAY['reader'::text, 'analyst'::text, 'editor'::text, 'admin'::text]))),
  CONSTRAINT ck_api_token_secret CHECK ((octet_length(secret_sha256) = 32))
);

CREATE TRIGGER api_token_audited AFTER INSERT OR DELETE OR UPDATE ON public.api_token FOR EACH ROW EXECUTE FUNCTION audit_note('last_used_at', 'secret_sha256');

-- area --------------------------------------------------------------------------------------------

CREATE TABLE area (
  plan_id integer NOT NULL,
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  name text NOT NULL,
  source_heading text,
  "position" integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  known_from timestamp(3) with time zone NOT NULL,
  names jsonb NOT NULL DEFAULT '{}'::jsonb,
  removed_at timestamp(3) with time zone,
  CONSTRAINT pk_area PRIMARY KEY (plan_id, id),
  CONSTRAINT fk_area_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT ck_area_code CHECK ((((char_length(code) >= 1) AND (char_length(code) <= 60)) AND (code <> ALL (ARRAY['.'::text, '..'::text])) AND (code = btrim(code)) AND (code !~ '[\u{1}-\u{1f}\u{7f}-\u{a0}\u{ad}\u{61c}\u{200b}-\u{200f}\u{2028}-\u{202f}\u{2060}-\u{206f}\u{feff}]'::text))),
  CONSTRAINT ck_area_name CHECK ((name <> ''::text)),
  CONSTRAINT ck_area_names CHECK (((jsonb_typeof(names) = 'object'::text) AND (NOT (names @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath))))
);

CREATE UNIQUE INDEX uq_area_code ON public.area USING btree (plan_id, code) WHERE (removed_at IS NULL);
CREATE TRIGGER area_audited AFTER INSERT OR DELETE OR UPDATE ON public.area FOR EACH ROW EXECUTE FUNCTION audit_note('version,known_from', '');
CREATE TRIGGER area_history BEFORE UPDATE ON public.area FOR EACH ROW WHEN (((((old.code IS DISTINCT FROM new.code) OR (old.name IS DISTINCT FROM new.name)) OR (old.names IS DISTINCT FROM new.names)) OR (old."position" IS DISTINCT FROM new."position"))) EXECUTE FUNCTION keep_area_history();
CREATE TRIGGER area_removed BEFORE UPDATE ON public.area FOR EACH ROW WHEN (((old.removed_at IS NOT NULL) AND (((((old.code IS DISTINCT FROM new.code) OR (old.name IS DISTINCT FROM new.name)) OR (old.names IS DISTINCT FROM new.names)) OR (old."position" IS DISTINCT FROM new."position")) OR (old.removed_at IS DISTINCT FROM new.removed_at)))) EXECUTE FUNCTION refuse_change_of_struck();

-- area_history ------------------------------------------------------------------------------------

CREATE TABLE area_history (
  plan_id integer NOT NULL,
  id integer NOT NULL,
  known_from timestamp(3) with time zone NOT NULL,
  known_until timestamp(3) with time zone NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  "position" integer NOT NULL,
  names jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT pk_area_history PRIMARY KEY (plan_id, id, known_from),
  CONSTRAINT fk_area_history_area FOREIGN KEY (plan_id, id) REFERENCES area(plan_id, id)
);

-- assessment --------------------------------------------------------------------------------------

CREATE TABLE assessment (
  plan_id integer NOT NULL,
  id uuid NOT NULL,
  objective_id integer NOT NULL,
  assessor_id integer NOT NULL,
  scale_id integer NOT NULL,
  level text,
  effective_on date,
  retracts uuid,
  recorded_at timestamp(3) with time zone NOT NULL,
  recorded_by text NOT NULL,
  rationale text NOT NULL,
  cause text,
  evidence_count smallint NOT NULL DEFAULT 0,
  import_id uuid,
  CONSTRAINT pk_assessment PRIMARY KEY (plan_id, id),
  CONSTRAINT uq_assessment_chain UNIQUE (plan_id, objective_id, assessor_id, id),
  CONSTRAINT uq_assessment_retracts UNIQUE (plan_id, retracts),
  CONSTRAINT fk_assessment_assessor FOREIGN KEY (plan_id, assessor_id) REFERENCES plan_assessor(plan_id, assessor_id),
  CONSTRAINT fk_assessment_import FOREIGN KEY (plan_id, import_id) REFERENCES plan_import(plan_id, id),
  CONSTRAINT fk_assessment_level FOREIGN KEY (scale_id, level) REFERENCES rating_level(scale_id, slug),
  CONSTRAINT fk_assessment_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT fk_assessment_retracts FOREIGN KEY (plan_id, objective_id, assessor_id, retracts) REFERENCES assessment(plan_id, objective_id, assessor_id, id),
  CONSTRAINT fk_assessment_scale FOREIGN KEY (plan_id, scale_id) REFERENCES plan(id, scale_id),
  CONSTRAINT ck_assessment_cause CHECK ((cause = ANY (ARRAY['external'::text, 'internal'::text, 'mixed'::text, 'unknown'::text]))),
  CONSTRAINT ck_assessment_evidence_count CHECK ((evidence_count >= 0)),
  CONSTRAINT ck_assessment_rating_or_retraction CHECK ((((retracts IS NULL) AND (level IS NOT NULL) AND (effective_on IS NOT NULL)) OR ((retracts IS NOT NULL) AND (level IS NULL) AND (effective_on IS NULL) AND (cause IS NULL) AND (evidence_count = 0)))),
  CONSTRAINT ck_assessment_rationale CHECK ((rationale <> ''::text))
);

CREATE INDEX ix_assessment_latest ON public.assessment USING btree (plan_id, objective_id, assessor_id, effective_on DESC, recorded_at DESC, id DESC);
CREATE TRIGGER assessment_append_only BEFORE UPDATE OR TRUNCATE ON public.assessment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assessment_audited AFTER INSERT OR DELETE OR UPDATE ON public.assessment FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER assessment_discarded BEFORE DELETE ON public.assessment FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE CONSTRAINT TRIGGER assessment_evidenced AFTER INSERT ON public.assessment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_evidence();

-- assessor ----------------------------------------------------------------------------------------

CREATE TABLE assessor (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  names jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT pk_assessor PRIMARY KEY (id),
  CONSTRAINT uq_assessor_slug UNIQUE (slug),
  CONSTRAINT ck_assessor_kind CHECK ((kind = ANY (ARRAY['self_reported'::text, 'independent'::text]))),
  CONSTRAINT ck_assessor_names CHECK (((jsonb_typeof(names) = 'object'::text) AND (NOT (names @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_assessor_slug CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);

CREATE TRIGGER assessor_audited AFTER INSERT OR DELETE OR UPDATE ON public.assessor FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER assessor_shown AFTER UPDATE ON public.assessor FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION revise_plans_of_shared();

-- audit_chain -------------------------------------------------------------------------------------

CREATE TABLE audit_chain (
  chain text NOT NULL,
  length bigint NOT NULL,
  head bytea NOT NULL,
  CONSTRAINT pk_audit_chain PRIMARY KEY (chain),
  CONSTRAINT ck_audit_chain_head CHECK ((octet_length(head) = 32))
);

-- audit_entry -------------------------------------------------------------------------------------

CREATE TABLE audit_entry (
  chain text NOT NULL,
  "position" bigint NOT NULL,
  at timestamp with time zone NOT NULL,
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
  CONSTRAINT pk_audit_entry PRIMARY KEY (chain, "position"),
  CONSTRAINT ck_audit_entry_hash CHECK (((octet_length(previous) = 32) AND (octet_length(hash) = 32))),
  CONSTRAINT ck_audit_entry_outcome CHECK ((outcome = ANY (ARRAY['changed'::text, 'refused'::text]))),
  CONSTRAINT ck_audit_entry_position CHECK (("position" > 0))
);

CREATE INDEX ix_audit_entry_latest ON public.audit_entry USING btree (at DESC, chain, "position" DESC);
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- audit_pending -----------------------------------------------------------------------------------

CREATE TABLE audit_pending (
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  n bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  first boolean NOT NULL DEFAULT audit_first(),
  chain text NOT NULL,
  outcome text NOT NULL,
  subject text NOT NULL,
  before jsonb,
  after jsonb,
  who jsonb,
  CONSTRAINT pk_audit_pending PRIMARY KEY (xid, n)
);

CREATE CONSTRAINT TRIGGER audit_sealed AFTER INSERT ON public.audit_pending DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.first) EXECUTE FUNCTION audit_seal();

-- claim -------------------------------------------------------------------------------------------

CREATE TABLE claim (
  plan_id integer NOT NULL,
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  text text NOT NULL,
  complete integer,
  total integer,
  passage_id uuid NOT NULL,
  recorded_at timestamp(3) with time zone NOT NULL,
  levels text[],
  area_id integer,
  CONSTRAINT pk_claim PRIMARY KEY (plan_id, id),
  CONSTRAINT fk_claim_area FOREIGN KEY (plan_id, area_id) REFERENCES area(plan_id, id),
  CONSTRAINT fk_claim_passage FOREIGN KEY (passage_id) REFERENCES passage(id),
  CONSTRAINT fk_claim_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT ck_claim_counts CHECK ((((complete IS NULL) = (total IS NULL)) AND ((complete >= 0) AND (complete <= total)))),
  CONSTRAINT ck_claim_levels CHECK ((cardinality(levels) > 0)),
  CONSTRAINT ck_claim_text CHECK ((text <> ''::text))
);

CREATE TRIGGER claim_append_only BEFORE UPDATE OR TRUNCATE ON public.claim FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER claim_audited AFTER INSERT OR DELETE OR UPDATE ON public.claim FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER claim_discarded BEFORE DELETE ON public.claim FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER claim_source AFTER INSERT ON public.claim REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_source();

-- claim_retraction --------------------------------------------------------------------------------

CREATE TABLE claim_retraction (
  plan_id integer NOT NULL,
  claim_id integer NOT NULL,
  rationale text NOT NULL,
  recorded_at timestamp(3) with time zone NOT NULL,
  recorded_by text NOT NULL,
  CONSTRAINT pk_claim_retraction PRIMARY KEY (plan_id, claim_id),
  CONSTRAINT fk_claim_retraction_claim FOREIGN KEY (plan_id, claim_id) REFERENCES claim(plan_id, id),
  CONSTRAINT ck_claim_retraction_rationale CHECK ((rationale <> ''::text))
);

CREATE TRIGGER claim_retraction_append_only BEFORE UPDATE OR TRUNCATE ON public.claim_retraction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER claim_retraction_audited AFTER INSERT OR DELETE OR UPDATE ON public.claim_retraction FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER claim_retraction_discarded BEFORE DELETE ON public.claim_retraction FOR EACH ROW EXECUTE FUNCTION goes_with_draft();

-- current_rating ----------------------------------------------------------------------------------

CREATE TABLE current_rating (
  plan_id integer NOT NULL,
  assessor_id integer NOT NULL,
  objective_id integer NOT NULL,
  assessment_id uuid NOT NULL,
  level text NOT NULL,
  effective_on date NOT NULL,
  cause text,
  supports smallint NOT NULL,
  qualifies smallint NOT NULL,
  contradicts smallint NOT NULL,
  unread smallint NOT NULL DEFAULT 0,
  unread_qualifies smallint NOT NULL DEFAULT 0,
  unread_contradicts smallint NOT NULL DEFAULT 0,
  CONSTRAINT pk_current_rating PRIMARY KEY (plan_id, assessor_id, objective_id),
  CONSTRAINT fk_current_rating_assessment FOREIGN KEY (plan_id, objective_id, assessor_id, assessment_id) REFERENCES assessment(plan_id, objective_id, assessor_id, id)
);

-- evidence ----------------------------------------------------------------------------------------

CREATE TABLE evidence (
  plan_id integer NOT NULL,
  assessment_id uuid NOT NULL,
  "position" smallint NOT NULL,
  passage_id uuid NOT NULL,
  bearing text NOT NULL,
  note text,
  unread boolean NOT NULL DEFAULT false,
  CONSTRAINT pk_evidence PRIMARY KEY (plan_id, assessment_id, "position"),
  CONSTRAINT uq_evidence_passage UNIQUE (plan_id, assessment_id, passage_id),
  CONSTRAINT fk_evidence_assessment FOREIGN KEY (plan_id, assessment_id) REFERENCES assessment(plan_id, id),
  CONSTRAINT fk_evidence_passage FOREIGN KEY (passage_id) REFERENCES passage(id),
  CONSTRAINT ck_evidence_bearing CHECK ((bearing = ANY (ARRAY['supports'::text, 'qualifies'::text, 'contradicts'::text])))
);

CREATE INDEX ix_evidence_passage ON public.evidence USING btree (passage_id);
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR TRUNCATE ON public.evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_audited AFTER INSERT OR DELETE OR UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE CONSTRAINT TRIGGER evidence_complete AFTER INSERT ON public.evidence DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_evidence();
CREATE TRIGGER evidence_discarded BEFORE DELETE ON public.evidence FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER evidence_source AFTER INSERT ON public.evidence REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_source();

-- evidence_reading --------------------------------------------------------------------------------

CREATE TABLE evidence_reading (
  plan_id integer NOT NULL,
  assessment_id uuid NOT NULL,
  "position" smallint NOT NULL,
  read_at timestamp(3) with time zone NOT NULL,
  read_by text NOT NULL,
  CONSTRAINT pk_evidence_reading PRIMARY KEY (plan_id, assessment_id, "position"),
  CONSTRAINT fk_evidence_reading_evidence FOREIGN KEY (plan_id, assessment_id, "position") REFERENCES evidence(plan_id, assessment_id, "position")
);

CREATE TRIGGER evidence_reading_append_only BEFORE UPDATE OR TRUNCATE ON public.evidence_reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_reading_audited AFTER INSERT OR DELETE OR UPDATE ON public.evidence_reading FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER evidence_reading_discarded BEFORE DELETE ON public.evidence_reading FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER evidence_reading_of_unread BEFORE INSERT ON public.evidence_reading FOR EACH ROW EXECUTE FUNCTION check_reading();

-- idempotency_key ---------------------------------------------------------------------------------

CREATE TABLE idempotency_key (
  scope text NOT NULL,
  key text NOT NULL,
  request_sha256 text NOT NULL,
  answer json,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pk_idempotency_key PRIMARY KEY (scope, key)
);

CREATE INDEX ix_idempotency_key_age ON public.idempotency_key USING btree (created_at);

-- import_mapping ----------------------------------------------------------------------------------

CREATE TABLE import_mapping (
  organization_id integer NOT NULL,
  mapping jsonb NOT NULL,
  CONSTRAINT pk_import_mapping PRIMARY KEY (organization_id),
  CONSTRAINT fk_import_mapping_organization FOREIGN KEY (organization_id) REFERENCES organization(id),
  CONSTRAINT ck_import_mapping_mapping CHECK ((jsonb_typeof(mapping) = 'object'::text))
);

CREATE TRIGGER import_mapping_audited AFTER INSERT OR DELETE OR UPDATE ON public.import_mapping FOR EACH ROW EXECUTE FUNCTION audit_note('', '');

-- import_upload -----------------------------------------------------------------------------------

CREATE TABLE import_upload (
  id uuid NOT NULL,
  uploaded_by text NOT NULL,
  file_name text NOT NULL,
  content bytea NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT pk_import_upload PRIMARY KEY (id),
  CONSTRAINT ck_import_upload_file_name CHECK ((file_name <> ''::text))
);

CREATE INDEX ix_import_upload_expires ON public.import_upload USING btree (expires_at);
CREATE INDEX ix_import_upload_person ON public.import_upload USING btree (uploaded_by);

-- link_decision -----------------------------------------------------------------------------------

CREATE TABLE link_decision (
  plan_id integer NOT NULL,
  link_id uuid NOT NULL,
  version integer NOT NULL,
  relation text NOT NULL,
  state text NOT NULL,
  rationale text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamp(3) with time zone NOT NULL,
  suggested_reason boolean NOT NULL DEFAULT false,
  CONSTRAINT pk_link_decision PRIMARY KEY (plan_id, link_id, version),
  CONSTRAINT fk_link_decision_link FOREIGN KEY (plan_id, link_id) REFERENCES objective_link(plan_id, id)
);

CREATE TRIGGER link_decision_append_only BEFORE UPDATE OR TRUNCATE ON public.link_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER link_decision_discarded BEFORE DELETE ON public.link_decision FOR EACH ROW EXECUTE FUNCTION goes_with_draft();

-- objective ---------------------------------------------------------------------------------------

CREATE TABLE objective (
  plan_id integer NOT NULL,
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  area_id integer NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  basis text NOT NULL,
  note text,
  "position" integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  known_from timestamp(3) with time zone NOT NULL,
  titles jsonb NOT NULL DEFAULT '{}'::jsonb,
  text text,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  due_on date,
  responsible text,
  struck_at timestamp(3) with time zone,
  strike_rationale text,
  CONSTRAINT pk_objective PRIMARY KEY (plan_id, id),
  CONSTRAINT uq_objective_code UNIQUE (plan_id, code),
  CONSTRAINT uq_objective_position UNIQUE (plan_id, "position") DEFERRABLE,
  CONSTRAINT fk_objective_area FOREIGN KEY (plan_id, area_id) REFERENCES area(plan_id, id),
  CONSTRAINT ck_objective_basis CHECK ((basis = ANY (ARRAY['stated'::text, 'reported'::text, 'secondary'::text]))),
  CONSTRAINT ck_objective_code CHECK ((((char_length(code) >= 1) AND (char_length(code) <= 60)) AND (code <> ALL (ARRAY['.'::text, '..'::text])) AND (code = btrim(code)) AND (code !~ '[\u{1}-\u{1f}\u{7f}-\u{a0}\u{ad}\u{61c}\u{200b}-\u{200f}\u{2028}-\u{202f}\u{2060}-\u{206f}\u{feff}]'::text))),
  CONSTRAINT ck_objective_responsible CHECK ((responsible <> ''::text)),
  CONSTRAINT ck_objective_struck CHECK ((((struck_at IS NULL) = (strike_rationale IS NULL)) AND (strike_rationale <> ''::text))),
  CONSTRAINT ck_objective_text CHECK ((text <> ''::text)),
  CONSTRAINT ck_objective_title CHECK ((title <> ''::text)),
  CONSTRAINT ck_objective_titles CHECK (((jsonb_typeof(titles) = 'object'::text) AND (NOT (titles @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath))))
);

CREATE INDEX ix_objective_area ON public.objective USING btree (plan_id, area_id, "position");
CREATE INDEX ix_objective_letters ON public.objective USING gin (search_letters(((title || ' '::text) || COALESCE(note, ''::text))) gin_trgm_ops);
CREATE INDEX ix_objective_search ON public.objective USING gin (search_vector(title, code, note));
CREATE INDEX ix_objective_search_code ON public.objective USING btree (search_code(code));
CREATE TRIGGER objective_audited AFTER INSERT OR DELETE OR UPDATE ON public.objective FOR EACH ROW EXECUTE FUNCTION audit_note('version,known_from', '');
CREATE TRIGGER objective_history BEFORE UPDATE ON public.objective FOR EACH ROW WHEN (((((((old.area_id IS DISTINCT FROM new.area_id) OR (old.code IS DISTINCT FROM new.code)) OR (old.title IS DISTINCT FROM new.title)) OR (old.titles IS DISTINCT FROM new.titles)) OR (old.basis IS DISTINCT FROM new.basis)) OR (old."position" IS DISTINCT FROM new."position"))) EXECUTE FUNCTION keep_objective_history();
CREATE TRIGGER objective_struck BEFORE UPDATE ON public.objective FOR EACH ROW WHEN (((old.struck_at IS NOT NULL) AND (((((((old.area_id IS DISTINCT FROM new.area_id) OR (old.code IS DISTINCT FROM new.code)) OR (old.title IS DISTINCT FROM new.title)) OR (old.titles IS DISTINCT FROM new.titles)) OR (old.basis IS DISTINCT FROM new.basis)) OR (old."position" IS DISTINCT FROM new."position")) OR (old.struck_at IS DISTINCT FROM new.struck_at)))) EXECUTE FUNCTION refuse_change_of_struck();

-- objective_decision ------------------------------------------------------------------------------

CREATE TABLE objective_decision (
  plan_id integer NOT NULL,
  id uuid NOT NULL,
  later_plan_id integer NOT NULL,
  objective_id integer,
  later_objective_id integer,
  decision text NOT NULL,
  rationale text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  decided_by text NOT NULL,
  decided_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT pk_objective_decision PRIMARY KEY (plan_id, id),
  CONSTRAINT uq_objective_decision_later UNIQUE (plan_id, later_plan_id, later_objective_id),
  CONSTRAINT uq_objective_decision_objective UNIQUE (plan_id, later_plan_id, objective_id),
  CONSTRAINT fk_objective_decision_later FOREIGN KEY (later_plan_id, later_objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT fk_objective_decision_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT ck_objective_decision_decision CHECK (((decision = 'undecided'::text) OR (decision =
CASE
    WHEN (objective_id IS NULL) THEN 'new'::text
    ELSE 'notContinued'::text
END))),
  CONSTRAINT ck_objective_decision_one_objective CHECK ((num_nonnulls(objective_id, later_objective_id) = 1)),
  CONSTRAINT ck_objective_decision_rationale CHECK ((rationale <> ''::text)),
  CONSTRAINT ck_objective_decision_two_plans CHECK ((plan_id <> later_plan_id))
);

CREATE INDEX ix_objective_decision_later ON public.objective_decision USING btree (later_plan_id, later_objective_id);
CREATE INDEX ix_objective_decision_objective ON public.objective_decision USING btree (plan_id, objective_id);
CREATE TRIGGER objective_decision_agrees AFTER INSERT OR UPDATE ON public.objective_decision FOR EACH ROW WHEN ((new.decision <> 'undecided'::text)) EXECUTE FUNCTION check_decision_against_links();
CREATE TRIGGER objective_decision_audited AFTER INSERT OR DELETE OR UPDATE ON public.objective_decision FOR EACH ROW EXECUTE FUNCTION audit_note('version', '');
CREATE TRIGGER objective_decision_decided AFTER INSERT OR UPDATE ON public.objective_decision FOR EACH ROW EXECUTE FUNCTION keep_objective_decision();
CREATE TRIGGER objective_decision_deleted BEFORE DELETE ON public.objective_decision FOR EACH ROW EXECUTE FUNCTION decision_stays();
CREATE TRIGGER objective_decision_stays BEFORE TRUNCATE ON public.objective_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- objective_decision_history ----------------------------------------------------------------------

CREATE TABLE objective_decision_history (
  plan_id integer NOT NULL,
  decision_id uuid NOT NULL,
  version integer NOT NULL,
  decision text NOT NULL,
  rationale text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT pk_objective_decision_history PRIMARY KEY (plan_id, decision_id, version),
  CONSTRAINT fk_objective_decision_history FOREIGN KEY (plan_id, decision_id) REFERENCES objective_decision(plan_id, id)
);

CREATE TRIGGER objective_decision_history_append_only BEFORE UPDATE OR TRUNCATE ON public.objective_decision_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER objective_decision_history_deleted BEFORE DELETE ON public.objective_decision_history FOR EACH ROW EXECUTE FUNCTION decision_stays();

-- objective_extra ---------------------------------------------------------------------------------

CREATE TABLE objective_extra (
  plan_id integer NOT NULL,
  objective_id integer NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  path text,
  CONSTRAINT pk_objective_extra PRIMARY KEY (plan_id, objective_id, "position"),
  CONSTRAINT fk_objective_extra_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT ck_objective_extra_name CHECK ((name <> ''::text)),
  CONSTRAINT ck_objective_extra_path CHECK ((path <> ''::text))
);

CREATE TRIGGER objective_extra_audited AFTER INSERT OR DELETE OR UPDATE ON public.objective_extra FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER objective_extra_discarded BEFORE DELETE ON public.objective_extra FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER objective_extra_stays BEFORE TRUNCATE ON public.objective_extra FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- objective_history -------------------------------------------------------------------------------

CREATE TABLE objective_history (
  plan_id integer NOT NULL,
  id integer NOT NULL,
  known_from timestamp(3) with time zone NOT NULL,
  known_until timestamp(3) with time zone NOT NULL,
  area_id integer NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  basis text NOT NULL,
  "position" integer NOT NULL,
  titles jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT pk_objective_history PRIMARY KEY (plan_id, id, known_from),
  CONSTRAINT fk_objective_history_objective FOREIGN KEY (plan_id, id) REFERENCES objective(plan_id, id)
);

-- objective_link ----------------------------------------------------------------------------------

CREATE TABLE objective_link (
  plan_id integer NOT NULL,
  id uuid NOT NULL,
  later_plan_id integer NOT NULL,
  objective_id integer NOT NULL,
  later_objective_id integer NOT NULL,
  relation text NOT NULL,
  state text NOT NULL,
  rationale text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  decided_by text NOT NULL,
  decided_at timestamp(3) with time zone NOT NULL,
  suggested_reason boolean NOT NULL DEFAULT false,
  CONSTRAINT pk_objective_link PRIMARY KEY (plan_id, id),
  CONSTRAINT uq_objective_link_pair UNIQUE (plan_id, later_plan_id, objective_id, later_objective_id),
  CONSTRAINT fk_objective_link_later_objective FOREIGN KEY (later_plan_id, later_objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT fk_objective_link_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT ck_objective_link_rationale CHECK ((rationale <> ''::text)),
  CONSTRAINT ck_objective_link_relation CHECK ((relation = ANY (ARRAY['exactMatch'::text, 'closeMatch'::text, 'broadMatch'::text, 'narrowMatch'::text, 'relatedMatch'::text]))),
  CONSTRAINT ck_objective_link_state CHECK ((state = ANY (ARRAY['suggested'::text, 'confirmed'::text, 'rejected'::text]))),
  CONSTRAINT ck_objective_link_two_plans CHECK ((plan_id <> later_plan_id))
);

CREATE INDEX ix_objective_link_later ON public.objective_link USING btree (later_plan_id, later_objective_id);
CREATE INDEX ix_objective_link_objective ON public.objective_link USING btree (plan_id, objective_id);
CREATE TRIGGER objective_link_agrees AFTER INSERT OR UPDATE ON public.objective_link FOR EACH ROW WHEN ((new.state = 'confirmed'::text)) EXECUTE FUNCTION check_link_against_decisions();
CREATE TRIGGER objective_link_audited AFTER INSERT OR DELETE OR UPDATE ON public.objective_link FOR EACH ROW EXECUTE FUNCTION audit_note('version', '');
CREATE TRIGGER objective_link_decided AFTER INSERT OR UPDATE ON public.objective_link FOR EACH ROW EXECUTE FUNCTION keep_link_decision();
CREATE TRIGGER objective_link_discarded BEFORE DELETE ON public.objective_link FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER objective_link_stays BEFORE TRUNCATE ON public.objective_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- objective_statement -----------------------------------------------------------------------------

CREATE TABLE objective_statement (
  plan_id integer NOT NULL,
  objective_id integer NOT NULL,
  passage_id uuid NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT pk_objective_statement PRIMARY KEY (plan_id, objective_id, passage_id),
  CONSTRAINT fk_objective_statement_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective(plan_id, id),
  CONSTRAINT fk_objective_statement_passage FOREIGN KEY (passage_id) REFERENCES passage(id)
);

CREATE INDEX ix_objective_statement_passage ON public.objective_statement USING btree (passage_id);
CREATE TRIGGER objective_statement_audited AFTER INSERT OR DELETE OR UPDATE ON public.objective_statement FOR EACH ROW EXECUTE FUNCTION audit_note('', '');

-- organization ------------------------------------------------------------------------------------

CREATE TABLE organization (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  name text NOT NULL,
  acronym text,
  names jsonb NOT NULL DEFAULT '{}'::jsonb,
  version integer NOT NULL DEFAULT 1,
  acronyms jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT pk_organization PRIMARY KEY (id),
  CONSTRAINT uq_organization_slug UNIQUE (slug),
  CONSTRAINT ck_organization_acronyms CHECK (((jsonb_typeof(acronyms) = 'object'::text) AND (NOT (acronyms @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_organization_name CHECK ((name <> ''::text)),
  CONSTRAINT ck_organization_names CHECK (((jsonb_typeof(names) = 'object'::text) AND (NOT (names @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_organization_slug CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);

CREATE TRIGGER organization_audited AFTER INSERT OR DELETE OR UPDATE ON public.organization FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER organization_shown AFTER UPDATE ON public.organization FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION revise_plans_of_shared();

-- passage -----------------------------------------------------------------------------------------

CREATE TABLE passage (
  id uuid NOT NULL,
  source_id integer NOT NULL,
  exact text,
  prefix text,
  suffix text,
  start_position integer,
  end_position integer,
  paragraph integer,
  summary text,
  anchor text NOT NULL DEFAULT 'unverified'::text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT pk_passage PRIMARY KEY (id),
  CONSTRAINT fk_passage_source FOREIGN KEY (source_id) REFERENCES source(id),
  CONSTRAINT ck_passage_anchor CHECK ((anchor = ANY (ARRAY['verified'::text, 'relocated'::text, 'ambiguous'::text, 'lost'::text, 'unverified'::text]))),
  CONSTRAINT ck_passage_exact CHECK ((exact <> ''::text)),
  CONSTRAINT ck_passage_paragraph CHECK ((paragraph >= 1)),
  CONSTRAINT ck_passage_position CHECK ((((start_position IS NULL) = (end_position IS NULL)) AND ((start_position IS NULL) OR ((exact IS NOT NULL) AND (start_position >= 0) AND (end_position > start_position))))),
  CONSTRAINT ck_passage_says_something CHECK (((exact IS NOT NULL) OR (summary <> ''::text)))
);

CREATE INDEX ix_passage_letters ON public.passage USING gin (search_letters(((COALESCE(exact, ''::text) || ' '::text) || COALESCE(summary, ''::text))) gin_trgm_ops);
CREATE INDEX ix_passage_reading_order ON public.passage USING btree (source_id, COALESCE(start_position, 2147483647), id);
CREATE INDEX ix_passage_search ON public.passage USING gin (search_vector(NULL::text, exact, summary));
CREATE UNIQUE INDEX uq_passage_place ON public.passage USING btree (source_id, md5(COALESCE(exact, ''::text)), md5(COALESCE(prefix, ''::text)), md5(COALESCE(suffix, ''::text)), md5(COALESCE(summary, ''::text)), COALESCE(start_position, '-1'::integer), COALESCE(paragraph, '-1'::integer));
CREATE TRIGGER passage_audited AFTER INSERT OR DELETE OR UPDATE ON public.passage FOR EACH ROW EXECUTE FUNCTION audit_note('version', '');
CREATE TRIGGER passage_shown AFTER UPDATE ON public.passage REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION revise_plans_of_passages();

-- passage_anchor ----------------------------------------------------------------------------------

CREATE TABLE passage_anchor (
  source_id integer NOT NULL,
  passage_id uuid NOT NULL,
  text_sha256 text NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  start_position integer,
  end_position integer,
  paragraph integer,
  found text,
  errors integer,
  candidates jsonb,
  checked_at timestamp(3) with time zone NOT NULL,
  decision text,
  decided_by text,
  decided_at timestamp(3) with time zone,
  CONSTRAINT pk_passage_anchor PRIMARY KEY (source_id, text_sha256, passage_id),
  CONSTRAINT fk_passage_anchor_passage FOREIGN KEY (passage_id) REFERENCES passage(id),
  CONSTRAINT fk_passage_anchor_text FOREIGN KEY (source_id, text_sha256) REFERENCES source_text(source_id, sha256),
  CONSTRAINT ck_passage_anchor_decided CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) OR (state = 'relocated'::text)))),
  CONSTRAINT ck_passage_anchor_decision CHECK ((decision = ANY (ARRAY['confirmed'::text, 'rejected'::text]))),
  CONSTRAINT ck_passage_anchor_place CHECK ((((state = ANY (ARRAY['verified'::text, 'relocated'::text])) = (start_position IS NOT NULL)) AND ((start_position IS NULL) = (end_position IS NULL)) AND (end_position > start_position))),
  CONSTRAINT ck_passage_anchor_state CHECK ((state = ANY (ARRAY['verified'::text, 'relocated'::text, 'ambiguous'::text, 'lost'::text])))
);

CREATE TRIGGER passage_anchor_audited AFTER INSERT OR DELETE OR UPDATE ON public.passage_anchor FOR EACH ROW EXECUTE FUNCTION audit_note('checked_at', 'candidates');

-- person ------------------------------------------------------------------------------------------

CREATE TABLE person (
  id uuid NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  first_seen_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  signed_in_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pk_person PRIMARY KEY (id),
  CONSTRAINT uq_person_subject UNIQUE (issuer, subject),
  CONSTRAINT ck_person_role CHECK ((role = ANY (ARRAY['reader'::text, 'analyst'::text, 'editor'::text, 'admin'::text])))
);

CREATE TRIGGER person_audited AFTER INSERT OR DELETE OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION audit_note('signed_in_at', '');

-- plan --------------------------------------------------------------------------------------------

CREATE TABLE plan (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  organization_id integer NOT NULL,
  scale_id integer NOT NULL,
  default_assessor_id integer NOT NULL,
  title text NOT NULL,
  holder_name text NOT NULL,
  holder_iso3166 text,
  term_start date NOT NULL,
  term_end date NOT NULL,
  motto text,
  provenance_note text,
  official_list text,
  version integer NOT NULL DEFAULT 1,
  revision integer NOT NULL DEFAULT 1,
  revised_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  known_from timestamp(3) with time zone NOT NULL,
  language text NOT NULL DEFAULT 'en'::text,
  titles jsonb NOT NULL DEFAULT '{}'::jsonb,
  holder_names jsonb NOT NULL DEFAULT '{}'::jsonb,
  provenance_notes jsonb NOT NULL DEFAULT '{}'::jsonb,
  state text NOT NULL DEFAULT 'published'::text,
  withdrawn_at timestamp(3) with time zone,
  withdrawal_rationale text,
  CONSTRAINT pk_plan PRIMARY KEY (id),
  CONSTRAINT uq_plan_scale UNIQUE (id, scale_id),
  CONSTRAINT uq_plan_slug UNIQUE (slug),
  CONSTRAINT fk_plan_default_assessor FOREIGN KEY (default_assessor_id) REFERENCES assessor(id),
  CONSTRAINT fk_plan_organization FOREIGN KEY (organization_id) REFERENCES organization(id),
  CONSTRAINT fk_plan_scale FOREIGN KEY (scale_id) REFERENCES rating_scale(id),
  CONSTRAINT ck_plan_holder_names CHECK (((jsonb_typeof(holder_names) = 'object'::text) AND (NOT (holder_names @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_plan_iso3166 CHECK ((holder_iso3166 ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT ck_plan_language CHECK ((language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'::text)),
  CONSTRAINT ck_plan_provenance_notes CHECK (((jsonb_typeof(provenance_notes) = 'object'::text) AND (NOT (provenance_notes @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_plan_slug CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  CONSTRAINT ck_plan_state CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
  CONSTRAINT ck_plan_term CHECK ((term_start <= term_end)),
  CONSTRAINT ck_plan_title CHECK ((title <> ''::text)),
  CONSTRAINT ck_plan_titles CHECK (((jsonb_typeof(titles) = 'object'::text) AND (NOT (titles @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_plan_withdrawal CHECK ((((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)) AND ((state = 'withdrawn'::text) = (withdrawal_rationale IS NOT NULL)) AND (withdrawal_rationale <> ''::text)))
);

CREATE INDEX ix_plan_newest ON public.plan USING btree (term_start DESC, slug);
CREATE INDEX ix_plan_organization ON public.plan USING btree (organization_id, term_start DESC, slug);
CREATE TRIGGER plan_audited AFTER INSERT OR DELETE OR UPDATE ON public.plan FOR EACH ROW EXECUTE FUNCTION audit_note('version,revision,revised_at,known_from', '');
CREATE TRIGGER plan_discarded BEFORE DELETE ON public.plan FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER plan_history BEFORE UPDATE ON public.plan FOR EACH ROW WHEN ((((((((((((((old.title IS DISTINCT FROM new.title) OR (old.titles IS DISTINCT FROM new.titles)) OR (old.holder_name IS DISTINCT FROM new.holder_name)) OR (old.holder_names IS DISTINCT FROM new.holder_names)) OR (old.term_start IS DISTINCT FROM new.term_start)) OR (old.term_end IS DISTINCT FROM new.term_end)) OR (old.default_assessor_id IS DISTINCT FROM new.default_assessor_id)) OR (old.provenance_note IS DISTINCT FROM new.provenance_note)) OR (old.provenance_notes IS DISTINCT FROM new.provenance_notes)) OR (old.state IS DISTINCT FROM new.state)) OR (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)) OR (old.withdrawal_rationale IS DISTINCT FROM new.withdrawal_rationale)) OR (old.scale_id IS DISTINCT FROM new.scale_id))) EXECUTE FUNCTION keep_plan_history();
CREATE TRIGGER plan_public BEFORE UPDATE ON public.plan FOR EACH ROW WHEN (((old.state <> new.state) OR (old.slug <> new.slug))) EXECUTE FUNCTION keep_plan_public();
CREATE TRIGGER plan_stays BEFORE TRUNCATE ON public.plan FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- plan_assessor -----------------------------------------------------------------------------------

CREATE TABLE plan_assessor (
  plan_id integer NOT NULL,
  assessor_id integer NOT NULL,
  "position" integer NOT NULL DEFAULT 1,
  known_from timestamp(3) with time zone,
  CONSTRAINT pk_plan_assessor PRIMARY KEY (plan_id, assessor_id),
  CONSTRAINT fk_plan_assessor_assessor FOREIGN KEY (assessor_id) REFERENCES assessor(id),
  CONSTRAINT fk_plan_assessor_plan FOREIGN KEY (plan_id) REFERENCES plan(id)
);

CREATE TRIGGER plan_assessor_audited AFTER INSERT OR DELETE OR UPDATE ON public.plan_assessor FOR EACH ROW EXECUTE FUNCTION audit_note('', '');

-- plan_extra --------------------------------------------------------------------------------------

CREATE TABLE plan_extra (
  plan_id integer NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  path text,
  CONSTRAINT pk_plan_extra PRIMARY KEY (plan_id, "position"),
  CONSTRAINT fk_plan_extra_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT ck_plan_extra_name CHECK ((name <> ''::text)),
  CONSTRAINT ck_plan_extra_path CHECK ((path <> ''::text))
);

CREATE TRIGGER plan_extra_audited AFTER INSERT OR DELETE OR UPDATE ON public.plan_extra FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER plan_extra_discarded BEFORE DELETE ON public.plan_extra FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
CREATE TRIGGER plan_extra_stays BEFORE TRUNCATE ON public.plan_extra FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- plan_history ------------------------------------------------------------------------------------

CREATE TABLE plan_history (
  plan_id integer NOT NULL,
  known_from timestamp(3) with time zone NOT NULL,
  known_until timestamp(3) with time zone NOT NULL,
  title text NOT NULL,
  holder_name text NOT NULL,
  term_start date NOT NULL,
  term_end date NOT NULL,
  default_assessor_id integer NOT NULL,
  provenance_note text,
  titles jsonb NOT NULL DEFAULT '{}'::jsonb,
  holder_names jsonb NOT NULL DEFAULT '{}'::jsonb,
  provenance_notes jsonb NOT NULL DEFAULT '{}'::jsonb,
  state text NOT NULL DEFAULT 'published'::text,
  withdrawn_at timestamp(3) with time zone,
  withdrawal_rationale text,
  scale_id integer NOT NULL,
  CONSTRAINT pk_plan_history PRIMARY KEY (plan_id, known_from),
  CONSTRAINT fk_plan_history_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT fk_plan_history_scale FOREIGN KEY (scale_id) REFERENCES rating_scale(id)
);

-- plan_import -------------------------------------------------------------------------------------

CREATE TABLE plan_import (
  plan_id integer NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  format text NOT NULL,
  imported_at timestamp(3) with time zone NOT NULL,
  imported_by text NOT NULL,
  CONSTRAINT pk_plan_import PRIMARY KEY (plan_id, id),
  CONSTRAINT fk_plan_import_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT ck_plan_import_file_name CHECK ((file_name <> ''::text)),
  CONSTRAINT ck_plan_import_format CHECK ((format <> ''::text)),
  CONSTRAINT ck_plan_import_sha256 CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text))
);

CREATE TRIGGER plan_import_append_only BEFORE UPDATE OR TRUNCATE ON public.plan_import FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_import_audited AFTER INSERT OR DELETE OR UPDATE ON public.plan_import FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER plan_import_discarded BEFORE DELETE ON public.plan_import FOR EACH ROW EXECUTE FUNCTION goes_with_draft();

-- plan_source -------------------------------------------------------------------------------------

CREATE TABLE plan_source (
  plan_id integer NOT NULL,
  source_id integer NOT NULL,
  CONSTRAINT pk_plan_source PRIMARY KEY (plan_id, source_id),
  CONSTRAINT fk_plan_source_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT fk_plan_source_source FOREIGN KEY (source_id) REFERENCES source(id)
);

CREATE INDEX ix_plan_source_source ON public.plan_source USING btree (source_id, plan_id);

-- rating_level ------------------------------------------------------------------------------------

CREATE TABLE rating_level (
  scale_id integer NOT NULL,
  slug text NOT NULL,
  "position" smallint NOT NULL,
  label text NOT NULL,
  credit numeric(5,4),
  complete boolean NOT NULL,
  final boolean NOT NULL,
  assessed boolean NOT NULL,
  applicable boolean NOT NULL,
  labels jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT pk_rating_level PRIMARY KEY (scale_id, slug),
  CONSTRAINT uq_rating_level_position UNIQUE (scale_id, "position"),
  CONSTRAINT fk_rating_level_scale FOREIGN KEY (scale_id) REFERENCES rating_scale(id),
  CONSTRAINT ck_rating_level_complete CHECK (((NOT complete) OR (assessed AND applicable))),
  CONSTRAINT ck_rating_level_credit CHECK (((credit >= (0)::numeric) AND (credit <= (1)::numeric))),
  CONSTRAINT ck_rating_level_credit_where_due CHECK (((assessed AND applicable) = (credit IS NOT NULL))),
  CONSTRAINT ck_rating_level_final CHECK (((NOT final) OR assessed)),
  CONSTRAINT ck_rating_level_labels CHECK (((jsonb_typeof(labels) = 'object'::text) AND (NOT (labels @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_rating_level_slug CHECK ((slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'::text))
);

CREATE UNIQUE INDEX uq_rating_level_unassessed ON public.rating_level USING btree (scale_id) WHERE (NOT assessed);
CREATE TRIGGER rating_level_audited AFTER INSERT OR DELETE OR UPDATE ON public.rating_level FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER rating_level_shown AFTER UPDATE ON public.rating_level FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION revise_plans_of_shared();

-- rating_scale ------------------------------------------------------------------------------------

CREATE TABLE rating_scale (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  name text NOT NULL,
  description text,
  source text,
  source_url text,
  source_checked_on date,
  names jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT pk_rating_scale PRIMARY KEY (id),
  CONSTRAINT uq_rating_scale_slug UNIQUE (slug),
  CONSTRAINT ck_rating_scale_names CHECK (((jsonb_typeof(names) = 'object'::text) AND (NOT (names @? 'strict $.keyvalue()?((@."value".type() != "string" || @."value" == "") || !(@."key" like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'::jsonpath)))),
  CONSTRAINT ck_rating_scale_slug CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  CONSTRAINT ck_rating_scale_source CHECK (((source IS NOT NULL) OR ((source_url IS NULL) AND (source_checked_on IS NULL))))
);

CREATE TRIGGER rating_scale_audited AFTER INSERT OR DELETE OR UPDATE ON public.rating_scale FOR EACH ROW EXECUTE FUNCTION audit_note('', '');
CREATE TRIGGER rating_scale_shown AFTER UPDATE ON public.rating_scale FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION revise_plans_of_shared();

-- request_count -----------------------------------------------------------------------------------

CREATE TABLE request_count (
  key text NOT NULL,
  window_end timestamp with time zone NOT NULL,
  requests integer NOT NULL,
  CONSTRAINT pk_request_count PRIMARY KEY (key)
);

CREATE INDEX ix_request_count_end ON public.request_count USING btree (window_end);

-- scale_mapping -----------------------------------------------------------------------------------

CREATE TABLE scale_mapping (
  from_scale_id integer NOT NULL,
  to_scale_id integer NOT NULL,
  from_level text NOT NULL,
  to_level text NOT NULL,
  note text,
  CONSTRAINT pk_scale_mapping PRIMARY KEY (from_scale_id, to_scale_id, from_level),
  CONSTRAINT fk_scale_mapping_from FOREIGN KEY (from_scale_id, from_level) REFERENCES rating_level(scale_id, slug),
  CONSTRAINT fk_scale_mapping_to FOREIGN KEY (to_scale_id, to_level) REFERENCES rating_level(scale_id, slug),
  CONSTRAINT ck_scale_mapping_apart CHECK ((from_scale_id <> to_scale_id))
);

CREATE TRIGGER scale_mapping_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.scale_mapping FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scale_mapping_audited AFTER INSERT OR DELETE OR UPDATE ON public.scale_mapping FOR EACH ROW EXECUTE FUNCTION audit_note('', '');

-- scorecard_snapshot ------------------------------------------------------------------------------

CREATE TABLE scorecard_snapshot (
  plan_id integer NOT NULL,
  id uuid NOT NULL,
  label text,
  as_of date NOT NULL,
  known_at timestamp(3) with time zone NOT NULL,
  assessor text NOT NULL,
  scale text,
  digest text NOT NULL,
  content text NOT NULL,
  content_sha256 text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by text NOT NULL,
  digest_version smallint NOT NULL,
  CONSTRAINT pk_scorecard_snapshot PRIMARY KEY (plan_id, id),
  CONSTRAINT fk_scorecard_snapshot_plan FOREIGN KEY (plan_id) REFERENCES plan(id),
  CONSTRAINT ck_scorecard_snapshot_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT ck_scorecard_snapshot_digest_version CHECK ((digest_version >= 1)),
  CONSTRAINT ck_scorecard_snapshot_label CHECK ((label <> ''::text)),
  CONSTRAINT ck_scorecard_snapshot_sha256 CHECK ((content_sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text)))
);

CREATE TRIGGER scorecard_snapshot_append_only BEFORE UPDATE OR TRUNCATE ON public.scorecard_snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scorecard_snapshot_audited AFTER INSERT OR DELETE OR UPDATE ON public.scorecard_snapshot FOR EACH ROW EXECUTE FUNCTION audit_note('', 'content');
CREATE TRIGGER scorecard_snapshot_discarded BEFORE DELETE ON public.scorecard_snapshot FOR EACH ROW EXECUTE FUNCTION goes_with_draft();

-- session -----------------------------------------------------------------------------------------

CREATE TABLE session (
  secret_sha256 bytea NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,
  csrf text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pk_session PRIMARY KEY (secret_sha256),
  CONSTRAINT fk_session_person FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ck_session_role CHECK ((role = ANY (ARRAY['reader'::text, 'analyst'::text, 'editor'::text, 'admin'::text])))
);

CREATE INDEX ix_session_person ON public.session USING btree (person_id);
CREATE INDEX ix_session_seen ON public.session USING btree (seen_at);
CREATE TRIGGER session_audited AFTER INSERT OR DELETE OR UPDATE ON public.session FOR EACH ROW EXECUTE FUNCTION audit_note('seen_at', 'secret_sha256,csrf');

-- sign_in_address ---------------------------------------------------------------------------------

CREATE TABLE sign_in_address (
  secret_sha256 bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pk_sign_in_address PRIMARY KEY (secret_sha256)
);

CREATE TRIGGER sign_in_address_audited AFTER INSERT OR DELETE OR UPDATE ON public.sign_in_address FOR EACH ROW EXECUTE FUNCTION audit_note('', 'secret_sha256');

-- sign_in_attempt ---------------------------------------------------------------------------------

CREATE TABLE sign_in_attempt (
  browser_sha256 bytea NOT NULL,
  state text NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  return_to text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pk_sign_in_attempt PRIMARY KEY (browser_sha256)
);

CREATE INDEX ix_sign_in_attempt_created ON public.sign_in_attempt USING btree (created_at);

-- source ------------------------------------------------------------------------------------------

CREATE TABLE source (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  title text NOT NULL,
  authors text[] NOT NULL DEFAULT '{}'::text[],
  publisher text,
  published_on text,
  language text,
  url text,
  archive_url text,
  rights text,
  note text,
  text_sha256 text,
  version integer NOT NULL DEFAULT 1,
  shares_address boolean NOT NULL DEFAULT false,
  CONSTRAINT pk_source PRIMARY KEY (id),
  CONSTRAINT uq_source_slug UNIQUE (slug),
  CONSTRAINT ck_source_published_on CHECK ((published_on ~ '^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$'::text)),
  CONSTRAINT ck_source_slug CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  CONSTRAINT ck_source_text_sha256 CHECK ((text_sha256 ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT ck_source_title CHECK ((title <> ''::text))
);

CREATE INDEX ix_source_address ON public.source USING btree (address_key(url));
CREATE INDEX ix_source_letters ON public.source USING gin (search_letters(((((title || ' '::text) || search_names(authors, publisher)) || ' '::text) || COALESCE(note, ''::text))) gin_trgm_ops);
CREATE INDEX ix_source_search ON public.source USING gin (search_vector(title, search_names(authors, publisher), note));
CREATE UNIQUE INDEX uq_source_address ON public.source USING btree (address_key(url)) WHERE (NOT shares_address);
CREATE TRIGGER source_audited AFTER INSERT OR DELETE OR UPDATE ON public.source FOR EACH ROW EXECUTE FUNCTION audit_note('version', '');
CREATE TRIGGER source_shown AFTER UPDATE ON public.source FOR EACH ROW WHEN (((((((((old.slug IS DISTINCT FROM new.slug) OR (old.title IS DISTINCT FROM new.title)) OR (old.authors IS DISTINCT FROM new.authors)) OR (old.publisher IS DISTINCT FROM new.publisher)) OR (old.published_on IS DISTINCT FROM new.published_on)) OR (old.url IS DISTINCT FROM new.url)) OR (old.archive_url IS DISTINCT FROM new.archive_url)) OR (old.rights IS DISTINCT FROM new.rights))) EXECUTE FUNCTION revise_plans_of_source();

-- source_text -------------------------------------------------------------------------------------

CREATE TABLE source_text (
  source_id integer NOT NULL,
  sha256 text NOT NULL,
  media_type text NOT NULL,
  content text NOT NULL,
  characters integer NOT NULL,
  loaded_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  loaded_by text NOT NULL,
  CONSTRAINT pk_source_text PRIMARY KEY (source_id, sha256),
  CONSTRAINT fk_source_text_source FOREIGN KEY (source_id) REFERENCES source(id),
  CONSTRAINT ck_source_text_characters CHECK (((characters = char_length(content)) AND (characters > 0))),
  CONSTRAINT ck_source_text_sha256 CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text)))
);

CREATE TRIGGER source_text_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.source_text FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER source_text_audited AFTER INSERT OR DELETE OR UPDATE ON public.source_text FOR EACH ROW EXECUTE FUNCTION audit_note('', 'content');

-- Functions ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION public.address_key(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(((lower("substring"($1, '^https?://([^/?#:]+)'::text)) || COALESCE("substring"("substring"($1, '^https?://[^/?#]*'::text), ':(?!80$|443$)\d+$'::text), ''::text)) || regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace($1, '^https?://[^/?#]*'::text, ''::text), '#.*$'::text, ''::text), '([?&])(utm_[a-z]+|fbclid|gclid|yclid)=[^&]*(?=&|$)'::text, '\1'::text, 'g'::text), '([?&])&+'::text, '\1'::text, 'g'::text), '[?&]+$'::text, ''::text)), '/$'::text, ''::text);

CREATE OR REPLACE FUNCTION public.audit_first()
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF current_setting('scorecard.unsealed', true) = pg_current_xact_id()::text THEN RETURN false; END IF;
        PERFORM set_config('scorecard.unsealed', pg_current_xact_id()::text, true);
        RETURN true;
      END $function$;

CREATE OR REPLACE FUNCTION public.audit_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
      END $function$;

CREATE OR REPLACE FUNCTION public.audit_seal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
      END $function$;

CREATE OR REPLACE FUNCTION public.audit_table(name text, silent text DEFAULT ''::text, hidden text DEFAULT ''::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
      BEGIN
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I
                          FOR EACH ROW EXECUTE FUNCTION audit_note(%L, %L)', name || '_audited', name, silent, hidden);
      END $function$;

CREATE OR REPLACE FUNCTION public.canonical_json(value jsonb)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
      END $function$;

CREATE OR REPLACE FUNCTION public.check_decision_against_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF EXISTS (SELECT FROM objective_link l
                    WHERE l.plan_id = NEW.plan_id AND l.later_plan_id = NEW.later_plan_id AND l.state = 'confirmed'
                      AND (l.objective_id = NEW.objective_id OR l.later_objective_id = NEW.later_objective_id)) THEN
          RAISE EXCEPTION 'a decision contradicts a confirmed link of its objective'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.check_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        of_plan integer := NEW.plan_id;
        of_assessment uuid := CASE TG_TABLE_NAME WHEN 'evidence' THEN (to_jsonb(NEW) ->> 'assessment_id')::uuid
                                                 ELSE (to_jsonb(NEW) ->> 'id')::uuid END;
        promised integer;
        verdict boolean;
        found_count integer;
      BEGIN
        SELECT a.evidence_count, coalesce(l.final, false) INTO promised, verdict
          FROM assessment a LEFT JOIN rating_level l ON l.scale_id = a.scale_id AND l.slug = a.level
         WHERE a.plan_id = of_plan AND a.id = of_assessment;
        SELECT count(*) INTO found_count FROM evidence e WHERE e.plan_id = of_plan AND e.assessment_id = of_assessment;
        IF found_count <> promised THEN
          RAISE EXCEPTION 'assessment % was recorded with % pieces of evidence, not %', of_assessment, promised, found_count
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF verdict AND found_count = 0 THEN
          RAISE EXCEPTION 'assessment % gives a final level without evidence', of_assessment
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.check_link_against_decisions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF EXISTS (SELECT FROM objective_decision d
                    WHERE d.plan_id = NEW.plan_id AND d.later_plan_id = NEW.later_plan_id AND d.decision <> 'undecided'
                      AND (d.objective_id = NEW.objective_id OR d.later_objective_id = NEW.later_objective_id)) THEN
          RAISE EXCEPTION 'a confirmed link contradicts what is decided about one of its objectives'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.check_reading()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF NOT EXISTS (SELECT FROM evidence e WHERE e.plan_id = NEW.plan_id AND e.assessment_id = NEW.assessment_id
                          AND e.position = NEW.position AND e.unread) THEN
          RAISE EXCEPTION 'evidence % of assessment % was not recorded as unread', NEW.position, NEW.assessment_id
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.decision_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        discarded integer := nullif(current_setting('scorecard.discarding', true), '')::integer;
        gone jsonb := to_jsonb(OLD);
      BEGIN
        IF discarded IS NOT NULL AND EXISTS (SELECT FROM plan WHERE id = discarded AND state = 'draft') AND EXISTS (
          SELECT FROM objective_decision d
           WHERE d.plan_id = (gone ->> 'plan_id')::integer
             AND d.id = (gone ->> CASE TG_TABLE_NAME WHEN 'objective_decision' THEN 'id' ELSE 'decision_id' END)::uuid
             AND discarded IN (d.plan_id, d.later_plan_id)) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation',
                HINT = 'Set the decision back to undecided.';
      END $function$;

CREATE OR REPLACE FUNCTION public.delete_from_draft(draft integer, target regclass, condition text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM FROM plan WHERE id = draft AND state = 'draft' FOR UPDATE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'plan % is no draft: nothing of it can be deleted', draft
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        PERFORM set_config('scorecard.discarding', draft::text, true);
        PERFORM delete_with_dependents(target, condition);
        PERFORM set_config('scorecard.discarding', '', true);
      END $function$;

CREATE OR REPLACE FUNCTION public.delete_with_dependents(target regclass, condition text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
      DECLARE reference record;
      BEGIN
        FOR reference IN
          SELECT c.conrelid::regclass AS child,
                 (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY k.n)
                    FROM unnest(c.conkey) WITH ORDINALITY AS k (attribute, n)
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attribute) AS refers,
                 (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY k.n)
                    FROM unnest(c.confkey) WITH ORDINALITY AS k (attribute, n)
                    JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attribute) AS referred
            FROM pg_constraint c
           WHERE c.contype = 'f' AND c.confrelid = target AND c.conrelid <> target
        LOOP
          PERFORM delete_with_dependents(reference.child, format('(%s) IN (SELECT %s FROM %s t WHERE %s)',
            reference.refers, reference.referred, target, condition));
        END LOOP;
        EXECUTE format('DELETE FROM %s t WHERE %s', target, condition);
      END $function$;

CREATE OR REPLACE FUNCTION public.discard_plan(draft integer)
 RETURNS void
 LANGUAGE sql
AS $function$
        SELECT delete_from_draft(draft, 'plan', format('t.id = %s', draft))
      $function$;

CREATE OR REPLACE FUNCTION public.filter_fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(lower($1), 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁёІЇЄҐЎҚҒӘӨҰҮҢҺ'::text, 'абвгдежзийклмнопрстуфхцчшщъыьэюяееіїєґўқғәөұүңһ'::text);

CREATE OR REPLACE FUNCTION public.goes_with_draft()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        discarded integer := nullif(current_setting('scorecard.discarding', true), '')::integer;
        gone jsonb := to_jsonb(OLD);
      BEGIN
        IF discarded IS NOT NULL AND EXISTS (SELECT FROM plan WHERE id = discarded AND state = 'draft') AND (
          discarded = (gone ->> CASE TG_TABLE_NAME WHEN 'plan' THEN 'id' ELSE 'plan_id' END)::integer
          OR discarded = (gone ->> 'later_plan_id')::integer
          -- What was decided about a link from a published plan to the draft goes with the link.
          OR EXISTS (SELECT FROM objective_link l WHERE l.plan_id = (gone ->> 'plan_id')::integer
                        AND l.id = (gone ->> 'link_id')::uuid AND l.later_plan_id = discarded)
        ) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation',
                HINT = 'Only a plan that is still a draft can be discarded.';
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_area_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO area_history (plan_id, id, known_from, known_until, code, name, names, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.code, OLD.name, OLD.names, OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_link_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        INSERT INTO link_decision (plan_id, link_id, version, relation, state, rationale, suggested_reason, decided_by,
                                   decided_at)
        VALUES (NEW.plan_id, NEW.id, NEW.version, NEW.relation, NEW.state, NEW.rationale, NEW.suggested_reason,
                NEW.decided_by, NEW.decided_at);
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_objective_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        INSERT INTO objective_decision_history (plan_id, decision_id, version, decision, rationale, decided_by, decided_at)
        VALUES (NEW.plan_id, NEW.id, NEW.version, NEW.decision, NEW.rationale, NEW.decided_by, NEW.decided_at);
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_objective_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO objective_history
            (plan_id, id, known_from, known_until, area_id, code, title, titles, basis, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.area_id, OLD.code, OLD.title, OLD.titles, OLD.basis,
                  OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_plan_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF NEW.revised_at > OLD.known_from THEN
          INSERT INTO plan_history (plan_id, known_from, known_until, title, titles, holder_name, holder_names,
                                    term_start, term_end, default_assessor_id, provenance_note, provenance_notes,
                                    state, withdrawn_at, withdrawal_rationale, scale_id)
          VALUES (OLD.id, OLD.known_from, NEW.revised_at, OLD.title, OLD.titles, OLD.holder_name, OLD.holder_names,
                  OLD.term_start, OLD.term_end, OLD.default_assessor_id, OLD.provenance_note, OLD.provenance_notes,
                  OLD.state, OLD.withdrawn_at, OLD.withdrawal_rationale, OLD.scale_id);
          NEW.known_from := NEW.revised_at;
        END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_plan_public()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF OLD.state <> 'draft' AND (NEW.state = 'draft' OR NEW.slug <> OLD.slug) THEN
          RAISE EXCEPTION 'plan % has been published: it cannot become a draft again or change its slug', OLD.slug
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF OLD.state = 'draft' AND NEW.state = 'withdrawn' THEN
          RAISE EXCEPTION 'plan % is a draft: it can be published or discarded', OLD.slug
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION public.keep_plan_source()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        -- Each passage by its key, also where a bulk load has just filled a table that has no statistics yet.
        INSERT INTO plan_source
        SELECT DISTINCT n.plan_id, (SELECT g.source_id FROM passage g WHERE g.id = n.passage_id) FROM fresh n
        ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation',
                HINT = 'Record a new assessment, or retract the earlier one.';
      END $function$;

CREATE OR REPLACE FUNCTION public.refuse_change_of_struck()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION '% % is no part of the plan any more: it stays as it was', TG_TABLE_NAME, OLD.code
          USING ERRCODE = 'integrity_constraint_violation';
      END $function$;

CREATE OR REPLACE FUNCTION public.remove_objective(draft integer, objective integer)
 RETURNS void
 LANGUAGE sql
AS $function$
        SELECT delete_from_draft(draft, 'objective', format('t.plan_id = %s AND t.id = %s', draft, objective))
      $function$;

CREATE OR REPLACE FUNCTION public.revise_plans(ids integer[])
 RETURNS void
 LANGUAGE sql
AS $function$
        WITH held AS MATERIALIZED (SELECT id FROM plan WHERE id = ANY (ids) ORDER BY id FOR UPDATE)
        UPDATE plan p
           SET revision = p.revision + 1,
               revised_at = greatest(date_trunc('milliseconds', clock_timestamp()), p.revised_at + interval '1 millisecond')
          FROM held WHERE p.id = held.id
      $function$;

CREATE OR REPLACE FUNCTION public.revise_plans_of_passages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM revise_plans(array(
          SELECT DISTINCT k.plan_id
            FROM after_change n JOIN before_change o USING (id) JOIN plan_source k ON k.source_id = n.source_id
           WHERE (n.exact, n.summary, n.paragraph) IS DISTINCT FROM (o.exact, o.summary, o.paragraph)
             AND (EXISTS (SELECT FROM evidence e WHERE e.plan_id = k.plan_id AND e.passage_id = n.id)
                  OR EXISTS (SELECT FROM claim c WHERE c.plan_id = k.plan_id AND c.passage_id = n.id))));
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.revise_plans_of_shared()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM revise_plans(CASE TG_TABLE_NAME
          WHEN 'organization' THEN array(SELECT id FROM plan WHERE organization_id = (to_jsonb(NEW) ->> 'id')::integer)
          WHEN 'rating_scale' THEN array(SELECT id FROM plan WHERE scale_id = (to_jsonb(NEW) ->> 'id')::integer)
          WHEN 'rating_level' THEN array(SELECT id FROM plan WHERE scale_id = (to_jsonb(NEW) ->> 'scale_id')::integer)
          WHEN 'assessor' THEN array(
            SELECT plan_id FROM plan_assessor WHERE assessor_id = (to_jsonb(NEW) ->> 'id')::integer)
        END);
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.revise_plans_of_source()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM revise_plans(array(SELECT plan_id FROM plan_source WHERE source_id = NEW.id));
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION public.search_code(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(regexp_replace(lower($1), '[^a-z0-9]*0*([0-9]+)'::text, '.\1'::text, 'g'::text), '[^a-z0-9.]+'::text, ''::text, 'g'::text);

CREATE OR REPLACE FUNCTION public.search_fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(regexp_replace(regexp_replace(regexp_replace(CASE WHEN ($1 ~ '[̀-ͯ]'::text) THEN NORMALIZE($1) ELSE $1 END, '[\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}]+'::text, ''::text, 'g'::text), '[\u{a0}-©«-´¶-¹»-¿×\u{2000}-\u{206f}₠-\u{20cf}℀-⯿\u{3000}-〃🀀-\u{1faff}]+'::text, ' '::text, 'g'::text), '([^[:space:]-])-+(?=[0-9])'::text, '\1 '::text, 'g'::text), 'ёЁ'::text, 'еЕ'::text);

CREATE OR REPLACE FUNCTION public.search_letters(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (octet_length($1) = length($1)) THEN $1 ELSE translate(lower(search_fold($1)), 'оеаинтсрвлкмдпуяызгбчйхжшюцщэфёіїєґўқғәөұүңһъь'::text, 'oeaintsrvlkmdpuayzgbqihjwucwefeiiegukgaouunh'::text) END;

CREATE OR REPLACE FUNCTION public.search_names(text[], text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (array_to_string($1, ', '::text) || COALESCE((', '::text || $2), ''::text));

CREATE OR REPLACE FUNCTION public.search_vector(text, text, text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((setweight(to_tsvector('english_russian_every_word'::regconfig, COALESCE(search_fold($1), ''::text)), 'A'::"char") || setweight(to_tsvector('english_russian_every_word'::regconfig, COALESCE(search_fold($2), ''::text)), 'B'::"char")) || setweight(to_tsvector('english_russian_every_word'::regconfig, COALESCE(search_fold($3), ''::text)), 'C'::"char"));
