/** The pages of the presidencies and of one presidency's scorecard. */
export const SCORECARD_EN = {
  homeTitle: 'Presidencies and what became of their plans',
  homeLead:
    'Each presidency announces a plan. Here every objective has a status, and every status the passages that prove it.',
  claimIs: 'The claim “{claimed}”: {verdict}',
  strengthCount: '{count} {strength}',
  onDay: 'On the day',
  dayHelp: 'Drag, or type a day: the scorecard as it stood then.',
  showDay: 'Show this day',
  showToday: 'Today',
  endOfTermDay: 'End of the term',
  changedTo: 'The scorecard of {day}: {count}',
  download: 'Hand it in',
  allObjectives: 'All objectives',
  objectivesOf: 'Objectives of {plan}',
  curve: 'How it came about',
  laterPresidencies: 'Compare with another presidency',
  openObjective: '{code}: {title}. {status}',
  noFindings: 'No objective fits these filters.',
  sourcesOfPlan: 'What it rests on',
  planMatching: 'Find',
  moreAboutAssessor: 'Rated by',
} as const;
