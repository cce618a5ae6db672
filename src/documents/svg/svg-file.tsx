import { renderToStaticMarkup } from 'preact-render-to-string';
import { wrap } from '../charts/fitting.js';
import { moved, type Mark, type Scene, type Tone } from '../charts/scene.js';
import { Drawing } from './drawing.js';

const WIDTH = 720;
const MARGIN = 32;
/** How wide the charts of a file are. */
export const INNER = WIDTH - 2 * MARGIN;

/** One SVG file: texts and drawings below each other. */
export class Sheet {
  private readonly marks: Mark[] = [];
  private end = MARGIN;

  /** Wrapped; what takes more than eight lines is cut, because a picture is no place for it. */
  text(text: string, size: number, tone: Tone, bold = false): void {
    for (const line of wrap(text, INNER, size, 8, bold)) {
      this.end += size * 1.4;
      this.marks.push({ kind: 'label', x: MARGIN, y: this.end - size * 0.3, text: line, size, tone, bold });
    }
  }

  space(height: number): void {
    this.end += height;
  }

  /** A chart under its title. */
  chart(scene: Scene): void {
    this.space(18);
    this.text(scene.title, 13, 'ink', true);
    this.space(4);
    this.marks.push(...moved(scene.marks, MARGIN, this.end));
    this.end += scene.height;
  }

  /** The whole file. */
  file(facts: Pick<Scene, 'name' | 'title' | 'description'>): string {
    const scene: Scene = { ...facts, width: WIDTH, height: this.end + MARGIN, marks: this.marks };
    return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToStaticMarkup(<Drawing scene={scene} fixed />)}\n`;
  }
}
