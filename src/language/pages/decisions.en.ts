/** What people decided about the objectives of two compared plans, in reports and on the pages. */
export const DECISIONS_EN = {
  notCompared: 'Nobody has compared these plans yet.',
  notComparedMeans:
    'What the later plan makes of the earlier one is undecided until somebody links objectives of the two, or decides that they are not continued, or new.',
  notComparedBegin: 'Suggestions, and the forms to decide, are at {address}',
  undecidedCount: '{n} undecided',

  fatesOfEarlier:
    'Of {from} earlier objectives {carriedOn} carried on, {widened} widened, {narrowed} narrowed, {related} related; {notContinued} not continued; {undecided} undecided.',
  originsOfLater:
    'Of {to} later objectives {taking} take up an earlier one, {added} new, {undecided} undecided.',
  countWithParts: '{n} ({parts})',
  completedPart: '{n} completed',
  unfinishedPart: '{n} unfinished',
  notAssessedPart: '{n} not assessed',
  notApplicablePart: '{n} not applicable',
  onlyDecided:
    'Only confirmed links and decisions are counted. Each objective of either plan counts once, by its strongest link.',

  notContinued: 'not continued',
  undecided: 'undecided',
  completedEnded: 'completed, not continued',
  unfinishedEnded: 'unfinished, not continued',
  notAssessedEnded: 'not assessed, not continued',
  notApplicableEnded: 'not applicable, not continued',
  undecidedEarlier: 'undecided (earlier plan)',
  undecidedLater: 'undecided (later plan)',
  undecidedNode: 'Undecided',
  completed: 'completed',
  notAssessedStanding: 'not assessed',
  notApplicableStanding: 'not applicable',
  unfinishedStanding: 'unfinished',
  standing: 'In its own plan',
  decidedBy: 'Decided by',
  decidedOn: 'Decided on',
  decision: 'Decision',
  notContinuedWhy: 'Not continued: {rationale}',
  undecidedStill: 'Undecided: nobody has decided what became of it.',
  suggestedReason: 'suggested reason',
  earlierToLater: '{earlier} → {later}',
  earlierToLaterMeans:
    'Two numbers, such as 1 → 3: one earlier objective leads to three later ones. The first numbers of a row sum up to the earlier area, the second ones of a column to the later.',
  laterReading: '{linked} from the earlier plan, {added} new, {undecided} undecided',
  earlierObjectives: 'Earlier objectives',
  laterObjectives: 'Later objectives',

  notContinuedTitle: 'Not continued in the later plan',
  nothingNotContinued: 'Nobody has decided of any objective that it is not continued.',
  undecidedTitle: 'Undecided in the earlier plan',
  undecidedLaterTitle: 'Undecided in the later plan',
  nothingNewDecided: 'Nobody has decided of any objective that it is new.',

  decisionsTitle: 'Decide objective by objective',
  decisionsLead:
    'An objective is not continued, or new, only where somebody decides so, with a reason. Objectives that a confirmed link names are not listed here.',
  decisionsBegin: 'To begin, link objectives that belong together, or decide objective by objective, below.',
  decisionsSignIn:
    'To begin, sign in: an editor links objectives that belong together, and decides about the others.',
  decideAsNotContinued: 'Mark as not continued',
  decideAsNew: 'Mark as new',
  decideBack: 'Set back to undecided',
  decideSave: 'Save reason',
  decideRationaleHint: 'Why, in your own words.',
  restTitle: 'Decide the rest of this plan',
  restLead: {
    one: '{n} objective is undecided. It gets this decision and this reason, with a history entry of its own.',
    other:
      '{n} objectives are undecided. All of them get this decision and this reason, each with a history entry of its own.',
  },
  decisionSaved: 'Saved: {code}, {decision}.',
  restSaved: { one: 'Saved: {n} objective decided.', other: 'Saved: {n} objectives decided.' },
  allDecided: 'Every objective of this plan is decided on.',
  moreUndecided: 'Objectives {first} to {last} of {of}',
  earlierPage: 'Previous',
  laterPage: 'Next',
  decisionStaleTitle: 'This record has changed since you opened it: your decision was not saved',
  decisionStaleNow: 'This is what is decided about {code} now:',
  contradictionTitle: 'This contradicts another decision: nothing was saved',
  contradictionLinked:
    '{code} is named by a confirmed link. Reject that link first, in the list of links below.',
  contradictionDecided:
    '{code} was decided to be {decision}. Set that decision back to undecided first, in the list below.',
  useSuggestedReason: 'Use the suggested reason',
  suggestedReasonIs: 'Suggested reason',
  needsReason: 'give a reason of your own, or tick “Use the suggested reason”',
} as const;
