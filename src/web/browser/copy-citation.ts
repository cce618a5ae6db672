/*
 * Buttons that copy a citation: what they carry, or what stands at an address of ours. Says what happened in the live
 * region beside them.
 */

for (const block of document.querySelectorAll<HTMLElement>('[data-copying]')) {
  const status = block.querySelector<HTMLElement>('[role=status]');
  const tell = (text: string | undefined): void => {
    if (status) status.textContent = text ?? '';
  };
  for (const button of block.querySelectorAll<HTMLButtonElement>(
    'button[data-copy-text], button[data-copy-from]',
  )) {
    button.hidden = false;
    button.addEventListener('click', () => {
      tell('');
      copy(button).then(
        () => tell(`${status?.dataset.copied ?? ''} ${button.textContent ?? ''}`),
        () => tell(status?.dataset.notCopied),
      );
    });
  }
}

async function copy({ dataset }: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(dataset.copyText ?? (await textAt(dataset.copyFrom ?? '')));
}

async function textAt(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.text();
}
