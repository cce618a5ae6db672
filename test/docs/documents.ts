import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../support/processes/built-program.js';

/** A document as Markdown, by its path in the project. */
export function readDocument(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** All documents of the project: those beside the README, those of docs/, and the README of each folder. */
export function documentPaths(): string[] {
  const inDocs = readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [
    ...readdirSync(PROJECT),
    ...inDocs.map((name) => join('docs', name).replaceAll('\\', '/')),
    'seeds/README.md',
    'bench/README.md',
  ].filter((path) => path.endsWith('.md'));
}

/** The sections below headings of one level, by their heading without its code marks. */
export function sectionsOf(markdown: string, level: number): Map<string, string> {
  const mark = '#'.repeat(level);
  const sections = markdown
    .split(new RegExp(`^(?=#{1,${level}} )`, 'm'))
    .filter((part) => part.startsWith(`${mark} `));
  return new Map(
    sections.map((section) => {
      const [heading = '', ...rest] = section.split('\n');
      return [heading.slice(level + 1).replaceAll('`', ''), rest.join('\n')];
    }),
  );
}

/** The anchors that a document's headings have on GitHub. */
export function anchorsOf(markdown: string): string[] {
  const headings = withoutCode(markdown).match(/^#{1,6} .+$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The targets of a document's links and pictures. */
export function linksOf(markdown: string): string[] {
  const text = withoutCode(markdown).replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture ?? '',
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, '');
}
