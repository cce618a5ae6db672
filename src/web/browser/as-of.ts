/*
 * The slider over a presidency's term: shows the scorecard of another day without a new page. What it shows is asked of
 * the server each time, so that there is one computation; this only puts it in place.
 */
import { replaceLive } from './live.js';

const DAY = 24 * 3600 * 1000;
/** Long enough that dragging asks for the days one rests on, not for all that one passes. */
const REST = 120;

const form = document.querySelector<HTMLFormElement>('form[data-as-of]');
const day = form?.querySelector<HTMLInputElement>('input[name=asOf]');
const frame = form?.querySelector<HTMLElement>('[data-slide]');
const slide = frame?.querySelector<HTMLInputElement>('input[type=range]');

if (form && day) {
  let timer: number | undefined;
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void show(), REST);
  };

  const show = async (): Promise<void> => {
    const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const address = `${form.action}?${fields.toString()}`;
    const done = await replaceLive(address);
    if (done === true) history.replaceState(null, '', address);
    // The whole page says what is wrong.
    if (done === false) location.assign(address);
  };

  if (frame && slide) {
    const first = Date.parse(slide.dataset.first ?? '');
    const language = document.documentElement.lang;
    const spoken = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      dateStyle: 'long',
      timeZone: 'UTC',
    });
    frame.hidden = false;
    slide.addEventListener('input', () => {
      const at = new Date(first + Number(slide.value) * DAY);
      day.value = at.toISOString().slice(0, 10);
      slide.setAttribute('aria-valuetext', spoken.format(at));
      soon();
    });
    day.addEventListener('change', () => {
      if (day.value === '') return;
      slide.value = String(Math.round((Date.parse(day.value) - first) / DAY));
      soon();
    });
  }
}
