import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Objective } from '../plans/objective.entity.js';
import { Passage } from './passage.entity.js';

/** A passage that states an objective: how we know that it was announced, whatever became of it. */
@Entity('objective_statement')
@ForeignKey(() => Objective, ['planId', 'objectiveId'], ['planId', 'id'], {
  name: 'fk_objective_statement_objective',
})
@ForeignKey(() => Passage, ['passageId'], ['id'], { name: 'fk_objective_statement_passage' })
@Index('ix_objective_statement_passage', ['passageId'])
export class ObjectiveStatement {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_objective_statement' })
  planId: number;

  @PrimaryColumn('integer', { name: 'objective_id', primaryKeyConstraintName: 'pk_objective_statement' })
  objectiveId: number;

  @PrimaryColumn('uuid', { name: 'passage_id', primaryKeyConstraintName: 'pk_objective_statement' })
  passageId: string;

  @Column('smallint')
  position: number;
}
