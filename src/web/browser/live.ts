/** The request under way: a newer one makes an older one's answer worthless. */
let underWay: AbortController | undefined;

/**
 * Replaces the parts of this page that are marked `data-live` by the same parts of the page at an address. Elements that
 * are not in the new page are left as they are.
 * @returns whether that worked; undefined where a newer request has taken its place. Where it did not work, the page is as
 *   it was.
 */
export async function replaceLive(address: string): Promise<boolean | undefined> {
  underWay?.abort();
  const mine = (underWay = new AbortController());
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: mine.signal });
    if (!answer.ok) return false;
    const page = await pageIn(answer);
    if (mine.signal.aborted) return undefined;
    placeLive(page);
    return true;
  } catch {
    return mine.signal.aborted ? undefined : false;
  }
}

/** The page that an answer holds, without its styles: the policy of this page knows its own alone. */
export async function pageIn(answer: Response): Promise<Document> {
  const text = (await answer.text()).replaceAll(/<style>[^<]*<\/style>/g, '');
  return new DOMParser().parseFromString(text, 'text/html');
}

/** Puts the parts of another page that are marked `data-live` in the place of the same parts of this one. */
export function placeLive(page: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(part.dataset.live ?? '')}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
}
