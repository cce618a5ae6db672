import type { Translated } from '../texts.js';
import type { RATING_EN } from './rating.en.js';

export const RATING_RU: Translated<typeof RATING_EN> = {};
