import {
  Language,
  OneOf,
  PublicationDate,
  Sha256,
  Slug,
  Surrounding,
  Text,
  Texts,
  Uuid,
  WebAddress,
  Whole,
} from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';

export class SourceInput {
  @Slug({ description: 'The slug', example: 'report-2024-12-04' })
  slug: string;

  @Text({ max: 1000, description: 'The title' })
  title: string;

  @Texts({ most: 100, max: 300, optional: true, description: 'The authors, in order' })
  authors?: string[];

  @Text({ max: 300, optional: true, description: 'The publisher' })
  publisher?: string;

  @PublicationDate({
    optional: true,
    description:
      'When it was published, as precisely as is known: a year, a month, a day, or a range (EDTF level 0)',
    example: '2023-12-04',
  })
  publishedOn?: string;

  @Language({ optional: true, description: 'The language (BCP 47)', example: 'en' })
  language?: string;

  @WebAddress({ optional: true, description: 'The web address' })
  url?: string;

  @WebAddress({ optional: true, description: 'The address of an archived copy' })
  archiveUrl?: string;

  @Text({ max: 1000, optional: true, description: 'The terms of use' })
  rights?: string;

  @Text({ max: 2000, optional: true, description: 'An editorial note' })
  note?: string;
}

/** What the list of sources takes. */
export class SourcesQuery extends PageQuery {
  @WebAddress({ optional: true, description: 'Only the source with this address, however it is written' })
  url?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'Only sources with these words in title, authors, publisher or remark',
  })
  q?: string;
}

export class PassageInput {
  @Text({ max: 10_000, optional: true, description: 'The quotation, word for word' })
  exact?: string;

  @Surrounding({ optional: true, description: 'The text just before the quotation' })
  prefix?: string;

  @Surrounding({ optional: true, description: 'The text just after the quotation' })
  suffix?: string;

  @Whole({
    min: 1,
    max: 1_000_000,
    optional: true,
    description: "The paragraph of the source's body, counted from 1",
  })
  paragraph?: number;

  @Whole({
    min: 0,
    max: 10_000_000,
    optional: true,
    description:
      'The start of the passage in the stored text, in Unicode code points from 0; instead of "exact"',
  })
  start?: number;

  @Whole({
    min: 1,
    max: 10_000_000,
    optional: true,
    description: 'The end of the passage: the code point after its last one',
  })
  end?: number;

  @Text({
    max: 2000,
    optional: true,
    description: 'What the passage says, in your own words; required without a quotation',
  })
  summary?: string;
}

/** Either a passage there is (`passage`), or a place in a source (`source` with `exact`, `start` and `end`, or `summary`). */
export class PassageReference extends PassageInput {
  @Uuid({ optional: true, description: 'The id of a passage there is' })
  passage?: string;

  @Slug({
    optional: true,
    description: 'The source of a passage that may be new',
    example: 'report-2024-12-04',
  })
  source?: string;
}

/** What may be left out stays as it is; null clears. */
export class SourceChange {
  @Text({ max: 1000, optional: true, description: 'The title' })
  title?: string;

  @Texts({ most: 100, max: 300, optional: true, description: 'The authors, in order' })
  authors?: string[];

  @Text({ max: 300, optional: true, nullable: true, description: 'The publisher' })
  publisher?: string | null;

  @PublicationDate({
    optional: true,
    nullable: true,
    description: 'When it was published: a year, a month, a day, or a range',
  })
  publishedOn?: string | null;

  @Language({ optional: true, nullable: true, description: 'The language (BCP 47)' })
  language?: string | null;

  @WebAddress({ optional: true, nullable: true, description: 'The web address' })
  url?: string | null;

  @WebAddress({ optional: true, nullable: true, description: 'The address of an archived copy' })
  archiveUrl?: string | null;

  @Text({ max: 1000, optional: true, nullable: true, description: 'The terms of use' })
  rights?: string | null;

  @Text({ max: 2000, optional: true, nullable: true, description: 'An editorial note' })
  note?: string | null;
}

export class RelocationDecision {
  @OneOf(['confirmed', 'rejected'], { description: 'The decision on the new place' })
  decision: 'confirmed' | 'rejected';
}

export class TextQuery {
  @Sha256({ optional: true, description: 'An earlier version of the text; default: the current one' })
  sha256?: string;
}
