import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Plan } from '../../plans/plan.entity.js';

/** A snapshot of a scorecard under its own address. Append-only. */
@Entity('scorecard_snapshot')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_scorecard_snapshot_plan' })
@Check('ck_scorecard_snapshot_label', `label <> ''`)
@Check('ck_scorecard_snapshot_digest', `digest ~ '^[0-9a-f]{64}$'`)
@Check('ck_scorecard_snapshot_digest_version', 'digest_version >= 1')
@Check('ck_scorecard_snapshot_sha256', `content_sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')`)
export class Snapshot {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_scorecard_snapshot' })
  planId: number;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_scorecard_snapshot' })
  id: string;

  @Column('text', { nullable: true })
  label: string | null;

  @Column('date', { name: 'as_of' })
  asOf: string;

  @Column('timestamp with time zone', { name: 'known_at', precision: 3 })
  knownAt: Date;

  /** The slug of whose assessments it shows. */
  @Column('text')
  assessor: string;

  /** The slug of the scale that the plan was read on, where it was not its own. */
  @Column('text', { nullable: true })
  scale: string | null;

  /** Of the scorecard, as `digestOf` gives it: what the live scorecard of the same two clocks carries. */
  @Column('text')
  digest: string;

  /** Which version of `recordOf` the digest covers. */
  @Column('smallint', { name: 'digest_version' })
  digestVersion: number;

  /** The canonical JSON (RFC 8785) of a `SnapshotContent`. */
  @Column('text')
  content: string;

  @Column('text', { name: 'content_sha256' })
  contentSha256: string;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column('text', { name: 'created_by' })
  createdBy: string;
}
