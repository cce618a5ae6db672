/** What a document may be at most. Beyond it, an {@link UnreadableText}. */
export const limits = {
  /** Bytes of the document as it was sent. */
  bytes: 20 * 1024 * 1024,
  /** Characters (code points) of its text: a library of 10 thick books. */
  characters: 5_000_000,
  /** Pages of a PDF. */
  pages: 2000,
  /** Bytes of one unpacked PDF stream, pictures apart: a thousand times what a page of text needs. */
  stream: 32 * 1024 * 1024,
  /** Bytes of all unpacked PDF streams, pictures apart. */
  streams: 256 * 1024 * 1024,
  /** Elements of an HTML page. */
  elements: 200_000,
  /** How deeply elements of an HTML page may lie in one another: the depth at which browsers stop too. */
  depth: 512,
} as const;
