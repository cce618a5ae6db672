import type { Translated } from '../texts.js';
import type { SEARCH_EN } from './search.en.js';

export const SEARCH_RU: Translated<typeof SEARCH_EN> = {
  searchTitle: 'Поиск',
  searchTitleFor: 'Поиск: {words}',
  searchWords: 'Слова или код цели',
  searchHint:
    'Ищите по-английски или по-русски, в любой форме слова, или по коду, например A-09. «Кавычки» ищут фразу, минус перед словом исключает его, слово «or» соединяет варианты.',
  searchKind: 'Вид',
  kindObjectives: 'Цели',
  kindPassages: 'Фрагменты',
  kindSources: 'Источники',
  kindObjective: 'Цель',
  kindPassage: 'Фрагмент',
  kindSource: 'Источник',
  searchRefused: 'Поиск не выполнен:',
  searchNothing: 'По запросу «{words}» ничего не найдено.',
  searchTry: 'Что можно попробовать:',
  searchTryFewer: 'меньше слов или только начало слова',
  searchTryOther: 'другой язык: русский или английский',
  searchTryCode: 'код цели, например A-09',
  searchTryAll: 'искать без этих условий',
  matchCode: 'код',
  matchSimilar: 'похожие слова',
  matchSome: 'часть слов',
  searchOfPlan: 'цель плана «{plan}»',
  searchResults: 'Результаты',
};
