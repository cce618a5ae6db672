import type { Language } from '../../language/languages.js';
import type { Block } from '../blocks.js';

/** Charts are laid out this wide and made smaller to fit the page. */
export const PRINTED_WIDTH = 740;

/** What goes to the thread that draws: data and nothing that reads as it is printed. */
export interface PrintJob {
  /** With a title among them, and no stream. */
  blocks: Block[];
  /** The address that gives the report again. */
  subject: string;
  language: Language;
  /** RFC 3339: what the file says of its making, so that the same report gives the same bytes. */
  madeAt: string;
  /** `YYYY-MM-DD`, the day that the report is about. */
  day: string;
}
