import type { Translated } from '../texts.js';
import type { SEARCH_EN } from './search.en.js';

export const SEARCH_RU: Translated<typeof SEARCH_EN> = {};
