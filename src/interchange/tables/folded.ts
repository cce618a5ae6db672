/** A text as it is compared: small letters, no accents on ё, marks and underscores as blanks, one blank between words. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}

/** How many letters apart two texts are (Levenshtein), for texts as short as names. */
export function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = above[at - 1]! + (one[row - 1] === other[at - 1] ? 0 : 1);
      line.push(Math.min(changed, above[at]! + 1, line[at - 1]! + 1));
    }
    above = line;
  }
  return above[other.length]!;
}
