import { parseHTML } from 'linkedom';

/** An answer with the address that it came from. */
export interface Visit {
  url: string;
  status: number;
  headers: Headers;
  text: string;
}

/** As much of a browser as signing in needs: cookies by host, redirects, and forms. It runs no script. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** Cookies that a site has set here, by name. */
  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    let jar = this.#jars.get(host);
    if (!jar) this.#jars.set(host, (jar = new Map()));
    return jar;
  }

  /** Goes to an address and wherever it leads. @param until stops before an address that it matches */
  async visit(url: string, init: RequestInit = {}, until?: RegExp): Promise<Visit> {
    let at: { url: string; init: RequestInit } = { url, init };
    for (let hops = 0; hops < 15; hops++) {
      const answer = await this.request(at.url, at.init);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null) return answer;
      const next = new URL(location, at.url).href;
      if (until?.test(next)) return { ...answer, url: next };
      at = { url: next, init: {} };
    }
    throw new Error(`${url} leads nowhere`);
  }

  /** Sends a form of the page that changes something, with the given fields filled in. */
  async submit(page: Visit, fields: Record<string, string>, which = 0, until?: RegExp): Promise<Visit> {
    const { document } = parseHTML(page.text);
    const form = document.querySelectorAll('form[method=post]')[which];
    if (!form) throw new Error(`${page.url} has no such form: ${page.text}`);
    const body = new URLSearchParams();
    for (const input of form.querySelectorAll('input')) {
      const name = input.getAttribute('name');
      if (name !== null) body.set(name, fields[name] ?? input.getAttribute('value') ?? '');
    }
    const url = new URL(form.getAttribute('action') ?? page.url, page.url);
    return this.visit(url.href, { method: 'POST', body, headers: { origin: url.origin } }, until);
  }

  private async request(url: string, init: RequestInit): Promise<Visit> {
    const jar = this.cookies(url);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}
