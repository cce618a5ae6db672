import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Plan } from './plan.entity.js';

/** A file that was applied to a plan: the origin of what it brought. Append-only. */
@Entity('plan_import')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_plan_import_plan' })
@Check('ck_plan_import_file_name', `file_name <> ''`)
@Check('ck_plan_import_sha256', `file_sha256 ~ '^[0-9a-f]{64}$'`)
@Check('ck_plan_import_format', `format <> ''`)
export class PlanImport {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_plan_import' })
  planId: number;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_plan_import' })
  id: string;

  @Column('text', { name: 'file_name' })
  fileName: string;

  @Column('text', { name: 'file_sha256' })
  fileSha256: string;

  @Column('text')
  format: string;

  /** By the plan's clock. */
  @Column('timestamp with time zone', { name: 'imported_at', precision: 3 })
  importedAt: Date;

  @Column('text', { name: 'imported_by' })
  importedBy: string;
}
