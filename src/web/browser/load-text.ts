/*
 * Loads a text of a source from a file: sends it to the API as it is, so that it may be larger than a form, and HTML or
 * PDF. Without a file, the form goes its own way.
 */

interface Problem {
  /** `/problems/<kind>` */
  type: string;
  /** Why a text could not be read. */
  reason?: string;
}

const form = document.querySelector<HTMLFormElement>('form[data-load-text]');
const part = form?.querySelector<HTMLElement>('[data-file]');
const chosen = part?.querySelector<HTMLInputElement>('input[type=file]');
const refused = form?.querySelector<HTMLElement>('[data-refused]');

if (form && part && chosen && refused) {
  part.hidden = false;
  form.addEventListener('submit', (event) => {
    const file = chosen.files?.[0];
    if (!file) return;
    event.preventDefault();
    refused.textContent = '';
    send(form, file).then(
      (problem) => {
        if (problem === null) window.location.assign(form.dataset.page ?? '/sources');
        else refused.textContent = problem;
      },
      (error: unknown) => {
        refused.textContent = String(error);
      },
    );
  });
}

/** @returns what the service has against the file; null where it was loaded */
async function send(from: HTMLFormElement, file: File): Promise<string | null> {
  const fields = new FormData(from);
  const answer = await fetch(from.dataset.loadText ?? '', {
    method: 'PUT',
    headers: {
      'content-type': file.type === '' ? 'text/plain' : file.type,
      'if-match': `"${textOf(fields, 'version')}"`,
      'x-csrf-token': textOf(fields, '_csrf'),
    },
    body: file,
  });
  if (answer.ok) return null;
  const problem = (await answer.json()) as Problem;
  const reasons = JSON.parse(from.dataset.reasons ?? '{}') as Partial<Record<string, string>>;
  const kind = problem.type.slice('/problems/'.length);
  return reasons[problem.reason ?? kind] ?? reasons[kind] ?? reasons.other ?? '';
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
