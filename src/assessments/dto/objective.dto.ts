import { Items } from '../../http/fields.js';
import { ObjectiveChange, ObjectiveInput } from '../../plans/dto/objective.dto.js';
import { PassageReference } from '../../sources/dto/source.dto.js';

/** A new objective with the passages that state it. */
export class StatedObjectiveInput extends ObjectiveInput {
  @Items(() => PassageReference, {
    most: 50,
    optional: true,
    description: 'The passages that state it, or from which we know of it',
  })
  statedIn?: PassageReference[];
}

export class StatedObjectiveChange extends ObjectiveChange {
  @Items(() => PassageReference, {
    most: 50,
    optional: true,
    description: 'The passages that state it; replaces those there are',
  })
  statedIn?: PassageReference[];
}
