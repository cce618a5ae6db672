import type { Translated } from '../texts.js';
import type { SCORECARD_EN } from './scorecard.en.js';

export const SCORECARD_RU: Translated<typeof SCORECARD_EN> = {
  homeTitle: 'Председательства и выполнение их планов',
  homeLead:
    'Каждое председательство объявляет план. Здесь у каждой цели есть статус, а у каждого статуса — цитаты, которые его подтверждают.',
  claimIs: 'Заявление «{claimed}»: {verdict}',
  strengthCount: '{strength} — {count}',
  onDay: 'На день',
  dayHelp: 'Передвиньте или введите день: итоги на тот момент.',
  showDay: 'Показать этот день',
  showToday: 'Сегодня',
  endOfTermDay: 'Конец срока',
  changedTo: 'Итоги на {day}: {count}',
  download: 'Скачать для статьи',
  allObjectives: 'Все цели',
  objectivesOf: 'Цели: {plan}',
  curve: 'Как это складывалось',
  laterPresidencies: 'Сравнить с другим председательством',
  openObjective: '{code}: {title}. {status}',
  noFindings: 'Под эти условия не подходит ни одна цель.',
  sourcesOfPlan: 'На чём это основано',
  planMatching: 'Найти',
  moreAboutAssessor: 'Кто оценивал',
};
