import type { ImportedSource, Place } from '../import/imported-plan.js';

/** What a row says of a source beside its address or title. */
export interface SourceDetails {
  title?: string | undefined;
  publisher?: string | undefined;
  publishedOn?: string | undefined;
}

/** The sources of a file, each once: by its address, else by its title. */
export class SourceList {
  private readonly byKey = new Map<string, ImportedSource>();

  get all(): ImportedSource[] {
    return [...this.byKey.values()];
  }

  /** Names a source; what an earlier row did not say of it is filled in. @returns a reference to it */
  cited(key: string, { title, publisher, publishedOn }: SourceDetails, at: Place): { source: string } {
    const isAddress = /^https?:\/\//i.test(key);
    const known = this.byKey.get(key);
    const source: ImportedSource = known ?? { key, ...(isAddress ? { url: key } : { title: key }), at };
    if (title !== undefined) source.title ??= title;
    if (publisher !== undefined) source.publisher ??= publisher;
    if (publishedOn !== undefined) source.publishedOn ??= publishedOn;
    this.byKey.set(key, source);
    return { source: key };
  }
}
