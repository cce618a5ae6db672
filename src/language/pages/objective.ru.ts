import type { Translated } from '../texts.js';
import type { OBJECTIVE_EN } from './objective.en.js';

export const OBJECTIVE_RU: Translated<typeof OBJECTIVE_EN> = {};
