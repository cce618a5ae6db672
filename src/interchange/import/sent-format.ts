/** Whether a file is a dataset, by what it begins with: no table begins with a brace. */
export function isDataset(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 256))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return head.startsWith('{');
}
