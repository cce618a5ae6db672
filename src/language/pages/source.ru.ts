import type { Translated } from '../texts.js';
import type { SOURCE_EN } from './source.en.js';

export const SOURCE_RU: Translated<typeof SOURCE_EN> = {};
