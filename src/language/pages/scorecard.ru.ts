import type { Translated } from '../texts.js';
import type { SCORECARD_EN } from './scorecard.en.js';

export const SCORECARD_RU: Translated<typeof SCORECARD_EN> = {
  homeTitle: 'Председательства и выполнение их планов',
  homeLead:
    'Каждое председательство объявляет план. Здесь у каждой цели есть статус, а у каждого статуса — фрагменты источников, на которых он основан.',
  claimIs: 'Заявление «{claimed}»: {verdict}',
  strengthCount: '{strength} — {count}',
  onDay: 'По состоянию на',
  dayHelp: 'Передвиньте ползунок или введите дату, чтобы увидеть итоги на этот день.',
  showDay: 'Показать день',
  showToday: 'Сегодня',
  endOfTermDay: 'Конец срока',
  changedTo: 'Итоги на {day}: {count}',
  download: 'Скачать',
  allObjectives: 'Все цели',
  objectivesOf: 'Цели: {plan}',
  curve: 'Ход выполнения',
  laterPresidencies: 'Сравнить с другим председательством',
  openObjective: '{code}: {title}. {status}',
  noFindings: 'Нет целей, подходящих под эти условия.',
  sourcesOfPlan: 'Источники по этому плану',
  planMatching: 'Найти',
  differencesOf: 'В чём расходятся оценщики: {plan}',
  noDifferences: 'Оценщики не расходятся ни по одной цели.',
  agreementFigures: 'Показатели согласия в формате JSON',
  moreAboutAssessor: 'Кто оценивал',
};
