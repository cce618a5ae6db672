import { ANNOTATION_CONTEXT } from './annotation.js';
import type { Format } from '../../documents/formats.js';

const JSON_FORMAT = { name: 'json', type: 'application/json; charset=utf-8', extension: '' } as const;

/** With the profile that the Web Annotation Protocol (3.2) asks for. */
const ANNOTATION = {
  name: 'annotation',
  type: `application/ld+json; profile="${ANNOTATION_CONTEXT}"`,
  extension: '.jsonld',
} as const satisfies Format & { name: string };

/** In which formats a source can be had. BibTeX has no registered media type; this is the one that DOIs answer to. */
export const SOURCE_FORMATS = [
  JSON_FORMAT,
  { name: 'csl', type: 'application/vnd.citationstyles.csl+json', extension: '.csl.json' },
  { name: 'bibtex', type: 'application/x-bibtex; charset=utf-8', extension: '.bib' },
] as const;

/** In which formats a passage, or a page of them, can be had. */
export const PASSAGE_FORMATS = [JSON_FORMAT, ANNOTATION] as const;
