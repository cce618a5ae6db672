import type { Translated } from '../texts.js';
import type { SEARCH_EN } from './search.en.js';

export const SEARCH_RU: Translated<typeof SEARCH_EN> = {
  searchTitle: 'Поиск',
  searchTitleFor: 'Поиск: {words}',
  searchWords: 'Слова или код цели',
  searchHint:
    'По-английски и по-русски, в любой форме слова; или код, например EXT-09. «Кавычки» ищут фразу, минус перед словом исключает его, слово or соединяет варианты.',
  searchKind: 'Что',
  kindObjectives: 'Цели',
  kindPassages: 'Цитаты',
  kindSources: 'Источники',
  kindObjective: 'Цель',
  kindPassage: 'Цитата',
  kindSource: 'Источник',
  searchRefused: 'Поиск не выполнен:',
  searchNothing: 'По запросу «{words}» ничего не найдено.',
  searchTry: 'Что можно попробовать:',
  searchTryFewer: 'меньше слов или только начало слова',
  searchTryOther: 'другой язык: русский или английский',
  searchTryCode: 'код цели, например EXT-09',
  searchTryAll: 'искать везде, без этих условий',
  matchCode: 'код',
  matchSimilar: 'похожие слова',
  matchSome: 'часть слов',
  searchOfPlan: 'цель плана «{plan}»',
  searchResults: 'Результаты',
};
