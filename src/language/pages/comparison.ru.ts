import type { Translated } from '../texts.js';
import type { COMPARISON_EN } from './comparison.en.js';

export const COMPARISON_RU: Translated<typeof COMPARISON_EN> = {};
