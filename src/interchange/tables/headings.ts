import { folded } from './folded.js';

/** What a column of a table can be. */
export const FIELDS = [
  ...['code', 'area', 'areaName', 'title', 'text', 'tags', 'dueOn', 'responsible', 'statedIn'],
  ...['status', 'effectiveOn', 'rationale', 'cause', 'assessor'],
  ...['evidence', 'evidenceTitle', 'publisher', 'published', 'bearing', 'quotation', 'summary'],
  'rowType',
] as const;

export type Field =
  | 'code'
  | 'area'
  | 'areaName'
  | 'title'
  | 'text'
  | 'tags'
  | 'dueOn'
  | 'responsible'
  | 'statedIn'
  | 'status'
  | 'effectiveOn'
  | 'rationale'
  | 'cause'
  | 'assessor'
  | 'evidence'
  | 'evidenceTitle'
  | 'publisher'
  | 'published'
  | 'bearing'
  | 'quotation'
  | 'summary'
  | 'rowType';

/** The headings by which each is known, English and Russian; what stands first in two lists belongs to the first. */
export const HEADINGS: Record<Field, readonly string[]> = {
  code: [
    ...['code', 'id', 'no', 'number', 'ref', 'reference', '№', 'nr', 'num', 'item no', 'promise id', '#'],
    ...['commitment no', 'commitment number', 'objective code', 'objective no', 'action no', 'identifier'],
    ...['код', 'номер', '№ п п', 'п п', 'шифр', 'индекс', 'ид'],
  ],
  areaName: ['area name', 'name of area', 'название направления', 'название раздела'],
  area: [
    ...[
      'area',
      'theme',
      'pillar',
      'category',
      'sector',
      'section',
      'chapter',
      'topic',
      'policy area',
      'domain',
    ],
    ...[
      'subject',
      'priority',
      'goal',
      'cluster',
      'track',
      'group',
      'area code',
      'thematic area',
      'issue area',
    ],
    ...['направление', 'раздел', 'тема', 'область', 'категория', 'сфера', 'блок', 'приоритет', 'глава'],
  ],
  title: [
    ...['objective', 'title', 'commitment', 'promise', 'pledge', 'text of the commitment', 'task', 'measure'],
    ...[
      'action',
      'recommendation',
      'deliverable',
      'name',
      'target',
      'milestone',
      'commitment title',
      'promise text',
    ],
    ...['aim', 'proposal', 'project', 'policy', 'undertaking', 'pledge text', 'objective text'],
    ...['commitment text', 'description of commitment', 'item', 'activity', 'initiative', 'objective title'],
    ...['задача', 'цель', 'мероприятие', 'обещание', 'обязательство', 'название', 'наименование', 'мера'],
    ...['инициатива', 'пункт', 'формулировка', 'поручение', 'наименование мероприятия'],
  ],
  text: [
    ...['text', 'full text', 'description', 'details', 'full wording', 'wording', 'long text'],
    ...['текст', 'полный текст', 'описание', 'содержание', 'подробности'],
  ],
  tags: ['tags', 'tag', 'keywords', 'labels', 'sdg', 'sdgs', 'метки', 'теги', 'ключевые слова'],
  dueOn: [
    ...[
      'due',
      'due on',
      'due date',
      'deadline',
      'target date',
      'end date',
      'by when',
      'completion date',
      'timeline',
    ],
    ...['срок', 'срок исполнения', 'крайний срок', 'дедлайн', 'срок выполнения', 'срок реализации'],
  ],
  responsible: [
    ...[
      'responsible',
      'lead',
      'leads',
      'ministry',
      'owner',
      'lead agency',
      'agency',
      'department',
      'minister',
    ],
    ...[
      'responsible body',
      'responsible ministry',
      'responsible institution',
      'lead ministry',
      'institution',
    ],
    ...['ответственный', 'ответственные', 'исполнитель', 'исполнители', 'ведомство', 'министерство'],
  ],
  statedIn: [
    ...['stated in', 'source of promise', 'source of the promise', 'promise source', 'source of commitment'],
    ...[
      'source of the commitment',
      'commitment source',
      'promise link',
      'origin',
      'manifesto',
      'where stated',
    ],
    ...['источник обещания', 'источник обязательства', 'где заявлено', 'заявлено в', 'источник цели'],
  ],
  status: [
    ...[
      'status',
      'rating',
      'progress',
      'verdict',
      'state',
      'score',
      'assessment',
      'result',
      'outcome',
      'grade',
    ],
    ...['implementation status', 'current status', 'level of implementation', 'compliance', 'evaluation'],
    ...['completion', 'level of completion', 'progress status', 'promise status', 'ruling'],
    ...[
      'статус',
      'оценка',
      'состояние',
      'результат',
      'степень выполнения',
      'исполнение',
      'выполнение',
      'ход',
    ],
  ],
  effectiveOn: [
    ...['date', 'effective on', 'as at', 'as of', 'status date', 'updated', 'last updated', 'last update'],
    ...[
      'date of status',
      'date updated',
      'assessed on',
      'date of assessment',
      'day',
      'rated on',
      'ruling date',
    ],
    ...['дата', 'дата статуса', 'обновлено', 'по состоянию на', 'дата оценки', 'дата обновления', 'на дату'],
  ],
  rationale: [
    ...[
      'rationale',
      'note',
      'notes',
      'comment',
      'comments',
      'explanation',
      'justification',
      'remarks',
      'reason',
    ],
    ...['status note', 'progress note', 'narrative', 'analysis', 'why'],
    ...['комментарий', 'комментарии', 'примечание', 'примечания', 'обоснование', 'пояснение'],
  ],
  cause: ['cause', 'cause of failure', 'причина', 'причина неисполнения'],
  assessor: [
    'assessor',
    'assessed by',
    'rated by',
    'evaluator',
    'reviewer',
    'оценщик',
    'кто оценил',
    'эксперт',
  ],
  evidence: [
    ...[
      'evidence',
      'link',
      'links',
      'url',
      'urls',
      'source',
      'sources',
      'proof',
      'reference link',
      'source url',
    ],
    ...['source link', 'evidence link', 'evidence url', 'web link', 'website', 'more information', 'address'],
    ...['means of verification', 'verification'],
    ...['источник', 'источники', 'ссылка', 'ссылки', 'подтверждение', 'доказательство', 'адрес'],
  ],
  evidenceTitle: [
    'source title',
    'title of source',
    'source name',
    'document',
    'название источника',
    'документ',
  ],
  publisher: ['publisher', 'published by', 'media', 'outlet', 'издатель', 'издание', 'сми'],
  published: [
    ...['published', 'published on', 'publication date', 'date published', 'source date'],
    ...['опубликовано', 'дата публикации', 'дата источника'],
  ],
  bearing: ['bearing', 'supports or contradicts', 'как свидетельствует'],
  quotation: ['quotation', 'quote', 'exact', 'цитата'],
  summary: ['summary', 'quote or summary', 'evidence summary', 'finding', 'кратко', 'изложение', 'суть'],
  rowType: ['row type', 'type of row', 'kind of row', 'тип строки'],
};

const FIELD_OF = new Map<string, Field>();
for (const field of FIELDS as readonly Field[]) {
  for (const heading of [...HEADINGS[field], field, field.replace(/[A-Z]/g, (letter) => ` ${letter}`)]) {
    const known = folded(heading) || heading;
    if (!FIELD_OF.has(known)) FIELD_OF.set(known, field);
  }
}

/** What a heading says its column is; undefined where it is none that is known. */
export function fieldOf(heading: string): Field | undefined {
  // "№" and "#" fold to nothing.
  const name = folded(heading) || heading.trim();
  return FIELD_OF.get(name) ?? FIELD_OF.get(name.replace(/ (en|eng|english|ru|rus)$/, ''));
}

export function isField(value: unknown): value is Field {
  return typeof value === 'string' && (FIELDS as readonly string[]).includes(value);
}
