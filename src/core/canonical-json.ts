import canonicalize from 'canonicalize';

// The package is CommonJS: Node gives its function, its types say an object that holds it.
const write = canonicalize as unknown as (value: unknown) => string;

/** The canonical form of JSON (RFC 8785): the same value always gives the same text, whose hash can be compared. */
export function canonicalJson(value: unknown): string {
  return write(value);
}
