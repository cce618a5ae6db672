/*
 * Buttons that copy what stands on the page. Without this script they are not there, and the words are marked by a click.
 */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  const words = document.getElementById(button.dataset.copy ?? '');
  const said = document.getElementById(`${button.dataset.copy}-copied`);
  if (!words || !said) continue;
  button.hidden = false;
  button.addEventListener('click', () => void copy(words, said, button.dataset));
}

async function copy(words: HTMLElement, said: HTMLElement, { done, failed }: DOMStringMap): Promise<void> {
  try {
    await navigator.clipboard.writeText(words.textContent);
    said.textContent = done ?? '';
  } catch {
    getSelection()?.selectAllChildren(words);
    said.textContent = failed ?? '';
  }
}

// What is shown once is not shown again to anyone who comes Back to a page that the browser has kept.
addEventListener('pagehide', () => {
  for (const once of document.querySelectorAll('[data-once]')) once.replaceChildren();
});
