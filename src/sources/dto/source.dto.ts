import {
  Language,
  OneOf,
  PublicationDate,
  Sha256,
  Slug,
  Surrounding,
  Text,
  Texts,
  WebAddress,
  Whole,
} from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';

export class SourceInput {
  @Slug({ description: 'Its name in addresses', example: 'ciss-2023-12-04' })
  slug: string;

  @Text({ max: 1000, description: 'Its title' })
  title: string;

  @Texts({ most: 100, max: 300, optional: true, description: 'Its authors, in order' })
  authors?: string[];

  @Text({ max: 300, optional: true, description: 'Who published it' })
  publisher?: string;

  @PublicationDate({
    optional: true,
    description:
      'When it was published, as precisely as is known: a year, a month, a day, or a range (EDTF level 0)',
    example: '2023-12-04',
  })
  publishedOn?: string;

  @Language({ optional: true, description: 'Its language (BCP 47)', example: 'en' })
  language?: string;

  @WebAddress({ optional: true, description: 'Where it stands' })
  url?: string;

  @WebAddress({ optional: true, description: 'Where an archived copy stands' })
  archiveUrl?: string;

  @Text({ max: 1000, optional: true, description: 'Under which terms it may be used' })
  rights?: string;

  @Text({ max: 2000, optional: true, description: 'A remark of ours' })
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
  @Text({ max: 10_000, optional: true, description: 'The quotation, word by word' })
  exact?: string;

  @Surrounding({ optional: true, description: 'The words just before it' })
  prefix?: string;

  @Surrounding({ optional: true, description: 'The words just after it' })
  suffix?: string;

  @Whole({
    min: 1,
    max: 1_000_000,
    optional: true,
    description: "The paragraph of the source's body, from 1",
  })
  paragraph?: number;

  @Whole({
    min: 0,
    max: 10_000_000,
    optional: true,
    description: 'Where it begins in the text we hold, in Unicode code points from 0; instead of "exact"',
  })
  start?: number;

  @Whole({ min: 1, max: 10_000_000, optional: true, description: 'The code point after its last one' })
  end?: number;

  @Text({
    max: 2000,
    optional: true,
    description: 'What the passage says, in our own words; needed without a quotation',
  })
  summary?: string;
}

/** What may be left out stays as it is; null clears. */
export class SourceChange {
  @Text({ max: 1000, optional: true, description: 'Its title' })
  title?: string;

  @Texts({ most: 100, max: 300, optional: true, description: 'Its authors, in order' })
  authors?: string[];

  @Text({ max: 300, optional: true, nullable: true, description: 'Who published it' })
  publisher?: string | null;

  @PublicationDate({
    optional: true,
    nullable: true,
    description: 'When it was published: a year, a month, a day, or a range',
  })
  publishedOn?: string | null;

  @Language({ optional: true, nullable: true, description: 'Its language (BCP 47)' })
  language?: string | null;

  @WebAddress({ optional: true, nullable: true, description: 'Where it stands' })
  url?: string | null;

  @WebAddress({ optional: true, nullable: true, description: 'Where an archived copy stands' })
  archiveUrl?: string | null;

  @Text({ max: 1000, optional: true, nullable: true, description: 'Under which terms it may be used' })
  rights?: string | null;

  @Text({ max: 2000, optional: true, nullable: true, description: 'A remark of ours' })
  note?: string | null;
}

export class RelocationDecision {
  @OneOf(['confirmed', 'rejected'], { description: "Whether the new place is the passage's" })
  decision: 'confirmed' | 'rejected';
}

export class TextQuery {
  @Sha256({ optional: true, description: 'An older version; the current one where none is named' })
  sha256?: string;
}
