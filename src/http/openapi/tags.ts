/** The parts that the API falls into, in the order in which somebody who begins needs them. */
export const TAGS = {
  plans: 'Plans of presidencies with their areas, assessors and claims, from a draft to a withdrawal',
  objectives: 'What a plan sets out to do, each with its current status',
  assessments: 'Who judged an objective how, when and why, with the evidence; nothing is overwritten',
  reporting: 'Figures computed from the assessments: scorecard, timeline, agreement, snapshots',
  comparisons: 'What became of the objectives of one plan in a later one: links, decisions, threads',
  sources: 'Documents, and the passages in them that prove a status',
  texts: 'The texts of sources, and where the quoted passages stand in them',
  organizations: 'Organizations with their plans',
  scales: 'Rating scales, and mappings from one to another',
  search: 'Full-text search over objectives, passages and sources',
  interchange: 'Whole plans as files, in and out',
  access: 'Who is asking, API tokens, people, and the audit log',
  health: 'For those who run the service',
} as const;
