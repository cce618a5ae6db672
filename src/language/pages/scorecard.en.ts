/** The pages of the presidencies and of one presidency's scorecard. */
export const SCORECARD_EN = {
  homeTitle: 'Presidencies and the results of their plans',
  homeLead:
    'Each presidency announces a plan. Here every objective has a status, and every status shows the passages it rests on.',
  claimIs: 'The claim “{claimed}”: {verdict}',
  strengthCount: '{count} {strength}',
  onDay: 'As of',
  dayHelp: 'Drag the slider or type a date to see the scorecard as of that day.',
  showDay: 'Show day',
  showToday: 'Today',
  endOfTermDay: 'End of term',
  changedTo: 'Scorecard as of {day}: {count}',
  download: 'Download',
  allObjectives: 'All objectives',
  objectivesOf: 'Objectives of {plan}',
  curve: 'Progress over time',
  laterPresidencies: 'Compare with another presidency',
  openObjective: '{code}: {title}. {status}',
  noFindings: 'No objectives match these filters.',
  sourcesOfPlan: 'Sources of this plan',
  planMatching: 'Find',
  moreAboutAssessor: 'Assessed by',
} as const;
