import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '../../../src/config/project.js';

/** A word or an idiom that stays out, and what to write instead. */
interface Avoided {
  pattern: RegExp;
  instead: string;
  /** Held in comments and documents alone; not in what stands in backticks there. */
  proseOnly?: boolean;
  /** The one line that has to keep it. */
  except?: string;
}

const AVOIDED: Avoided[] = [
  { pattern: /\bsomebody was faster\b/i, instead: 'this record has changed since you opened it' },
  { pattern: /\blocal door\b/i, instead: 'one-time sign-in link' },
  { pattern: /\btokens? of programs\b/i, instead: 'API token' },
  { pattern: /\bfrozen scorecards?\b/i, instead: 'snapshot' },
  { pattern: /\bspeaks? for\b/i, instead: 'supports' },
  { pattern: /\bhow well .{0,30}\bcarri(ed|es)\b/i, instead: 'strength of evidence' },
  { pattern: /\b(is|are) needed\b(?=[:'"`])/i, instead: 'is required' },
  { pattern: /\bmend(s|ed|ing)?\b/i, instead: 'correct, fix' },
  { pattern: /\banew\b/i, instead: 'again' },
  { pattern: /\bwhoever\b/i, instead: 'anyone who, the person who' },
  {
    pattern: /\b(held|hold|holds) (it |them |the \w+ )?against\b/i,
    instead: 'check against, compare with',
    // The digests of snapshots that were taken earlier cover this sentence.
    except: "return 'The claim names no count of objectives to hold against the records.';",
  },
  { pattern: /\b(audit|chain|log) is (whole|bent)\b/i, instead: 'the audit log is intact' },
  { pattern: /\bby its own words\b/i, instead: 'according to' },
  { pattern: /\bword by word\b/i, instead: 'word for word' },
  { pattern: /\b(hand it in|take it away)\b/i, instead: 'download, remove' },
  {
    pattern: /\bratings?\b(?!( |_|-)?(scale|level)s?\b)/i,
    instead: 'assessment (the record), status (what it gives)',
    // SQL and code keep the field's `rating_level` and `current_rating`, and names made of them.
    proseOnly: true,
  },
];

/** The literature of agreement, which it follows, speaks of raters and ratings. */
const LEFT_OUT = /agreement-coefficients\.ts$/;

function filesUnder(folder: string, ends: RegExp): string[] {
  return readdirSync(projectPath(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const FILES = [
  ...filesUnder('src', /\.tsx?$/),
  ...filesUnder('docs', /\.md$/),
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((name) => projectPath(name)),
].filter((file) => !LEFT_OUT.test(file));

/** The prose of a line of this file: a comment, or a line of a document. */
function proseOf(line: string, file: string): string {
  const isProse = file.endsWith('.md') || /^\s*(\/\*|\*|\/\/)/.test(line);
  return isProse ? line.replaceAll(/`[^`]*`/g, '') : '';
}

function placesOf({ pattern, proseOnly, except }: Avoided): string[] {
  return FILES.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        line.trim() !== except && pattern.test(proseOnly ? proseOf(line, file) : line)
          ? [`${file}:${at + 1}: ${line.trim()}`]
          : [],
      ),
  );
}

describe('the words of the project', () => {
  it.each(AVOIDED.map((avoided) => [String(avoided.pattern), avoided.instead, avoided] as const))(
    'has no %s in sources and documents, but: %s',
    (_pattern, _instead, avoided) => {
      expect(placesOf(avoided)).toEqual([]);
    },
  );

  it('finds an avoided word where there is one', () => {
    expect(
      AVOIDED.filter(({ pattern }) => pattern.test('Whoever rates it anew mends the local door')),
    ).toHaveLength(4);
  });
});
